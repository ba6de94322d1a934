package org.liftgate.reporting.chart;

import java.util.List;
import org.liftgate.reporting.chart.Svg.Anchor;

/**
 * Counts or shares with a name each, as horizontal bars from zero: top values, missing shares.
 *
 * @param what the figures are, for the data table
 * @param limit the value of a full bar; the largest bar when it is 0
 */
public record BarPlot(
    String id,
    String title,
    String description,
    String note,
    String what,
    double limit,
    List<Bar> bars)
    implements Plot {

  /** A name, a value of at least zero and the value as people read it. */
  public record Bar(String name, double value, String text) {}

  public BarPlot {
    bars = List.copyOf(bars);
  }

  @Override
  public Data data() {
    return new Data(
        List.of("Name", what), bars.stream().map(b -> List.of(b.name(), b.text())).toList());
  }

  @Override
  public Drawing draw(double width) {
    var svg = new Svg();
    double row = 24;
    double names = bars.stream().mapToDouble(b -> Labels.width(b.name(), 13)).max().orElse(0);
    double left = Math.min(width * .45, names + 14);
    double right =
        width - 8 - bars.stream().mapToDouble(b -> Labels.width(b.text(), 12)).max().orElse(0);
    double most = limit > 0 ? limit : bars.stream().mapToDouble(Bar::value).max().orElse(1);
    var scale = new Scale(0, most > 0 ? most : 1, left, Math.max(left + 20, right));
    for (int i = 0; i < bars.size(); i++) {
      Bar b = bars.get(i);
      double y = row * i;
      double end = scale.clamped(b.value());
      svg.text(left - 8, y + 16, "label", Anchor.END, Labels.fit(b.name(), 13, left - 10));
      svg.leaf(
          "rect",
          "x",
          left,
          "y",
          y + 5,
          "width",
          scale.to() - left,
          "height",
          14,
          "class",
          "track");
      svg.leaf(
          "rect",
          "x",
          left,
          "y",
          y + 5,
          "width",
          Math.max(1, end - left),
          "height",
          14,
          "class",
          "bar mark");
      svg.text(scale.to() + 6, y + 16, "tick", Anchor.START, b.text());
    }
    return new Drawing(width, Math.max(row * bars.size() + 4, 20), svg.toString());
  }
}
