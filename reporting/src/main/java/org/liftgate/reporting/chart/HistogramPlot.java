package org.liftgate.reporting.chart;

import java.util.List;
import org.liftgate.reporting.chart.Svg.Anchor;
import org.liftgate.reporting.format.Numbers;

/**
 * Counts over neighbouring bins of a number or of time.
 *
 * @param cut words for what lies beyond the last bin; empty when nothing does
 */
public record HistogramPlot(
    String id,
    String title,
    String description,
    String note,
    String xTitle,
    String yTitle,
    String cut,
    List<Bin> bins)
    implements Plot {

  /**
   * Values from {@code low} (included) to {@code high}.
   *
   * @param label the bin as people read it
   */
  public record Bin(double low, double high, long count, String label) {}

  public HistogramPlot {
    bins = List.copyOf(bins);
  }

  @Override
  public Data data() {
    return new Data(
        List.of(xTitle, yTitle),
        bins.stream().map(b -> List.of(b.label(), Numbers.count(b.count()))).toList());
  }

  @Override
  public Drawing draw(double width) {
    double height = width < 500 ? 230 : 270;
    var svg = new Svg();
    long most = Math.max(1, bins.stream().mapToLong(Bin::count).max().orElse(1));
    Ticks y = Ticks.around(0, most, 4);
    var frame =
        new Frame(
            svg,
            new Scale(bins.getFirst().low(), bins.getLast().high(), Frame.room(y), width - 24),
            new Scale(0, y.high(), height - Frame.BOTTOM, Frame.TOP));
    frame.vertical(y, yTitle);
    bins.forEach(b -> bar(frame, b));
    frame.horizontal(Ticks.nice(frame.x().low(), frame.x().high(), width < 500 ? 5 : 9), xTitle);
    if (!cut.isEmpty()) {
      svg.text(frame.right(), frame.top() + 12, "tick note", Anchor.END, cut);
    }
    return new Drawing(width, height, svg.toString());
  }

  private static void bar(Frame frame, Bin b) {
    double left = frame.x().at(b.low());
    double wide = frame.x().at(b.high()) - left;
    double top = frame.y().at(b.count());
    double gap = wide > 4 ? 1 : 0;
    frame
        .svg()
        .leaf(
            "rect",
            "x",
            left + gap / 2,
            "y",
            top,
            "width",
            Math.max(.5, wide - gap),
            "height",
            frame.bottom() - top,
            "class",
            "bar mark");
  }
}
