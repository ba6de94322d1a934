package org.liftgate.reporting.report;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.liftgate.reporting.chart.BarsPanel;
import org.liftgate.reporting.chart.CurvePanel;
import org.liftgate.reporting.chart.DotPlot;
import org.liftgate.reporting.chart.PanelsPlot;
import org.liftgate.reporting.chart.PathPlot;
import org.liftgate.reporting.chart.Plot;
import org.liftgate.reporting.chart.SeriesPlot;

/** A section with every chart of a media mix, its words as long as they get. */
final class MixFixture {
  private MixFixture() {}

  static Part part() {
    return new Part("mix", "A media mix", List.of("Charts."), plots(), List.of());
  }

  private static List<Plot> plots() {
    return List.of(
        new DotPlot(
            "contest",
            "Training median forecasts better",
            "Errors.",
            "21 weeks.",
            "Error of a forecast of revenue",
            "Mean absolute error",
            "Root mean squared error",
            List.of(
                new DotPlot.Row("Training median", 31_691, 63_597, false),
                new DotPlot.Row("Bayesian media mix", 35_447, 47_117, true),
                new DotPlot.Row("Seasonal naive", 41_422, 86_368, false))),
        new PathPlot(
            "ways",
            "Revenue for each unit more",
            "Two ways.",
            "104 weeks.",
            "Social advertising",
            "Search advertising",
            "Revenue",
            new PathPlot.Effect("Through search advertising", "-104.41", "-212.85 to 6.28"),
            new PathPlot.Effect("Past it", "188", "92 to 286"),
            new PathPlot.Effect("In all", "189", "91 to 285")),
        new PanelsPlot(
            "curves",
            "What spending brings",
            "Curves.",
            "Band: 95%.",
            List.of("Channel", "Spent", "Brought", "95% interval", "Was spent"),
            Stream.of("Facebook", "Search advertising", "TikTok", "Snapchat")
                .map(MixFixture::curve)
                .toList()),
        new PanelsPlot(
            "spread",
            "How columns spread",
            "Histograms.",
            "104 weeks.",
            List.of("Column", "From, to", "Weeks"),
            List.of(
                new BarsPanel(
                    "Price \u00b7 several peaks",
                    "",
                    true,
                    IntStream.range(0, 16)
                        .mapToObj(b -> new BarsPanel.Bin(b, b + 1, b * (15 - b)))
                        .toList()))),
        new SeriesPlot(
            "course",
            "Revenue a week",
            "A line.",
            "104 weeks.",
            "Week from the first",
            "Revenue",
            "Each week",
            "Straight line",
            IntStream.rangeClosed(1, 104)
                .mapToObj(t -> new SeriesPlot.Point(t, "" + t, 400_000.0 * (t % 17) / 17, 40_000))
                .toList()));
  }

  private static CurvePanel curve(String name) {
    return new CurvePanel(
        name,
        "Spent a week",
        9_000,
        "today",
        100_000,
        IntStream.range(0, 25)
            .mapToObj(
                i ->
                    new CurvePanel.Point(
                        2_500 * i,
                        9_000 * Math.sqrt(i),
                        6_000 * Math.sqrt(i),
                        20_500 * Math.sqrt(i),
                        i > 1 && i < 12))
            .toList());
  }
}
