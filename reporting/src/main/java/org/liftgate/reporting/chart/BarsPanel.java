package org.liftgate.reporting.chart;

import java.util.List;
import org.liftgate.reporting.format.Numbers;

/**
 * Counts over neighbouring bins of an amount.
 *
 * @param noted whether the panel is one to look at
 */
public record BarsPanel(String name, String xTitle, boolean noted, List<Bin> bins)
    implements PanelsPlot.Panel {

  /** Values from {@code low} to {@code high}. */
  public record Bin(double low, double high, long count) {}

  public BarsPanel {
    bins = List.copyOf(bins);
  }

  @Override
  public List<List<String>> rows() {
    double width = bins.getFirst().high() - bins.getFirst().low();
    return bins.stream()
        .map(b -> List.of(name, Numbers.range(b.low(), b.high(), width), Numbers.count(b.count())))
        .toList();
  }

  @Override
  public String marks(double width, double height) {
    var svg = new Svg();
    Ticks y = Ticks.around(0, Math.max(1, bins.stream().mapToLong(Bin::count).max().orElse(1)), 3);
    var frame =
        new Frame(
            svg,
            new Scale(bins.getFirst().low(), bins.getLast().high(), Frame.room(y), width - 20),
            new Scale(0, y.high(), height - Frame.BOTTOM, Frame.TOP));
    frame.vertical(y, name);
    for (Bin b : bins) {
      double left = frame.x().at(b.low());
      double top = frame.y().at(b.count());
      svg.leaf(
          "rect",
          "x",
          left + .5,
          "y",
          top,
          "width",
          Math.max(.5, frame.x().at(b.high()) - left - 1),
          "height",
          frame.bottom() - top,
          "class",
          noted ? "bar mark treated" : "bar mark");
    }
    frame.horizontal(Ticks.nice(frame.x().low(), frame.x().high(), 3), xTitle);
    return svg.toString();
  }
}
