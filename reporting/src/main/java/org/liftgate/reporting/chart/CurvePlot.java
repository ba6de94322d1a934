package org.liftgate.reporting.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.liftgate.reporting.chart.Svg.Anchor;
import org.liftgate.reporting.format.Numbers;

/**
 * Estimates along an axis, with their intervals, beside what they are compared with at the same
 * places: a curve with its band and a dashed line, or points with whiskers and open circles.
 *
 * @param joined whether neighbouring points belong to one curve
 * @param percent whether places are shares, shown as percentages
 * @param estimate what the estimates are called
 * @param beside what stands beside them; empty for nothing
 */
public record CurvePlot(
    String id,
    String title,
    String description,
    String note,
    String xTitle,
    String yTitle,
    boolean joined,
    boolean percent,
    String estimate,
    String beside,
    List<Point> points)
    implements Plot {

  /**
   * An estimate with its 95% interval.
   *
   * @param other what it is compared with; NaN for nothing
   */
  public record Point(double x, double value, double low, double high, double other) {}

  public CurvePlot {
    points = List.copyOf(points);
  }

  @Override
  public Data data() {
    double error =
        points.stream().mapToDouble(p -> (p.high() - p.low()) / 3.92).average().orElse(1);
    var headers = new ArrayList<>(List.of(xTitle, estimate, "95% interval"));
    if (!beside.isEmpty()) {
      headers.add(beside);
    }
    return new Data(headers, points.stream().map(p -> cells(p, error)).toList());
  }

  private List<String> cells(Point p, double error) {
    var cells =
        new ArrayList<>(
            List.of(
                percent ? Numbers.percent(p.x()) : Numbers.plain(p.x()),
                Numbers.effect(p.value(), error),
                Numbers.range(p.low(), p.high(), error)));
    if (!beside.isEmpty()) {
      cells.add(Numbers.effect(p.other(), error));
    }
    return cells;
  }

  @Override
  public Drawing draw(double width) {
    double height = width < 500 ? 280 : 340;
    var svg = new Svg();
    var all =
        points.stream()
            .flatMapToDouble(p -> DoubleStream.of(0, p.value(), p.low(), p.high(), p.other()))
            .filter(Double::isFinite)
            .summaryStatistics();
    Ticks y = Ticks.around(all.getMin(), all.getMax(), 6);
    double first = points.getFirst().x();
    double last = points.getLast().x();
    double scale = percent ? 100 : 1;
    double pad = joined ? .02 * (last - first) : .6;
    var frame =
        new Frame(
            svg,
            new Scale(scale * (first - pad), scale * (last + pad), Frame.room(y), width - 14),
            new Scale(y.low(), y.high(), height - Frame.BOTTOM, Frame.TOP + 24));
    frame.vertical(y, yTitle);
    frame.horizontal(ticks(scale * first, scale * last), xTitle);
    svg.line(frame.left(), frame.y().at(0), frame.right(), frame.y().at(0), "zero");
    if (joined) {
      curve(frame, scale);
    } else {
      points.forEach(p -> mark(frame, p, scale));
    }
    legend(frame);
    return new Drawing(width, height, svg.toString());
  }

  private Ticks ticks(double first, double last) {
    return joined
        ? Ticks.nice(first, last, 6)
        : Ticks.whole((int) Math.round(first), (int) Math.round(last), points.size());
  }

  private void curve(Frame frame, double scale) {
    var band = new StringBuilder();
    path(band, frame, points, Point::high, scale, 'M');
    path(band, frame, points.reversed(), Point::low, scale, 'L');
    frame.svg().leaf("path", "d", band.append('Z').toString(), "class", "band treated");
    if (!beside.isEmpty()) {
      var other = new StringBuilder();
      path(other, frame, points, Point::other, scale, 'M');
      frame.svg().leaf("path", "d", other.toString(), "class", "line counterfactual");
    }
    var line = new StringBuilder();
    path(line, frame, points, Point::value, scale, 'M');
    frame.svg().leaf("path", "d", line.toString(), "class", "line treated");
    points.forEach(
        p ->
            frame
                .svg()
                .leaf(
                    "circle",
                    "cx",
                    frame.x().at(scale * p.x()),
                    "cy",
                    frame.y().at(p.value()),
                    "r",
                    3.2,
                    "class",
                    "dot mark treated"));
  }

  private static void path(
      StringBuilder out,
      Frame frame,
      List<Point> points,
      ToDoubleFunction<Point> value,
      double scale,
      char start) {
    char step = start;
    for (Point p : points) {
      out.append(step)
          .append(Svg.number(frame.x().at(scale * p.x())))
          .append(' ')
          .append(Svg.number(frame.y().at(value.applyAsDouble(p))));
      step = 'L';
    }
  }

  private void mark(Frame frame, Point p, double scale) {
    double x = frame.x().at(scale * p.x());
    Svg svg = frame.svg();
    svg.line(x, frame.y().at(p.low()), x, frame.y().at(p.high()), "whisker treated");
    double y = frame.y().at(p.value());
    svg.leaf("circle", "cx", x, "cy", y, "r", 4.2, "class", "dot mark treated");
    if (Double.isFinite(p.other())) {
      double beyond = frame.y().at(p.other());
      svg.leaf("circle", "cx", x + 9, "cy", beyond, "r", 3.6, "class", "open mark");
    }
  }

  /** The marks in words above the area, where nothing is drawn. */
  private void legend(Frame frame) {
    double y = 32;
    double x = frame.left() + 8;
    Svg svg = frame.svg();
    svg.leaf("circle", "cx", x, "cy", y - 4, "r", 4.2, "class", "dot mark treated");
    svg.text(x + 10, y, "tick", Anchor.START, estimate);
    if (!beside.isEmpty()) {
      double next = x + 26 + Labels.width(estimate, Frame.TICK);
      if (joined) {
        svg.line(next - 6, y - 4, next + 12, y - 4, "line counterfactual");
      } else {
        svg.leaf("circle", "cx", next + 4, "cy", y - 4, "r", 3.6, "class", "open mark");
      }
      svg.text(next + 18, y, "tick", Anchor.START, beside);
    }
  }
}
