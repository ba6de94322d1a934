package org.liftgate.reporting.stages;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.liftgate.reporting.chart.CurvePlot;
import org.liftgate.reporting.chart.Plot;
import org.liftgate.reporting.format.Numbers;
import org.liftgate.reporting.format.Words;
import org.liftgate.reporting.report.Part;
import org.liftgate.reporting.report.ReportModel.Setting;
import org.liftgate.reporting.stages.Rows.Row;

/**
 * Whose effect is larger: what the gate says, how the ranking did on units it had not seen, and
 * what it would recommend.
 *
 * @param stage what follows {@code gate_} in the table's name
 */
record UpliftPart(Setting words, Inputs inputs, String stage) {

  Optional<Part> part() {
    List<Row> gates = inputs.rows("gate_" + stage);
    return gates.stream()
        .filter(g -> g.yes("headline"))
        .findFirst()
        .map(
            g ->
                new Part(
                    "uplift-" + stage.replace('_', '-'),
                    "Whose effect is larger",
                    paragraphs(g),
                    plots(g),
                    List.of(policies(), learners(gates))));
  }

  private String id(String what) {
    return what + "-" + stage.replace('_', '-');
  }

  private String units() {
    return Words.plural(2, words.unit());
  }

  private List<Row> of(String table, String learner) {
    return inputs.rows(table + "_" + stage).stream().filter(r -> r.is("learner", learner)).toList();
  }

  private Optional<Row> term(String learner, String term) {
    return of("evaluation", learner).stream().filter(r -> r.is("term", term)).findFirst();
  }

  private List<String> paragraphs(Row g) {
    var out = new ArrayList<String>();
    boolean accepted = g.is("word", "accepted");
    out.add(
        accepted
            ? "The ranking stands: on %s it had not seen, effects are larger among those it puts first."
                .formatted(units())
            : "No %s is ranked, put in a segment or recommended. %s"
                .formatted(words.unit(), g.text("reason")));
    out.add(
        "%s %s in %s (%s left out because their arms cannot be compared); %s"
            .formatted(
                Numbers.count(g.integer("units").orElse(0)),
                units(),
                Words.count(g.integer("groups_used").orElse(0), words.group()),
                Numbers.count(g.integer("groups_left_out").orElse(0)),
                placebo(g)));
    term(g.text("learner"), "calibration(slope)")
        .filter(r -> r.number("estimate").isPresent())
        .ifPresent(r -> out.add(calibration(r)));
    if (accepted) {
      out.add(recommended());
    }
    return out;
  }

  private static String placebo(Row g) {
    return g.integer("placebo_draws").isEmpty()
        ? "the placebo of permuted treatments was not run."
        : "%s of %s rankings learned from permuted treatments pass the same gate (at most %s may)."
            .formatted(
                Numbers.count(g.integer("placebo_passes").orElse(0)),
                Numbers.count(g.integer("placebo_draws").orElse(0)),
                Numbers.count(g.integer("placebo_most").orElse(0)));
  }

  private static String calibration(Row r) {
    double error = r.number("std_error").orElse(0);
    return "Calibration slope %s (95%%: %s): 1 where predicted differences are of the right size, 0 where they say nothing."
        .formatted(
            Numbers.effect(r.number("estimate").getAsDouble(), error),
            Numbers.range(r.number("conf_low").orElse(0), r.number("conf_high").orElse(0), error));
  }

  private String recommended() {
    List<Row> rows = inputs.rows("units_" + stage);
    long profit = rows.stream().filter(r -> r.yes("recommended_by_profit")).count();
    long both = rows.stream().filter(r -> r.yes("recommended_conservative")).count();
    return "Recommended: %s by expected profit; %s by the original's rule (in the first share of both of its learners, associational). Profit rests on an assumed margin and cost unless costs were given."
        .formatted(Words.count(profit, words.unit()), Words.count(both, words.unit()));
  }

  private List<Plot> plots(Row g) {
    var plots = new ArrayList<Plot>();
    List<Row> deciles = of("deciles", g.text("learner"));
    if (!deciles.isEmpty()) {
      plots.add(deciles(deciles));
    }
    List<Row> curve = of("curve", g.text("learner"));
    if (!curve.isEmpty()) {
      plots.add(qini(g, curve));
    }
    return plots;
  }

  private static CurvePlot.Point point(Row r, String x, String other) {
    double value = r.number("estimate").orElse(0);
    return new CurvePlot.Point(
        r.number(x).orElse(0),
        value,
        r.number("conf_low").orElse(value),
        r.number("conf_high").orElse(value),
        r.number(other).orElse(Double.NaN));
  }

