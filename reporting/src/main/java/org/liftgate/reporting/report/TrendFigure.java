package org.liftgate.reporting.report;

import java.util.List;
import java.util.Optional;
import org.liftgate.reporting.chart.Plot;
import org.liftgate.reporting.chart.TrendPlot;
import org.liftgate.reporting.chart.TrendPlot.Arm;
import org.liftgate.reporting.chart.TrendPlot.Point;
import org.liftgate.reporting.chart.TrendPlot.Series;
import org.liftgate.reporting.format.Numbers;
import org.liftgate.reporting.format.Words;
import org.liftgate.reporting.report.ReportModel.Cell;
import org.liftgate.reporting.report.ReportModel.Setting;

/** The chart of means by period and arm. */
final class TrendFigure {
  private final ReportModel model;
  private final Setting words;

  TrendFigure(ReportModel model) {
    this.model = model;
    this.words = model.setting();
  }

  /** Means by period and arm, with what the treated would have done by the design's assumption. */
  Optional<Plot> plot() {
    var treated = arm(true);
    var comparison = arm(false);
    if (treated.isEmpty() && comparison.isEmpty()) {
      return Optional.empty();
    }
    var series =
        List.of(
            new Series(Words.sentence(words.treated()), Arm.TREATED, treated),
            new Series(Words.sentence(words.comparison()), Arm.COMPARISON, comparison),
            new Series(
                "Without " + words.called(words.treatment()),
                Arm.COUNTERFACTUAL,
                counterfactual(treated, comparison)));
    int last = model.trend().stream().mapToInt(Cell::period).max().orElse(0);
    String title = trendTitle(treated, comparison);
    return Optional.of(
        new TrendPlot(
            "trend",
            title,
            title
                + ". Lines by "
                + words.period()
                + " around the start; the dashed line is where the treated arm would have gone had"
                + " it moved like the other.",
            "n = %s in the %s arm and %s in the other at the start; bands: 95%% intervals of each mean."
                .formatted(atStart(treated), words.treated(), atStart(comparison)),
            Words.sentence(Words.plural(2, words.period()))
                + " from the start of the "
                + words.group(),
            Words.sentence(words.called(words.outcome()))
                + ", "
                + Phrases.unit(words, words.outcome()),
            0,
            last,
            "after the start",
            series));
  }

  private List<Point> arm(boolean treated) {
    return model.trend().stream()
        .filter(c -> c.treated() == treated)
        .map(c -> new Point(c.period(), c.mean(), c.low(), c.high(), c.units()))
        .toList();
  }

  private static String atStart(List<Point> arm) {
    return Numbers.count(
        arm.stream().filter(p -> p.period() >= 0).findFirst().map(Point::n).orElse(0L));
  }

  private static double mean(List<Point> arm, boolean after) {
    return arm.stream()
        .filter(p -> p.period() >= 0 == after)
        .mapToDouble(Point::mean)
        .average()
        .orElse(Double.NaN);
  }

  private static List<Point> counterfactual(List<Point> treated, List<Point> comparison) {
    double gap = mean(treated, false) - mean(comparison, false);
    if (!Double.isFinite(gap)) {
      return List.of();
    }
    return comparison.stream()
        .filter(p -> p.period() >= 0)
        .map(p -> new Point(p.period(), p.mean() + gap, Double.NaN, Double.NaN, 0))
        .toList();
  }

  private String trendTitle(List<Point> treated, List<Point> comparison) {
    if (treated.isEmpty() || comparison.isEmpty()) {
      var only = treated.isEmpty() ? comparison : treated;
      return "After the start, mean %s went from %s to %s in the %s arm, the only one (%s)"
          .formatted(
              words.called(words.outcome()),
              Numbers.fixed(mean(only, false), 2),
              Numbers.fixed(mean(only, true), 2),
              treated.isEmpty() ? words.comparison() : words.treated(),
              Phrases.unit(words, words.outcome()));
    }
    return "After the start, mean %s went from %s to %s in the %s arm and from %s to %s in the %s arm (%s)"
        .formatted(
            words.called(words.outcome()),
            Numbers.fixed(mean(treated, false), 2),
            Numbers.fixed(mean(treated, true), 2),
            words.treated(),
            Numbers.fixed(mean(comparison, false), 2),
            Numbers.fixed(mean(comparison, true), 2),
            words.comparison(),
            Phrases.unit(words, words.outcome()));
  }
}
