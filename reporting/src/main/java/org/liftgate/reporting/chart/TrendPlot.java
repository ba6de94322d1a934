package org.liftgate.reporting.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.liftgate.reporting.chart.Svg.Anchor;
import org.liftgate.reporting.format.Numbers;

/**
 * Means by period for each arm, with 95% bands, the time of treatment shaded and every line named
 * at its end.
 *
 * @param xTitle what a period is
 * @param yTitle what is measured, with its unit
 * @param from first shaded period
 * @param to last shaded period
 * @param shade words for the shaded time
 */
public record TrendPlot(
    String id,
    String title,
    String description,
    String note,
    String xTitle,
    String yTitle,
    int from,
    int to,
    String shade,
    List<Series> series)
    implements Plot {

  /** Which arm a line is; it decides the colour through the whole report. */
  public enum Arm {
    TREATED,
    COMPARISON,
    /** What the treated would have done untreated, by the design's assumption. */
    COUNTERFACTUAL;

    String css() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** A line; points in order of their period. */
  public record Series(String name, Arm arm, List<Point> points) {
    public Series {
      points = List.copyOf(points);
    }
  }

  /**
   * A mean with its 95% interval; NaN bounds draw no band.
   *
   * @param n units behind it
   */
  public record Point(int period, double mean, double low, double high, long n) {}

  public TrendPlot {
    series = series.stream().filter(s -> !s.points().isEmpty()).toList();
  }

  @Override
  public Data data() {
    var headers = new ArrayList<>(List.of("Period"));
    series.forEach(s -> headers.addAll(List.of(s.name(), "95% interval", "n")));
    var rows = new ArrayList<List<String>>();
    for (int period : periods()) {
      var row = new ArrayList<>(List.of(Numbers.count(period)));
      for (Series s : series) {
        row.addAll(cells(s, period));
      }
      rows.add(row);
    }
    return new Data(headers, rows);
  }

  private static List<String> cells(Series s, int period) {
    return s.points().stream()
        .filter(p -> p.period() == period)
        .findFirst()
        .map(TrendPlot::cells)
        .orElse(List.of(Numbers.NONE, Numbers.NONE, Numbers.NONE));
  }

  private static List<String> cells(Point p) {
    String range =
        Double.isFinite(p.low())
            ? Numbers.fixed(p.low(), 2) + " to " + Numbers.fixed(p.high(), 2)
            : Numbers.NONE;
    return List.of(
        Numbers.fixed(p.mean(), 2), range, p.n() > 0 ? Numbers.count(p.n()) : Numbers.NONE);
  }

  private TreeSet<Integer> periods() {
    var periods = new TreeSet<Integer>();
    series.forEach(s -> s.points().forEach(p -> periods.add(p.period())));
    return periods;
  }

  @Override
  public Drawing draw(double width) {
    double height = width < 500 ? 280 : 350;
    var svg = new Svg();
    Ticks y = Ticks.around(extreme(true), extreme(false), 5);
    double right =
        16 + series.stream().mapToDouble(s -> Labels.width(s.name(), 14)).max().orElse(0);
    var periods = periods();
    var frame =
        new Frame(
            svg,
            new Scale(periods.first() - .5, periods.last() + .5, Frame.room(y), width - right),
            new Scale(y.low(), y.high(), height - Frame.BOTTOM, Frame.TOP));
    shade(frame);
    frame.vertical(y, yTitle);
    frame.horizontal(Ticks.whole(periods.first(), periods.last(), periods.size()), xTitle);
    series.forEach(s -> band(frame, s));
    series.forEach(s -> line(frame, s));
    endLabels(frame);
    return new Drawing(width, height, svg.toString());
  }

  private double extreme(boolean low) {
    ToDoubleFunction<Point> bound = low ? Point::low : Point::high;
    var values =
        series.stream()
            .flatMap(s -> s.points().stream())
            .flatMap(p -> Stream.of(p.mean(), bound.applyAsDouble(p)))
            .filter(Double::isFinite)
            .toList();
    return low
        ? values.stream().mapToDouble(v -> v).min().orElse(0)
        : values.stream().mapToDouble(v -> v).max().orElse(1);
  }

  private void shade(Frame frame) {
    double left = frame.x().clamped(from - .5);
    double right = frame.x().clamped(to + .5);
    if (right > left) {
      frame
          .svg()
          .leaf(
              "rect",
              "x",
              left,
              "y",
              frame.top(),
              "width",
              right - left,
              "height",
              frame.bottom() - frame.top(),
              "class",
              "shade");
      frame.svg().text(left + 6, frame.top() + 14, "tick note", Anchor.START, fit(left, right));
    }
  }

  private String fit(double left, double right) {
    return Labels.fit(shade, Frame.TICK, right - left - 8);
  }

  private void band(Frame frame, Series s) {
    var ring = new StringBuilder();
    var points = s.points().stream().filter(p -> Double.isFinite(p.low() + p.high())).toList();
    points.forEach(p -> ring.append(ring.isEmpty() ? "M" : "L").append(at(frame, p, p.high())));
    points.reversed().forEach(p -> ring.append("L").append(at(frame, p, p.low())));
    if (points.size() > 1) {
      frame.svg().leaf("path", "d", ring + "Z", "class", "band " + s.arm().css());
    }
  }

  private void line(Frame frame, Series s) {
    var path = new StringBuilder();
    int last = Integer.MIN_VALUE;
    for (Point p : s.points()) {
      path.append(p.period() == last + 1 ? "L" : "M").append(at(frame, p, p.mean()));
      last = p.period();
    }
    frame.svg().leaf("path", "d", path, "class", "line mark " + s.arm().css());
    if (s.arm() != Arm.COUNTERFACTUAL) {
      for (Point p : s.points()) {
        double x = frame.x().at(p.period());
        frame
            .svg()
            .leaf(
                "circle",
                "cx",
                x,
                "cy",
                frame.y().at(p.mean()),
                "r",
                2.6,
                "class",
                "dot mark " + s.arm().css());
      }
    }
  }

  private static String at(Frame frame, Point p, double value) {
    return Svg.number(frame.x().at(p.period())) + " " + Svg.number(frame.y().at(value));
  }

  private void endLabels(Frame frame) {
    double[] wanted =
        series.stream().mapToDouble(s -> frame.y().at(s.points().getLast().mean())).toArray();
    double[] placed = Labels.spread(wanted, 17, frame.top() + 6, frame.bottom() - 6);
    for (int i = 0; i < placed.length; i++) {
      Series s = series.get(i);
      frame
          .svg()
          .text(frame.right() + 6, placed[i] + 4, "label " + s.arm().css(), Anchor.START, s.name());
    }
  }
}
