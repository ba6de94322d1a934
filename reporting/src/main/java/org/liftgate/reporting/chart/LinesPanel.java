package org.liftgate.reporting.chart;

import java.util.Comparator;
import java.util.List;
import org.liftgate.reporting.chart.Svg.Anchor;
import org.liftgate.reporting.format.Numbers;

/**
 * Lines over time, each named at its end; they differ by shade and by dashes, never by the colours
 * of the arms.
 *
 * @param low, high of the vertical axis, the same for all panels that are compared
 */
public record LinesPanel(String name, String xTitle, double low, double high, List<Line> lines)
    implements PanelsPlot.Panel {
  private static final int KINDS = 5;

  /** Points in order of x. */
  public record Line(String name, List<Point> points) {
    public Line {
      points = List.copyOf(points);
    }
  }

  public record Point(long x, double y) {}

  public LinesPanel {
    lines = List.copyOf(lines);
  }

  @Override
  public List<List<String>> rows() {
    double size = Math.max(Math.abs(low), Math.abs(high)) / 100;
    return lines.stream()
        .flatMap(
            l ->
                l.points().stream()
                    .map(
                        p ->
                            List.of(
                                name, l.name(), Numbers.count(p.x()), Numbers.effect(p.y(), size))))
        .toList();
  }

  @Override
  public String marks(double width, double height) {
    var svg = new Svg();
    double names =
        Math.min(
            width * .4,
            8
                + lines.stream()
                    .mapToDouble(l -> Labels.width(l.name(), Frame.TICK))
                    .max()
                    .orElse(0));
    Ticks y = Ticks.around(low, high, 4);
    long first = lines.stream().mapToLong(l -> l.points().getFirst().x()).min().orElse(0);
    long last = lines.stream().mapToLong(l -> l.points().getLast().x()).max().orElse(1);
    var frame =
        new Frame(
            svg,
            new Scale(first, Math.max(last, first + 1), Frame.room(y), width - names - 6),
            new Scale(y.low(), y.high(), height - Frame.BOTTOM, Frame.TOP));
    frame.vertical(y, name);
    frame.horizontal(Ticks.whole(first, Math.max(last, first + 1), 4), xTitle);
    double[] wanted =
        lines.stream().mapToDouble(l -> frame.y().clamped(l.points().getLast().y())).toArray();
    double[] placed = Labels.spread(wanted, Frame.TICK + 3, frame.top(), frame.bottom());
    for (int i = 0; i < lines.size(); i++) {
      Line l = lines.get(i);
      svg.leaf("path", "d", path(frame, l), "class", "line level" + i % KINDS);
      Point end = l.points().stream().max(Comparator.comparingLong(Point::x)).orElseThrow();
      double at = frame.x().at(end.x());
      svg.line(at + 2, wanted[i], frame.right() + 6, placed[i], "grid");
      svg.text(
          frame.right() + 8,
          placed[i] + 4,
          "tick",
          Anchor.START,
          Labels.fit(l.name(), Frame.TICK, names));
    }
    return svg.toString();
  }

  private static String path(Frame frame, Line line) {
    var out = new StringBuilder();
    char step = 'M';
    for (Point p : line.points()) {
      out.append(step)
          .append(Svg.number(frame.x().at(p.x())))
          .append(' ')
          .append(Svg.number(frame.y().clamped(p.y())));
      step = 'L';
    }
    return out.toString();
  }
}