  private Plot deciles(List<Row> rows) {
    double first = rows.getFirst().number("estimate").orElse(0);
    double last = rows.getLast().number("estimate").orElse(0);
    double error = rows.getFirst().number("std_error").orElse(1);
    String title =
        "The tenth ranked first gains %s, the tenth ranked last %s"
            .formatted(Numbers.effect(first, error), Numbers.effect(last, error));
    return new CurvePlot(
        id("deciles"),
        title,
        title + ". One point for each tenth, with 95% intervals, beside what was predicted.",
        "Tenths of %s by predicted effect, each judged on %s that the model had not seen."
            .formatted(units(), units()),
        "Tenth by predicted effect, the largest first",
        axis(),
        false,
        false,
        "effect found",
        "effect predicted",
        rows.stream().map(r -> point(r, "decile", "predicted")).toList());
  }

  private Plot qini(Row g, List<Row> rows) {
    OptionalDouble qini =
        term(g.text("learner"), "qini")
            .map(r -> r.number("estimate"))
            .orElse(OptionalDouble.empty());
    Optional<Row> whole = term(g.text("learner"), "qini");
    String title =
        whole
            .filter(_ -> qini.isPresent())
            .map(
                r ->
                    "The area between ranking and chance (Qini) is %s (95%%: %s)"
                        .formatted(
                            Numbers.effect(qini.getAsDouble(), r.number("std_error").orElse(0)),
                            Numbers.range(
                                r.number("conf_low").orElse(0),
                                r.number("conf_high").orElse(0),
                                r.number("std_error").orElse(0))))
            .orElse("What is gained as more are treated, the first ranked first");
    return new CurvePlot(
        id("qini"),
        title,
        title + ". Gain as a larger share is treated, by the ranking and at random.",
        "Gain a %s of all, on %s that the model had not seen; the band is 95%% at each share."
            .formatted(words.unit(), units()),
        "Share treated (%), by predicted effect",
        axis(),
        true,
        true,
        "by the ranking",
        "at random",
        rows.stream().map(r -> point(r, "share", "diagonal")).toList());
  }

  private String axis() {
    return "%s, %s a %s and %s"
        .formatted(
            Words.sentence(words.called(words.outcome())),
            words.currency(),
            words.unit(),
            words.period());
  }

  private Part.Sheet policies() {
    var lines = new ArrayList<List<String>>();
    for (Row r : inputs.rows("policy_" + stage)) {
      lines.add(
          List.of(
              Words.sentence(r.text("policy")) + (r.yes("winner") ? " (chosen)" : ""),
              r.number("share_treated").isPresent()
                  ? Numbers.percent(r.number("share_treated").getAsDouble())
                  : Numbers.NONE,
              value(r),
              r.text("reason")));
    }
    String label =
        inputs.rows("policy_" + stage).stream()
            .findFirst()
            .map(
                r ->
                    "Who to treat: profit %s and %s, with an assumed margin of %s and %s a %s, on a quarter that no choice has seen"
                        .formatted(
                            "a " + words.unit(),
                            words.group(),
                            Numbers.percent(r.number("margin").orElse(0)),
                            Numbers.plain(r.number("cost_per_mailing").orElse(0)),
                            words.called(words.treatment())))
            .orElse("Who to treat");
    return new Part.Sheet(
        label, false, List.of("Rule", "#Treated", "#Profit (95%)", "Note"), lines);
  }

  private static String value(Row r) {
    if (r.number("estimate").isEmpty()) {
      return Numbers.NONE;
    }
    double error = r.number("std_error").orElse(0);
    String value = Numbers.effect(r.number("estimate").getAsDouble(), error);
    return r.number("conf_low").isEmpty()
        ? value
        : "%s (%s)"
            .formatted(
                value,
                Numbers.range(
                    r.number("conf_low").getAsDouble(), r.number("conf_high").orElse(0), error));
  }

  private Part.Sheet learners(List<Row> gates) {
    var lines = new ArrayList<List<String>>();
    for (Row g : gates) {
      String learner = g.text("learner");
      lines.add(
          List.of(
              learner + (g.yes("headline") ? " (decides)" : ""),
              g.yes("associational") ? "associational" : "adjusted",
              term(learner, "rate").map(UpliftPart::value).orElse(Numbers.NONE),
              term(learner, "qini").map(UpliftPart::value).orElse(Numbers.NONE),
              term(learner, "calibration(slope)").map(UpliftPart::value).orElse(Numbers.NONE),
              g.is("word", "accepted") ? "beats a constant" : "refused"));
    }
    return new Part.Sheet(
        "Each learner on " + units() + " it had not seen",
        true,
        List.of(
            "Learner", "Kind", "#RATE (95%)", "#Qini (95%)", "#Calibration slope (95%)", "Gate"),
        lines);
  }
}
