package org.liftgate.reporting.stages;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.liftgate.reporting.chart.ForestPlot;
import org.liftgate.reporting.format.Numbers;
import org.liftgate.reporting.format.Words;
import org.liftgate.reporting.report.Part;
import org.liftgate.reporting.stages.Rows.Row;

/**
 * Whether one driver is the strongest: its lead over each of the others.
 *
 * @param stage what follows {@code rivals_} in the table's name
 */
record RivalsPart(MixWords mix, String stage) {

  Optional<Part> part() {
    List<Row> rows =
        mix.rows("rivals_", stage).stream()
            .filter(r -> r.number("lead").isPresent())
            .sorted(Comparator.comparingDouble(r -> r.number("conf_low").orElse(0)))
            .toList();
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    String first = mix.words().called(rows.getFirst().text("first"));
    boolean scaled = rows.getFirst().yes("standardised");
    String title = title(rows, first);
    var paragraphs = new ArrayList<String>();
    paragraphs.add(title + ".");
    paragraphs.add(
        "Compared is what %s differs by for %s of each driver, the others held fixed and whatever its sign. %s is the strongest only if it leads over every other, so all these contests must be won."
            .formatted(
                mix.words().called(mix.words().outcome()),
                scaled ? "one standard deviation more" : "one unit more",
                Words.sentence(first)));
    return Optional.of(
        new Part(
            "rivals-" + stage,
            "Whether %s is the strongest driver".formatted(first),
            paragraphs,
            List.of(
                new ForestPlot(
                    "rivals-" + stage,
                    title,
                    title + ". One row for each other driver with its 95% interval.",
                    "Right of zero %s leads, left of it the other does.".formatted(first),
                    "Lead of %s over".formatted(first),
                    "no lead",
                    0,
                    rows.stream().map(this::bar).toList())),
            List.of()));
  }

  private static String title(List<Row> rows, String first) {
    long won = rows.stream().filter(r -> r.number("conf_low").orElse(0) > 0).count();
    long lost = rows.stream().filter(r -> r.number("conf_high").orElse(0) < 0).count();
    String name = Words.sentence(first);
    if (won == rows.size()) {
      return "%s leads over every other driver".formatted(name);
    }
    return "%s leads clearly over %s of %s other drivers%s"
        .formatted(
            name,
            won == 0 ? "none" : Numbers.count(won),
            Numbers.count(rows.size()),
            lost == 0 ? "" : " and is clearly behind " + Numbers.count(lost));
  }

  private ForestPlot.Row bar(Row r) {
    return new ForestPlot.Row(
        mix.called(r.text("rival")),
        Optional.of(
            new ForestPlot.Value(
                r.number("lead").orElse(0),
                r.number("conf_low").orElse(0),
                r.number("conf_high").orElse(0))),
        "",
        "",
        "",
        OptionalDouble.empty());
  }
}
