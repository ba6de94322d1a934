package org.liftgate.reporting.stages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.liftgate.reporting.chart.CurvePlot;
import org.liftgate.reporting.chart.HeatPlot;
import org.liftgate.reporting.chart.Plot;
import org.liftgate.reporting.format.Numbers;
import org.liftgate.reporting.format.Words;
import org.liftgate.reporting.report.Part;
import org.liftgate.reporting.report.ReportModel.Setting;
import org.liftgate.reporting.stages.Rows.Row;

/**
 * What goes with what: the outcome's course and spread, correlations, and bins of the treatment.
 */
record RelationParts(Setting words, Inputs inputs) {

  Optional<Part> part() {
    List<Row> pairs = all("correlations_");
    if (pairs.isEmpty()) {
      return Optional.empty();
    }
    var plots = new ArrayList<Plot>();
    course().ifPresent(plots::add);
    plots.add(heat(pairs, "spearman", "Spearman's correlations, of ranks; like stands by like"));
    plots.add(heat(pairs, "pearson", "Pearson's correlations, of the amounts themselves"));
    bins().ifPresent(plots::add);
    return Optional.of(
        new Part(
            "relations",
            "What the data show before anybody asks why",
            List.of(
                "These pictures describe. Two things may go together because one follows the other,"
                    + " or because both follow a third."),
            plots,
            List.of(distributions(), courses())));
  }

  private List<Row> all(String prefix) {
    return inputs.context().inputs().keySet().stream()
        .filter(n -> n.startsWith(prefix))
        .sorted()
        .flatMap(n -> inputs.rows(n).stream())
        .toList();
  }

  private String outcome() {
    return Words.sentence(words.called(words.outcome()));
  }

  private Optional<Plot> course() {
    List<Row> rows =
        all("course_").stream()
            .filter(r -> r.text("level").isEmpty() && r.number("conf_low").isPresent())
            .toList();
    return rows.size() < 2
        ? Optional.empty()
        : Optional.of(
            new CurvePlot(
                "course",
                "%s a %s, mean of all %s"
                    .formatted(outcome(), words.period(), Words.plural(2, words.unit())),
                "Mean by period with its 95% interval.",
                "Band: 95%% interval of the mean. The same by %s stands in the table."
                    .formatted(words.group()),
                Words.sentence(words.period()),
                outcome(),
                true,
                false,
                "Mean",
                "",
                rows.stream().map(r -> point(r, r.number("period").orElse(0))).toList()));
  }

  private static CurvePlot.Point point(Row r, double x) {
    return new CurvePlot.Point(
        x,
        r.number("mean").orElse(0),
        r.number("conf_low").orElse(0),
        r.number("conf_high").orElse(0),
        Double.NaN);
  }

  private Plot heat(List<Row> pairs, String what, String title) {
    int k = (int) pairs.stream().mapToLong(r -> r.integer("place_a").orElse(0)).max().orElse(0);
    var names = new String[k];
    var values = new double[k][k];
    for (Row r : pairs) {
      int a = (int) r.integer("place_a").orElse(1) - 1;
      int b = (int) r.integer("place_b").orElse(1) - 1;
      names[a] = Words.sentence(Words.name(r.text("a")));
      values[a][b] = r.number(what).orElse(Double.NaN);
    }
    return new HeatPlot(
        "correlations-" + what,
        title,
        "Correlation of each pair of columns.",
        "Blue: they rise together. Orange: one falls as the other rises. Columns alike stand side"
            + " by side.",
        Arrays.asList(names),
        values);
  }

  private Optional<Plot> bins() {
    List<Row> rows =
        all("bins_").stream()
            .filter(r -> r.is("column_name", words.treatment()))
            .filter(r -> r.number("conf_low").isPresent())
            .toList();
    return rows.size() < 2
        ? Optional.empty()
        : Optional.of(
            new CurvePlot(
                "bins",
                "%s by how much there is of %s"
                    .formatted(outcome(), words.called(words.treatment())),
                "Mean of the outcome in bins of the treatment.",
                "Bin 0: none of it; then bins of equally many rows, the least first. Whiskers: 95%"
                    + " intervals.",
                "Bin of " + words.called(words.treatment()),
                outcome(),
                false,
                false,
                "Mean",
                "",
                rows.stream().map(r -> point(r, r.number("bin").orElse(0))).toList()));
  }

  private Part.Sheet distributions() {
    return new Part.Sheet(
        "%s by %s".formatted(outcome(), words.group()),
        false,
        List.of(
            Words.sentence(words.group()),
            "#Rows",
            "#Mean",
            "#5%",
            "#Median",
            "#95%",
            "#Zero",
            "#Below zero"),
        all("distributions_").stream()
            .map(
                r ->
                    List.of(
                        r.text("level"),
                        Numbers.count(r.integer("n").orElse(0)),
                        thousands(r.number("mean")),
                        thousands(r.number("q05")),
                        thousands(r.number("q50")),
                        thousands(r.number("q95")),
                        Numbers.percent(r.number("zero_share").orElse(0)),
                        Numbers.percent(r.number("negative_share").orElse(0))))
            .toList());
  }

  private static String thousands(OptionalDouble v) {
    return v.isPresent() ? Numbers.fixed(v.getAsDouble(), -3) : Numbers.NONE;
  }

  private Part.Sheet courses() {
    return new Part.Sheet(
        "%s by %s and %s".formatted(outcome(), words.group(), words.period()),
        true,
        List.of(
            Words.sentence(words.group()), "#" + Words.sentence(words.period()), "#Mean", "#Rows"),
        all("course_").stream()
            .map(
                r ->
                    List.of(
                        r.text("level").isEmpty() ? "All" : r.text("level"),
                        Numbers.count(r.integer("period").orElse(0)),
                        thousands(r.number("mean")),
                        Numbers.count(r.integer("n").orElse(0))))
            .toList());
  }
}
