package org.liftgate.reporting.stages;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.liftgate.reporting.chart.Plot;
import org.liftgate.reporting.chart.TippingPlot;
import org.liftgate.reporting.format.Numbers;
import org.liftgate.reporting.format.Words;
import org.liftgate.reporting.report.Part;
import org.liftgate.reporting.report.ReportModel.Setting;
import org.liftgate.reporting.stages.Rows.Row;

/**
 * What was tried against an effect by estimating it again, and how strong a common cause nobody saw
 * would have to be.
 *
 * @param stage what follows {@code unseen_} in the table's name
 */
record UnseenPart(Setting words, Inputs inputs, String stage) {

  Optional<Part> part() {
    Optional<Row> found = inputs.rows("unseen_" + stage).stream().findFirst();
    if (found.isEmpty()) {
      return Optional.empty();
    }
    var told = new Told(found.get(), causes(found.get()));
    return Optional.of(
        new Part(
            "unseen-" + stage.replace('_', '-'),
            "What it would take to undo it",
            paragraphs(told),
            List.of(plot(told)),
            List.of(trials())));
  }

  /** The effect with what was observed. */
  private record Told(Row row, List<TippingPlot.Seen> causes) {
    double effect() {
      return row.number("estimate").orElse(0);
    }

    double error() {
      return row.number("std_error").orElse(0);
    }

    double variance() {
      return row.number("variance").orElse(1);
    }

    /** Product of strengths that takes away so much of the effect. */
    double product(double taken) {
      return Math.abs(taken) * variance();
    }

    /** How far the interval's nearer end lies from zero; not above 0 where it holds zero. */
    double clear() {
      double low = row.number("conf_low").orElse(0);
      double high = row.number("conf_high").orElse(0);
      return effect() > 0 ? low : -high;
    }
  }

  private List<TippingPlot.Seen> causes(Row found) {
    double effect = found.number("estimate").orElse(0);
    double variance = found.number("variance").orElse(1);
    return inputs.rows("benchmarks_" + stage).stream()
        .map(
            r -> {
              double a = r.number("on_treatment").orElse(0);
              double b = r.number("on_outcome").orElse(0);
              double left = effect - Math.signum(effect) * a * b / variance;
              return new TippingPlot.Seen(words.called(r.text("name")), a, b, left);
            })
        .toList();
  }

  private List<String> paragraphs(Told told) {
    var out = new ArrayList<String>();
    Optional<TippingPlot.Seen> top =
        told.causes().stream()
            .max(Comparator.comparingDouble(s -> s.onTreatment() * s.onOutcome()));
    top.ifPresent(
        s ->
            out.add(
                "Nothing in the data shows a cause that nobody wrote down. If there were one as strong as %s, the strongest that was, the effect would be %s instead of %s%s."
                    .formatted(
                        s.name(),
                        Numbers.effect(s.effect(), told.error()),
                        Numbers.effect(told.effect(), told.error()),
                        s.effect() * told.effect() <= 0
                            ? ": its sign would turn"
                            : Math.abs(s.effect() - told.effect()) < told.error()
                                ? ", hardly another number"
                                : "")));
    long passed = refuters().stream().filter(r -> r.is("word", "pass")).count();
    if (!refuters().isEmpty()) {
      out.add(
          "%s of %s trials left it standing; each had its rule before it ran."
              .formatted(Numbers.count(passed), Numbers.count(refuters().size())));
    }
    out.add(
        "Strength to the right is how far one standard deviation of a cause moves %s; strength upwards how far it moves %s beside that. Only a cause beyond the last line leaves nothing."
            .formatted(
                words.called(told.row().text("treatment")),
                words.called(told.row().text("outcome"))));
    return out;
  }

  private Plot plot(Told told) {
    var curves = new ArrayList<TippingPlot.Curve>();
    curves.add(new TippingPlot.Curve("half is left", told.product(told.effect() / 2), false));
    if (told.clear() > 0) {
      curves.add(
          new TippingPlot.Curve("no longer clear of zero", told.product(told.clear()), false));
    }
    curves.add(new TippingPlot.Curve("nothing is left", told.product(told.effect()), true));
    curves.sort(Comparator.comparingDouble(TippingPlot.Curve::product));
    String outcome = words.called(told.row().text("outcome"));
    String treatment = words.called(told.row().text("treatment"));
    String title =
        "How strong an unseen cause of %s and %s would have to be".formatted(treatment, outcome);
    return new TippingPlot(
        "unseen-" + stage.replace('_', '-'),
        title,
        title + ", with the strengths of observed causes.",
        "Blue: observed causes, the strongest named. Lines: strengths that leave the same effect of %s."
            .formatted(treatment),
        "Moves " + treatment + " by",
        "Moves " + outcome + " by",
        curves,
        told.causes());
  }

  private List<Row> refuters() {
    return inputs.rows("refuters_" + stage);
  }

  private Part.Sheet trials() {
    return new Part.Sheet(
        "What was tried, and the rule of each",
        false,
        List.of("Trial", "Rule, fixed before", "Word", "#Draws", "What was found"),
        refuters().stream()
            .map(
                r ->
                    List.of(
                        Words.sentence(Words.name(r.text("refuter"))),
                        r.text("rule"),
                        r.text("word"),
                        r.integer("draws").orElse(0) > 0
                            ? Numbers.count(r.integer("draws").getAsLong())
                            : Numbers.NONE,
                        r.text("sentence")))
            .toList());
  }
}
