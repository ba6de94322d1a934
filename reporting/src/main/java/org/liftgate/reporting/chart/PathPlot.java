package org.liftgate.reporting.chart;

import java.util.List;
import org.liftgate.reporting.chart.Svg.Anchor;

/**
 * Three boxes and the two ways from the first to the last: through the middle one, and past it,
 * each with its effect in words.
 *
 * @param from the treatment
 * @param by the mediator
 * @param to the outcome
 * @param through the effect by way of the mediator
 * @param past the effect past it
 * @param together both
 */
public record PathPlot(
    String id,
    String title,
    String description,
    String note,
    String from,
    String by,
    String to,
    Effect through,
    Effect past,
    Effect together)
    implements Plot {

  /**
   * @param name what the way is called
   * @param value the effect as people read it
   * @param range its 95% interval as people read it
   */
  public record Effect(String name, String value, String range) {
    String words() {
      return name + ": " + value + " (95%: " + range + ")";
    }
  }

  private static final double LINE = 17;
  private static final double HIGH = 44;

  @Override
  public Data data() {
    return new Data(
        List.of("Way", "Effect", "95% interval"),
        List.of(cells(through), cells(past), cells(together)));
  }

  private static List<String> cells(Effect e) {
    return List.of(e.name(), e.value(), e.range());
  }

  @Override
  public Drawing draw(double width) {
    var svg = new Svg();
    double wide = Math.min(180, width * .29);
    List<String> above = Labels.wrap(through.words(), 13, width);
    List<String> below = Labels.wrap(past.words(), 13, Math.max(120, width - 2 * wide - 40));
    List<String> all = Labels.wrap(together.words(), 13, width);
    double middle = LINE * above.size() + 8;
    double side = middle + HIGH + 46;
    double centre = width / 2;
    lines(svg, above, centre, 13, "label treated mid");
    arrow(svg, wide * .6, side, centre - wide / 2, middle + HIGH / 2, "treated");
    arrow(svg, centre + wide / 2, middle + HIGH / 2, width - wide * .6, side, "treated");
    arrow(svg, wide, side + HIGH / 2, width - wide, side + HIGH / 2, "comparison");
    box(svg, centre - wide / 2, middle, wide, by);
    box(svg, 0, side, wide, from);
    box(svg, width - wide, side, wide, to);
    lines(svg, below, centre, side + HIGH / 2 + 18, "label comparison mid");
    double end = side + Math.max(HIGH, HIGH / 2 + 18 + LINE * below.size()) + 20;
    lines(svg, all, centre, end, "label strong mid");
    return new Drawing(width, end + LINE * all.size(), svg.toString());
  }

  private static void lines(Svg svg, List<String> lines, double x, double y, String classes) {
    for (int i = 0; i < lines.size(); i++) {
      svg.text(x, y + LINE * i, classes, Anchor.START, lines.get(i));
    }
  }

  private static void box(Svg svg, double x, double y, double wide, String words) {
    svg.leaf("rect", "x", x, "y", y, "width", wide, "height", HIGH, "rx", 6, "class", "shade mark");
    List<String> lines = Labels.wrap(words, 13, wide - 8);
    double first = y + HIGH / 2 + 4.5 - LINE * (lines.size() - 1) / 2;
    lines(svg, lines, x + wide / 2, first, "label strong mid");
  }

  /** A line with its head at the second point. */
  private static void arrow(Svg svg, double x1, double y1, double x2, double y2, String colour) {
    double length = Math.hypot(x2 - x1, y2 - y1);
    double dx = (x2 - x1) / length;
    double dy = (y2 - y1) / length;
    double tip = 3;
    double ex = x2 - tip * dx;
    double ey = y2 - tip * dy;
    svg.line(x1, y1, ex, ey, "line " + colour);
    svg.leaf(
        "path",
        "d",
        "M%s %sL%s %sL%s %s"
            .formatted(
                Svg.number(ex - 9 * dx - 5 * dy),
                Svg.number(ey - 9 * dy + 5 * dx),
                Svg.number(ex),
                Svg.number(ey),
                Svg.number(ex - 9 * dx + 5 * dy),
                Svg.number(ey - 9 * dy - 5 * dx)),
        "class",
        "line " + colour);
  }
}
