package org.liftgate.reporting.chart;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.liftgate.reporting.chart.Svg.Anchor;
import org.liftgate.reporting.format.Numbers;

/**
 * A curve with its 95% band over an amount; where data lie is shaded, where things stand is marked.
 *
 * @param xTitle what the amount is
 * @param mark amount to be marked; NaN for none
 * @param marked what the mark is called
 * @param highest top of the vertical axis, so that panels can be compared
 */
public record CurvePanel(
    String name, String xTitle, double mark, String marked, double highest, List<Point> points)
    implements PanelsPlot.Panel {

  /**
   * @param supported whether there are data as far as x
   */
  public record Point(double x, double value, double low, double high, boolean supported) {}

  public CurvePanel {
    points = List.copyOf(points);
  }

  @Override
  public List<List<String>> rows() {
    double size = points.stream().mapToDouble(Point::high).max().orElse(1) / 100;
    return points.stream()
        .map(
            p ->
                List.of(
                    name,
                    Numbers.effect(p.x(), points.getLast().x() / 100),
                    Numbers.effect(p.value(), size),
                    Numbers.range(p.low(), p.high(), size),
                    p.supported() ? "yes" : "no"))
        .toList();
  }

  @Override
  public String marks(double width, double height) {
    var svg = new Svg();
    double last = points.getLast().x();
    Ticks y = Ticks.around(0, highest, 4);
    var frame =
        new Frame(
            svg,
            new Scale(points.getFirst().x(), last, Frame.room(y), width - 20),
            new Scale(0, y.high(), height - Frame.BOTTOM, Frame.TOP));
    var known = points.stream().filter(Point::supported).mapToDouble(Point::x).summaryStatistics();
    if (known.getCount() > 0) {
      double from = frame.x().at(known.getMin());
      svg.leaf(
          "rect",
          "x",
          from,
          "y",
          frame.top(),
          "width",
          Math.max(1, frame.x().at(known.getMax()) - from),
          "height",
          frame.bottom() - frame.top(),
          "class",
          "shade");
    }
    frame.vertical(y, name);
    frame.horizontal(Ticks.nice(0, last, 3), xTitle);
    String band =
        path(frame, points, Point::high, 'M') + path(frame, points.reversed(), Point::low, 'L');
    svg.leaf("path", "d", band + "Z", "class", "band treated");
    svg.leaf("path", "d", path(frame, points, Point::value, 'M'), "class", "line mark treated");
    if (frame.x().holds(mark)) {
      double at = frame.x().at(mark);
      svg.line(at, frame.top() - 4, at, frame.bottom(), "boundary");
      boolean left = at > (frame.left() + frame.right()) / 2;
      svg.text(
          at + (left ? -4 : 4), frame.top() - 5, "tick", left ? Anchor.END : Anchor.START, marked);
    }
    return svg.toString();
  }

  private static String path(
      Frame frame, List<Point> points, ToDoubleFunction<Point> value, char start) {
    var out = new StringBuilder();
    char step = start;
    for (Point p : points) {
      out.append(step)
          .append(Svg.number(frame.x().at(p.x())))
          .append(' ')
          .append(Svg.number(frame.y().clamped(value.applyAsDouble(p))));
      step = 'L';
    }
    return out.toString();
  }
}
