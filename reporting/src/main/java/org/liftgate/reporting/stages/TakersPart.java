package org.liftgate.reporting.stages;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.liftgate.reporting.chart.CurvePlot;
import org.liftgate.reporting.chart.ForestPlot;
import org.liftgate.reporting.chart.Plot;
import org.liftgate.reporting.format.Numbers;
import org.liftgate.reporting.format.Words;
import org.liftgate.reporting.report.Part;
import org.liftgate.reporting.report.ReportModel.Setting;
import org.liftgate.reporting.stages.Rows.Row;

/**
 * The effect on those who took up what they were assigned, beside the effect of assignment and the
 * original's contrast.
 *
 * @param stage what follows {@code late_} in the table's name
 */
record TakersPart(Setting words, Inputs inputs, String stage) {

  Optional<Part> part() {
    List<Row> rows = inputs.rows("late_" + stage);
    return rows.stream()
        .filter(r -> r.integer("group_id").isEmpty() && r.is("outcome", words.outcome()))
        .findFirst()
        .map(
            pooled ->
                new Part(
                    "takers-" + stage.replace('_', '-'),
                    "Only those with a " + Words.name(pooled.text("treatment")),
                    paragraphs(pooled),
                    plots(pooled),
                    List.of(groups(rows))));
  }

  private List<String> paragraphs(Row r) {
    String taken = Words.name(r.text("treatment"));
    String units = Words.plural(2, words.unit());
    long assigned = r.integer("assigned_units").orElse(0);
    long takers = r.integer("takers").orElse(0);
    String counts =
        "%s of %s %s pairs of %s and %s have a %s."
            .formatted(
                Numbers.count(takers),
                Numbers.count(assigned),
                words.treated(),
                words.unit(),
                words.group(),
                taken);
    if (r.number("late").isEmpty()) {
      return List.of("No effect on them can be estimated. " + r.text("reason"), counts);
    }
    double error = r.number("std_error").orElse(0);
    String first =
        "If the %s acted through the %s alone, it moved %s by %s a %s of %s that took it (95%%: %s)."
            .formatted(
                words.called(words.treatment()),
                taken,
                words.called(words.outcome()),
                Numbers.effect(r.number("late").getAsDouble(), error),
                words.period(),
                units,
                Numbers.range(
                    r.number("conf_low").orElse(0), r.number("conf_high").orElse(0), error));
    String rests =
        "No data can test that. If those without a %s changed what they buy too, the figure is too far from 0: the curve goes from it to the effect on all %s %s."
            .formatted(taken, words.treated(), units);
    String strength =
        "The %s raised the share with a %s by %s (first-stage F %s). The Anderson-Rubin set, which holds however weak that is: %s."
            .formatted(
                words.called(words.treatment()),
                taken,
                Numbers.percent(r.number("first_stage").orElse(0)),
                Numbers.fixed(r.number("first_stage_f").orElse(0), 0),
                r.text("anderson_rubin"));
    return List.of(first, rests, counts + " " + strength, verdict(r));
  }

  private Optional<Row> judged(String table, String treatment, String term) {
    return inputs.rows(table).stream()
        .filter(v -> v.is("treatment", treatment) && v.is("term", term))
        .filter(v -> v.is("outcome", words.outcome()) && v.integer("group_id").isEmpty())
        .min(Comparator.comparing(v -> !v.yes("headline")));
  }

  private String verdict(Row r) {
    return judged("verdicts", r.text("treatment"), "late")
        .map(
            v ->
                "Verdict: %s, %s. It is graded no higher than the effect of the %s that it divides."
                    .formatted(v.text("verdict"), v.text("grade"), words.called(words.treatment())))
        .orElse("It is graded no higher than the effect of assignment that it divides.");
  }

  private List<Plot> plots(Row r) {
    var plots = new ArrayList<Plot>();
    if (r.number("late").isEmpty()) {
      return plots;
    }
    plots.add(beside(r));
    List<Row> curve =
        inputs.rows("exclusion_" + stage).stream()
            .filter(x -> x.integer("group_id").isEmpty() && x.is("outcome", words.outcome()))
            .toList();
    if (!curve.isEmpty()) {
      plots.add(exclusion(r, curve));
    }
    return plots;
  }

