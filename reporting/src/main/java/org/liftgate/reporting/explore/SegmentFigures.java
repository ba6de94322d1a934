package org.liftgate.reporting.explore;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.liftgate.reporting.chart.BoxesPanel;
import org.liftgate.reporting.chart.LinesPanel;
import org.liftgate.reporting.chart.PanelsPlot;
import org.liftgate.reporting.chart.Plot;
import org.liftgate.reporting.format.Words;

/** How a value spreads and moves in each segment, drawn. */
public final class SegmentFigures {
  private SegmentFigures() {}

  /**
   * A box a level, one panel a column.
   *
   * @param called what columns are called in words
   */
  public static Optional<Plot> spread(Segments s, UnaryOperator<String> called) {
    var known = s.levels().stream().filter(l -> !l.quantiles().isEmpty()).toList();
    if (known.isEmpty()) {
      return Optional.empty();
    }
    double low = known.stream().mapToDouble(l -> l.quantiles().getFirst()).min().orElse(0);
    double high = known.stream().mapToDouble(l -> l.quantiles().getLast()).max().orElse(1);
    String title = "How %s spreads in each segment".formatted(called.apply(s.value()));
    return Optional.of(
        new PanelsPlot(
            "eda-segments",
            title,
            title + ". One box a level, one panel a column.",
            "Box: the middle half of the rows, its line their median. Whiskers: from the lowest to the highest tenth.",
            List.of("Segment", "Level", "Half", "Middle half", "10% to 90%"),
            s.columns().stream()
                .map(
                    c ->
                        new BoxesPanel(
                            Words.sentence(called.apply(c)),
                            Words.sentence(called.apply(s.value())),
                            low,
                            high,
                            s.of(c).stream()
                                .filter(l -> !l.quantiles().isEmpty())
                                .map(l -> new BoxesPanel.Box(l.level(), l.quantiles()))
                                .toList()))
                .filter(p -> !p.boxes().isEmpty())
                .toList()));
  }

  /** A line a level, one panel a column; nothing where fewer than two weeks have values. */
  public static Optional<Plot> trend(Segments s, UnaryOperator<String> called) {
    if (s.trend().stream().mapToLong(Segments.Week::week).distinct().count() < 2) {
      return Optional.empty();
    }
    var means = s.trend().stream().mapToDouble(Segments.Week::mean).summaryStatistics();
    String title = "The mean of %s by week in each segment".formatted(called.apply(s.value()));
    return Optional.of(
        new PanelsPlot(
            "eda-segments-trend",
            title,
            title + ". One line a level, one panel a column.",
            "Means of the rows that have a value; a first or last week may have few days. The axis does not start at zero.",
            List.of("Segment", "Level", "Week", "Mean"),
            s.columns().stream()
                .map(
                    c ->
                        new LinesPanel(
                            Words.sentence(called.apply(c)),
                            "Week",
                            means.getMin(),
                            means.getMax(),
                            s.of(c).stream()
                                .map(
                                    l ->
                                        new LinesPanel.Line(
                                            l.level(),
                                            s.course(l).stream()
                                                .map(w -> new LinesPanel.Point(w.week(), w.mean()))
                                                .toList()))
                                .filter(l -> !l.points().isEmpty())
                                .toList()))
                .filter(p -> !p.lines().isEmpty())
                .toList()));
  }
}
