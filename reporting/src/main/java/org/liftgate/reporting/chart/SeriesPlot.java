package org.liftgate.reporting.chart;

import java.util.List;
import org.liftgate.reporting.chart.Svg.Anchor;
import org.liftgate.reporting.format.Numbers;

/**
 * A series of single figures, and the straight line through it with the band of its mean.
 *
 * @param each what a point is called
 * @param line what the line is called
 */
public record SeriesPlot(
    String id,
    String title,
    String description,
    String note,
    String xTitle,
    String yTitle,
    String each,
    String line,
    List<Point> points)
    implements Plot {

  /** A figure at its place, and the line there. */
  public record Point(int x, String label, double value, double line) {}

  public SeriesPlot {
    points = List.copyOf(points);
  }

  @Override
  public Data data() {
    double size = points.stream().mapToDouble(p -> Math.abs(p.value())).max().orElse(1) / 1000;
    return new Data(
        List.of(xTitle, each, line),
        points.stream()
            .map(
                p ->
                    List.of(
                        p.label(), Numbers.effect(p.value(), size), Numbers.effect(p.line(), size)))
            .toList());
  }

  @Override
  public Drawing draw(double width) {
    double height = width < 500 ? 280 : 330;
    var svg = new Svg();
    var all =
        points.stream()
            .flatMapToDouble(p -> java.util.stream.DoubleStream.of(p.value(), p.line()))
            .summaryStatistics();
    Ticks y = Ticks.around(Math.min(0, all.getMin()), all.getMax(), 5);
    int first = points.getFirst().x();
    int last = points.getLast().x();
    var frame =
        new Frame(
            svg,
            new Scale(first - .5, last + .5, Frame.room(y), width - 14),
            new Scale(y.low(), y.high(), height - Frame.BOTTOM, Frame.TOP + 22));
    frame.vertical(y, yTitle);
    frame.horizontal(Ticks.whole(first, last, 8), xTitle);
    svg.leaf("path", "d", path(frame, false), "class", "line mark comparison");
    svg.leaf("path", "d", path(frame, true), "class", "line counterfactual");
    double at = frame.left() + 4;
    svg.line(at, 32, at + 18, 32, "line comparison");
    svg.text(at + 24, 36, "tick", Anchor.START, each);
    double next = at + 40 + Labels.width(each, Frame.TICK);
    svg.line(next, 32, next + 18, 32, "line counterfactual");
    svg.text(next + 24, 36, "tick", Anchor.START, line);
    return new Drawing(width, height, svg.toString());
  }

  private String path(Frame frame, boolean straight) {
    var out = new StringBuilder();
    char step = 'M';
    for (Point p : points) {
      out.append(step)
          .append(Svg.number(frame.x().at(p.x())))
          .append(' ')
          .append(Svg.number(frame.y().at(straight ? p.line() : p.value())));
      step = 'L';
    }
    return out.toString();
  }
}
