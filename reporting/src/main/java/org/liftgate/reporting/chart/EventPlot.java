package org.liftgate.reporting.chart;

import java.util.List;
import java.util.stream.DoubleStream;
import org.liftgate.reporting.chart.Svg.Anchor;
import org.liftgate.reporting.format.Numbers;

/**
 * An event study: the difference between the arms at each period against the reference period, with
 * intervals, the zero line and the border between before and after.
 */
public record EventPlot(
    String id,
    String title,
    String description,
    String note,
    String xTitle,
    String yTitle,
    List<Point> points)
    implements Plot {

  /** One period; the reference has no interval because it is zero by definition. */
  public record Point(int period, double estimate, double low, double high, boolean reference) {}

  public EventPlot {
    points = List.copyOf(points);
  }

  @Override
  public Data data() {
    double error = error();
    return new Data(
        List.of("Period", "Difference", "95% interval"),
        points.stream().map(p -> cells(p, error)).toList());
  }

  private static List<String> cells(Point p, double error) {
    String period = Numbers.count(p.period());
    return p.reference()
        ? List.of(period, "0", "reference")
        : List.of(
            period, Numbers.effect(p.estimate(), error), Numbers.range(p.low(), p.high(), error));
  }

  /** The typical standard error, so that all rows show the same digits. */
  private double error() {
    double[] widths =
        points.stream().mapToDouble(p -> p.high() - p.low()).filter(w -> w > 0).sorted().toArray();
    return widths.length == 0 ? 1 : widths[widths.length / 2] / 3.92;
  }

  @Override
  public Drawing draw(double width) {
    double height = width < 500 ? 280 : 340;
    var svg = new Svg();
    var all =
        points.stream()
            .flatMapToDouble(p -> DoubleStream.of(0, p.estimate(), p.low(), p.high()))
            .filter(Double::isFinite)
            .summaryStatistics();
    Ticks y = Ticks.around(all.getMin(), all.getMax(), 6);
    int first = points.getFirst().period();
    int last = points.getLast().period();
    var frame =
        new Frame(
            svg,
            new Scale(first - .6, last + .6, Frame.room(y), width - 10),
            new Scale(y.low(), y.high(), height - Frame.BOTTOM, Frame.TOP + 18));
    frame.vertical(y, yTitle);
    frame.horizontal(Ticks.whole(first, last, points.size()), xTitle);
    boundary(frame);
    svg.line(frame.left(), frame.y().at(0), frame.right(), frame.y().at(0), "zero");
    points.forEach(p -> mark(frame, p));
    return new Drawing(width, height, svg.toString());
  }

  private void boundary(Frame frame) {
    if (!frame.x().holds(-.5)) {
      return;
    }
    double x = frame.x().at(-.5);
    double y = frame.top() - 6;
    frame.svg().line(x, frame.top() - 16, x, frame.bottom(), "boundary");
    if (x - frame.left() > 70) {
      frame.svg().text(x - 8, y, "tick note", Anchor.END, "before");
    }
    if (frame.right() - x > 70) {
      frame.svg().text(x + 8, y, "tick note", Anchor.START, "after the start");
    }
  }

  private void mark(Frame frame, Point p) {
    double x = frame.x().at(p.period());
    String arm = p.period() < 0 ? "comparison" : "treated";
    Svg svg = frame.svg();
    if (p.reference()) {
      double y = frame.y().at(0);
      svg.leaf("circle", "cx", x, "cy", y, "r", 5.5, "class", "open mark");
      reference(frame, x, y);
      return;
    }
    if (Double.isFinite(p.low() + p.high())) {
      svg.line(x, frame.y().at(p.low()), x, frame.y().at(p.high()), "whisker " + arm);
    }
    double y = frame.y().at(p.estimate());
    svg.leaf("circle", "cx", x, "cy", y, "r", 4.2, "class", "dot mark " + arm);
  }

  /** The word under its point, moved aside where it would touch the border between the times. */
  private static void reference(Frame frame, double x, double y) {
    double below = frame.bottom() - y > 40 ? y + 22 : y - 14;
    double border = frame.x().at(-.5) - 6;
    boolean near = x < border && x + Labels.width("reference", Frame.TICK) / 2 > border;
    frame
        .svg()
        .text(
            near ? border : x, below, "tick note", near ? Anchor.END : Anchor.MIDDLE, "reference");
  }
}
