package org.liftgate.reporting.stages;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.liftgate.reporting.chart.TrendPlot;
import org.liftgate.reporting.format.Numbers;
import org.liftgate.reporting.format.Words;
import org.liftgate.reporting.report.Part;
import org.liftgate.reporting.report.ReportModel.Setting;
import org.liftgate.reporting.stages.Rows.Row;

/** The treated few beside their mix of others: both courses, and who is in the mix. */
record SyntheticPart(Setting words, Inputs inputs, String name) {

  Optional<Part> part() {
    List<Row> path =
        inputs.rows("paths_" + name).stream()
            .filter(r -> r.number("treated").isPresent() && r.number("synthetic").isPresent())
            .sorted(Comparator.comparingLong(r -> r.integer("period").orElse(0)))
            .toList();
    List<Row> donors = inputs.rows("donors_" + name);
    if (path.size() < 2 || donors.isEmpty()) {
      return Optional.empty();
    }
    String units = Words.plural(2, words.unit());
    long used = donors.stream().filter(r -> r.number("weight").orElse(0) > .0005).count();
    return Optional.of(
        new Part(
            "mix-" + name.replace('_', '-'),
            "Few %s %s, and a mix of others beside them".formatted(words.treated(), units),
            List.of(
                "The mix is made of %s of the %s %s, weighted so that it moved like the %s ones before the start. The closer the lines lie side by side there, the more the gap after the start is worth."
                    .formatted(
                        Numbers.count(used),
                        Numbers.count(donors.size()),
                        words.comparison() + " " + units,
                        words.treated())),
            List.of(plot(path)),
            List.of(
                new Part.Sheet(
                    "Who is in the mix",
                    true,
                    List.of(Words.sentence(words.unit()), "#Weight"),
                    donors.stream()
                        .sorted(
                            Comparator.comparingDouble((Row r) -> -r.number("weight").orElse(0)))
                        .map(
                            r ->
                                List.of(
                                    r.text("unit"), Numbers.percent(r.number("weight").orElse(0))))
                        .toList()))));
  }

  private TrendPlot plot(List<Row> path) {
    int last = (int) path.getLast().integer("period").orElse(0);
    return new TrendPlot(
        "mix-" + name.replace('_', '-'),
        "%s of %s %s and of their mix"
            .formatted(
                Words.sentence(words.called(words.outcome())),
                words.treated(),
                Words.plural(2, words.unit())),
        "Means by period of the treated units and of the weighted mix of others.",
        "Dashed: the mix. Intervals stand with the estimate, not here.",
        "Time from the start of the " + words.group(),
        Words.sentence(words.called(words.outcome())),
        0,
        last,
        "after the start",
        List.of(
            new TrendPlot.Series(
                Words.sentence(words.treated()), TrendPlot.Arm.TREATED, course(path, "treated")),
            new TrendPlot.Series(
                "Mix of others", TrendPlot.Arm.COUNTERFACTUAL, course(path, "synthetic"))));
  }

  private static List<TrendPlot.Point> course(List<Row> path, String column) {
    return path.stream()
        .map(
            r ->
                new TrendPlot.Point(
                    (int) r.integer("period").orElse(0),
                    r.number(column).orElseThrow(),
                    Double.NaN,
                    Double.NaN,
                    0))
        .toList();
  }
}
