package org.liftgate.reporting.chart;

import java.util.List;
import org.liftgate.reporting.chart.Svg.Anchor;
import org.liftgate.reporting.format.Numbers;

/**
 * How parts add up to a total: a bar for each part, begun where the one before ended; the last bar
 * is the total, from zero.
 *
 * @param unit of the amounts, such as {@code USD}; may be empty
 */
public record WaterfallPlot(
    String id, String title, String description, String note, String unit, List<Step> steps)
    implements Plot {

  /** A part, which may be below zero; a total ends the chart. */
  public record Step(String name, double amount, boolean total) {}

  private static final double ROW = 28;

  public WaterfallPlot {
    steps = List.copyOf(steps);
  }

  @Override
  public Data data() {
    String amount = unit.isEmpty() ? "Amount" : "Amount, " + unit;
    return new Data(
        List.of("Step", amount),
        steps.stream().map(s -> List.of(s.name(), Numbers.fixed(s.amount(), 0))).toList());
  }

  @Override
  public Drawing draw(double width) {
    boolean narrow = width < 500;
    double row = narrow ? 44 : ROW;
    double names = steps.stream().mapToDouble(s -> Labels.width(s.name(), 13)).max().orElse(0);
    double left = narrow ? 4 : Math.min(width * .42, names + 14);
    double words =
        8 + steps.stream().mapToDouble(s -> Labels.width(text(s), Frame.TICK)).max().orElse(0);
    var svg = new Svg();
    double bottom = 22 + row * steps.size();
    Ticks ticks = ticks(width);
    var scale = new Scale(ticks.low(), ticks.high(), left + words, width - words);
    var frame = new Frame(svg, scale, new Scale(0, 1, bottom, 20));
    ticks.values().forEach(v -> svg.line(scale.at(v), 20, scale.at(v), bottom, "grid"));
    frame.horizontal(ticks, unit);
    svg.line(scale.at(0), 16, scale.at(0), bottom, "zero");
    double at = 0;
    for (int i = 0; i < steps.size(); i++) {
      Step s = steps.get(i);
      double y = 20 + row * i;
      double bar = narrow ? y + 21 : y + 6;
      double from = s.total() ? 0 : at;
      double to = from + s.amount();
      if (narrow) {
        svg.leaf("rect", "x", 0, "y", y + 2, "width", width, "height", 17, "class", "paper");
      }
      double room = narrow ? width : left - 8;
      double line = narrow ? y + 15 : y + 18;
      svg.text(0, line, "label", Anchor.START, Labels.fit(s.name(), 13, room));
      bar(svg, scale, s, from, to, bar);
      boolean right = s.amount() >= 0;
      double end =
          right ? Math.max(scale.at(from), scale.at(to)) : Math.min(scale.at(from), scale.at(to));
      svg.text(
          right ? end + 5 : end - 5,
          bar + 12,
          s.total() ? "tick strong" : "tick",
          right ? Anchor.START : Anchor.END,
          text(s));
      if (!s.total() && i + 1 < steps.size() && !steps.get(i + 1).total()) {
        svg.line(scale.at(to), bar + 16, scale.at(to), bar + row, "boundary");
      }
      at = to;
    }
    return new Drawing(width, bottom + 50, svg.toString());
  }

  private static void bar(Svg svg, Scale scale, Step s, double from, double to, double y) {
    double low = Math.min(scale.at(from), scale.at(to));
    String sign = s.total() ? "sum" : s.amount() < 0 ? "loss" : "gain";
    svg.leaf(
        "rect",
        "x",
        low,
        "y",
        y,
        "width",
        Math.max(1.5, Math.abs(scale.at(to) - scale.at(from))),
        "height",
        16,
        "class",
        "bar mark " + sign);
  }

  private static String text(Step s) {
    String text = Numbers.fixed(s.amount(), 0);
    return s.total() || s.amount() <= 0 ? text : "+" + text;
  }

  private Ticks ticks(double width) {
    double at = 0;
    double low = 0;
    double high = 0;
    for (Step s : steps) {
      at = s.total() ? s.amount() : at + s.amount();
      low = Math.min(low, at);
      high = Math.max(high, at);
    }
    return Ticks.around(low, high, (int) Math.clamp(width / 110, 2, 6));
  }
}
