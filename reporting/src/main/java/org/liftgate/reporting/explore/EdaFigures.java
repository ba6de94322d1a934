package org.liftgate.reporting.explore;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftgate.reporting.chart.BarPlot;
import org.liftgate.reporting.chart.HistogramPlot;
import org.liftgate.reporting.chart.HistogramPlot.Bin;
import org.liftgate.reporting.chart.Plot;
import org.liftgate.reporting.format.Numbers;
import org.liftgate.reporting.format.Words;

/** The pictures of an exploration. */
public final class EdaFigures {
  private EdaFigures() {}

  /** Plots by the path of their file; those without data are not there. */
  public static Map<String, Plot> of(Exploration e) {
    var plots = new LinkedHashMap<String, Plot>();
    e.coverage()
        .ifPresent(c -> coverage(c).ifPresent(p -> plots.put("figures/eda_coverage.svg", p)));
    e.coverage()
        .flatMap(c -> e.distribution(c.table(), c.value()))
        .ifPresent(d -> plots.put("figures/eda_value.svg", value(d)));
    e.coverage()
        .ifPresent(c -> activity(c).ifPresent(p -> plots.put("figures/eda_activity.svg", p)));
    e.segments()
        .ifPresent(
            s -> {
              SegmentFigures.spread(s, Words::name)
                  .ifPresent(p -> plots.put("figures/eda_segments.svg", p));
              SegmentFigures.trend(s, Words::name)
                  .ifPresent(p -> plots.put("figures/eda_segments_trend.svg", p));
            });
    missing(e).ifPresent(p -> plots.put("figures/eda_missing.svg", p));
    return plots;
  }

  private static Optional<Plot> coverage(Coverage c) {
    if (c.weeks().isEmpty()) {
      return Optional.empty();
    }
    String title =
        "A typical week of %s holds %s rows; %s of %s weeks %s under half of that"
            .formatted(
                c.table(),
                Numbers.count(Math.round(c.typicalRows())),
                c.thin().isEmpty() ? "none" : Numbers.count(c.thin().size()),
                Numbers.count(c.weeks().size()),
                c.thin().size() < 2 ? "holds" : "hold");
    return Optional.of(
        new HistogramPlot(
            "eda-coverage",
            title,
            title + ". One bar for each week.",
            "n = %s rows of %s values of %s."
                .formatted(
                    Numbers.count(c.weeks().stream().mapToLong(Coverage.Week::rows).sum()),
                    Numbers.count(c.units()),
                    c.unit()),
            "Week",
            "Rows",
            "",
            c.weeks().stream()
                .map(w -> new Bin(w.week() - .5, w.week() + .5, w.rows(), w.label()))
                .toList()));
  }

  private static Plot value(Distribution d) {
    long inside = d.bins().stream().mapToLong(Distribution.Bin::rows).sum();
    long all = inside + d.below() + d.above();
    String title =
        "99 in 100 values of %s lie below %s"
            .formatted(Words.name(d.column()), Numbers.plain(d.bins().getLast().high()));
    return new HistogramPlot(
        "eda-value",
        title,
        title + ". Counts of rows by size.",
        "n = %s rows; %s beyond the picture."
            .formatted(Numbers.count(all), Numbers.count(d.below() + d.above())),
        Words.sentence(Words.name(d.column())),
        "Rows",
        d.above() > 0 ? Numbers.count(d.above()) + " rows further right" : "",
        d.bins().stream().map(b -> new Bin(b.low(), b.high(), b.rows(), b.label())).toList());
  }

  private static Optional<Plot> activity(Coverage c) {
    if (c.activity().isEmpty()) {
      return Optional.empty();
    }
    long seen = 0;
    long half = 0;
    for (var a : c.activity()) {
      seen += a.units();
      half = a.weeks();
      if (2 * seen >= c.units()) {
        break;
      }
    }
    String title =
        "Half of the values of %s occur in at most %s of %s weeks"
            .formatted(c.unit(), Numbers.count(half), Numbers.count(c.weeks().size()));
    return Optional.of(
        new HistogramPlot(
            "eda-activity",
            title,
            title + ". Counts by number of weeks.",
            "n = %s values of %s.".formatted(Numbers.count(c.units()), c.unit()),
            "Weeks in which it occurs",
            "Values of " + c.unit(),
            "",
            c.activity().stream()
                .map(a -> new Bin(a.weeks() - .5, a.weeks() + .5, a.units(), "" + a.weeks()))
                .toList()));
  }

  private static Optional<Plot> missing(Exploration e) {
    List<ColumnProfile> gaps =
        e.columns().stream()
            .filter(c -> c.nulls() > 0)
            .sorted(Comparator.comparingDouble(c -> -c.nullShare()))
            .limit(20)
            .toList();
    if (gaps.isEmpty()) {
      return Optional.empty();
    }
    long all = e.columns().stream().filter(c -> c.nulls() > 0).count();
    String title =
        "%s of %s columns have gaps; the largest is %s in %s"
            .formatted(
                Numbers.count(all),
                Numbers.count(e.columns().size()),
                Numbers.percent(gaps.getFirst().nullShare()),
                gaps.getFirst().table() + "." + gaps.getFirst().column());
    return Optional.of(
        new BarPlot(
            "eda-missing",
            title,
            title + ". Share of rows without a value.",
            "Share of rows without a value; columns without gaps are left out"
                + (all > gaps.size() ? ", and so are smaller gaps" : "")
                + ".",
            "Missing",
            1,
            gaps.stream()
                .map(
                    c ->
                        new BarPlot.Bar(
                            c.table() + "." + c.column(),
                            c.nullShare(),
                            Numbers.percent(c.nullShare())))
                .toList()));
  }
}