  private Plot beside(Row r) {
    var rows = new ArrayList<ForestPlot.Row>();
    String units = Words.plural(2, words.unit());
    double itt = r.number("itt").orElse(0);
    double error = r.number("itt_std_error").orElse(0);
    rows.add(
        row(
            "All %s %s".formatted(words.treated(), units),
            itt,
            itt - 1.96 * error,
            itt + 1.96 * error,
            judged("verdicts", words.treatment(), "att"),
            OptionalDouble.empty()));
    rows.add(
        row(
            "Those with a " + Words.name(r.text("treatment")),
            r.number("late").orElse(0),
            r.number("conf_low").orElse(0),
            r.number("conf_high").orElse(0),
            judged("verdicts", r.text("treatment"), "late"),
            new Truth(inputs.rows("truth"), r.text("treatment"))
                .of(words.outcome(), "late", r.integer("group_id"))));
    judged("estimates", "participation", "att")
        .filter(e -> e.number("estimate").isPresent())
        .ifPresent(
            e ->
                rows.add(
                    row(
                        "Bought a promoted product (original's)",
                        e.number("estimate").getAsDouble(),
                        e.number("conf_low").orElse(0),
                        e.number("conf_high").orElse(0),
                        judged("verdicts", "participation", "att"),
                        OptionalDouble.empty())));
    String title =
        "Whose effect is asked decides the figure: %s %s against those with a %s"
            .formatted(words.treated(), units, Words.name(r.text("treatment")));
    return new ForestPlot(
        "takers-" + stage.replace('_', '-'),
        title,
        title + ", with 95% intervals.",
        "%s %s %ss, %s of them with a %s.%s"
            .formatted(
                Numbers.count(r.integer("assigned_units").orElse(0)),
                words.treated(),
                words.unit() + "-" + words.group(),
                Numbers.count(r.integer("takers").orElse(0)),
                Words.name(r.text("treatment")),
                rows.stream().anyMatch(x -> x.truth().isPresent())
                    ? " Diamond: the true effect of the simulated data."
                    : ""),
        axis(),
        0,
        rows);
  }

  private String axis() {
    return "%s, %s a %s and %s"
        .formatted(
            Words.sentence(words.called(words.outcome())),
            words.currency(),
            words.unit(),
            words.period());
  }

  private static ForestPlot.Row row(
      String label, double value, double low, double high, Optional<Row> v, OptionalDouble truth) {
    return new ForestPlot.Row(
        label,
        Optional.of(new ForestPlot.Value(value, low, high)),
        v.map(x -> x.text("verdict")).orElse(""),
        "",
        "",
        truth);
  }

  private Plot exclusion(Row r, List<Row> curve) {
    String taken = Words.name(r.text("treatment"));
    String title =
        "What the %s was worth if the %s also acted without it"
            .formatted(taken, words.called(words.treatment()));
    return new CurvePlot(
        "exclusion-" + stage.replace('_', '-'),
        title,
        title + ": from no direct effect on the left to nothing but a direct effect on the right.",
        "At 0%% the %s acts through the %s alone; at 100%% the figure is the effect on all %s %s."
            .formatted(
                words.called(words.treatment()),
                taken,
                words.treated(),
                Words.plural(2, words.unit())),
        "Share of the effect (%) that needs no " + taken,
        axis(),
        true,
        true,
        "effect on those with a " + taken,
        "",
        curve.stream()
            .map(
                x ->
                    new CurvePlot.Point(
                        x.number("share").orElse(0),
                        x.number("tau").orElse(0),
                        x.number("conf_low").orElse(0),
                        x.number("conf_high").orElse(0),
                        Double.NaN))
            .toList());
  }

  private Part.Sheet groups(List<Row> rows) {
    var lines = new ArrayList<List<String>>();
    for (Row r : rows) {
      if (r.integer("group_id").isEmpty() || !r.is("outcome", words.outcome())) {
        continue;
      }
      double error = r.number("std_error").orElse(0);
      boolean known = r.number("late").isPresent();
      lines.add(
          List.of(
              r.text("group_id"),
              Numbers.count(r.integer("assigned_units").orElse(0)),
              Numbers.count(r.integer("takers").orElse(0)),
              known ? Numbers.fixed(r.number("first_stage_f").orElse(0), 1) : Numbers.NONE,
              known ? Numbers.effect(r.number("late").getAsDouble(), error) : Numbers.NONE,
              known ? "95% set: " + r.text("anderson_rubin") : r.text("reason")));
    }
    return new Part.Sheet(
        "Each " + words.group(),
        true,
        List.of(
            Words.sentence(words.group()),
            "#" + Words.sentence(words.treated()),
            "#Took it",
            "#First-stage F",
            "#Effect",
            "Anderson-Rubin, or why there is none"),
        lines);
  }
}
