package org.liftgate.reporting.chart;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.liftgate.reporting.chart.Svg.Anchor;
import org.liftgate.reporting.format.Numbers;

/**
 * Estimates with 95% intervals on one axis, with the zero line, the hurdle where it is not zero,
 * and the verdict of each row as shape and word. A row without an estimate keeps its place: a dash
 * with the reason.
 *
 * @param nothing what zero means, in words
 * @param hurdle effect at which the treatment pays
 */
public record ForestPlot(
    String id,
    String title,
    String description,
    String note,
    String xTitle,
    String nothing,
    double hurdle,
    List<Row> rows)
    implements Plot {

  /** Of effects, where zero is no effect. */
  public ForestPlot(
      String id,
      String title,
      String description,
      String note,
      String xTitle,
      double hurdle,
      List<Row> rows) {
    this(id, title, description, note, xTitle, "no effect", hurdle, rows);
  }

  /**
   * @param label what the row is about
   * @param value empty when it cannot be estimated
   * @param verdict the word; empty where a row is not judged
   * @param reason why there is no value, in words; empty when there is one
   * @param aside a figure that goes with the verdict, such as {@code q = .04}; may be empty
   * @param truth the simulated truth, drawn as a diamond
   */
  public record Row(
      String label,
      Optional<Value> value,
      String verdict,
      String reason,
      String aside,
      OptionalDouble truth) {}

  /** A point with its 95% interval. */
  public record Value(double estimate, double low, double high) {
    double error() {
      return (high - low) / 3.92;
    }
  }

  private static final double AXIS = 50;

  public ForestPlot {
    rows = List.copyOf(rows);
  }

  private boolean anyTruth() {
    return rows.stream().anyMatch(r -> r.truth().isPresent());
  }

  @Override
  public Data data() {
    boolean truth = anyTruth();
    var headers = List.of("Row", "Effect", "95% interval", "Verdict", "Note", "True effect");
    return new Data(
        headers.subList(0, truth ? 6 : 5),
        rows.stream().map(r -> cells(r).subList(0, truth ? 6 : 5)).toList());
  }

  private static List<String> cells(Row r) {
    double error = r.value().map(Value::error).orElse(1.0);
    return List.of(
        r.label(),
        r.value().map(v -> Numbers.effect(v.estimate(), error)).orElse(Numbers.NONE),
        r.value().map(v -> Numbers.range(v.low(), v.high(), error)).orElse(Numbers.NONE),
        r.verdict().isEmpty() ? Numbers.NONE : r.verdict(),
        note(r),
        r.truth().isPresent() ? Numbers.effect(r.truth().getAsDouble(), error) : Numbers.NONE);
  }

  private static String note(Row r) {
    String note = r.reason().isEmpty() ? r.aside() : r.reason();
    return note.isEmpty() ? Numbers.NONE : note;
  }

  @Override
  public Drawing draw(double width) {
    return width < 500 ? stacked(width) : beside(width);
  }

  /** Names at the left, verdicts at the right, for screens and paper. */
  private Drawing beside(double width) {
    var svg = new Svg();
    double left = Math.min(width * .42, 14 + most(Row::label, 13));
    var labels = rows.stream().map(r -> Labels.lines(r.label(), 13, left - 10, 3)).toList();
    double row = 28 + 15.0 * (labels.stream().mapToInt(List::size).max().orElse(1) - 1);
    double words = 12 + most(Row::verdict, 14);
    double asides = most(Row::aside, Frame.TICK);
    double right = width - words - (asides > 0 ? asides + 12 : 0) - 6;
    var scale = scale(left, right - 12);
    double top = top();
    double bottom = top + row * rows.size();
    lines(svg, scale, bottom);
    for (int i = 0; i < rows.size(); i++) {
      Row r = rows.get(i);
      double y = top + row * (i + .5);
      List<String> label = labels.get(i);
      for (int k = 0; k < label.size(); k++) {
        double down = 15 * (k - (label.size() - 1) / 2.0);
        svg.text(0, y + 4.5 + down, "label", Anchor.START, label.get(k));
      }
      interval(svg, scale, r, y, width - words - 8);
      svg.text(width - words + 6, y + 4.5, word(r), Anchor.START, r.verdict());
      if (!r.aside().isEmpty()) {
        svg.text(right + 6, y + 4.5, "tick", Anchor.START, r.aside());
      }
    }
    return new Drawing(width, bottom + (top > 0 ? AXIS : 4), svg.toString());
  }

  /** The name above its interval, for phones. */
  private Drawing stacked(double width) {
    var svg = new Svg();
    double room = width - most(Row::verdict, 14) - most(Row::aside, Frame.TICK) - 28;
    var labels = rows.stream().map(r -> Labels.lines(r.label(), 13, room, 3)).toList();
    double more = 15.0 * (labels.stream().mapToInt(List::size).max().orElse(1) - 1);
    double row = 46 + more;
    var scale = scale(10, width - 10);
    double top = top();
    double bottom = top + row * rows.size();
    lines(svg, scale, bottom);
    for (int i = 0; i < rows.size(); i++) {
      Row r = rows.get(i);
      double y = top + row * i;
      double words = Labels.width(r.verdict(), 14);
      svg.leaf("rect", "x", 0, "y", y + 2, "width", width, "height", 18 + more, "class", "paper");
      List<String> label = labels.get(i);
      for (int k = 0; k < label.size(); k++) {
        svg.text(0, y + 15 + 15 * k, "label", Anchor.START, label.get(k));
      }
      svg.text(width, y + 15, word(r), Anchor.END, r.verdict());
      if (!r.aside().isEmpty()) {
        svg.text(width - words - 10, y + 15, "tick", Anchor.END, r.aside());
      }
      interval(svg, scale, r, y + 32 + more, width);
    }
    return new Drawing(width, bottom + (top > 0 ? AXIS : 4), svg.toString());
  }

  /** Room above the rows for the words of the lines. */
  private double top() {
    return rows.stream().allMatch(r -> r.value().isEmpty()) ? 0 : 34;
  }

  private double most(Function<Row, String> text, double size) {
    return rows.stream().mapToDouble(r -> Labels.width(text.apply(r), size)).max().orElse(0);
  }

  private static String word(Row r) {
    return "verdict " + VerdictMark.css(r.verdict());
  }

  /** Axis, grid and the lines to compare with; nothing where no row has a value. */
  private void lines(Svg svg, Scale scale, double bottom) {
    if (top() == 0) {
      return;
    }
    var frame = new Frame(svg, scale, new Scale(0, 1, bottom, 30));
    Ticks ticks = ticks(scale.to() - scale.from());
    ticks.values().forEach(v -> svg.line(scale.at(v), 30, scale.at(v), bottom, "grid"));
    frame.horizontal(ticks, xTitle);
    svg.line(scale.at(0), 24, scale.at(0), bottom, "zero");
    boolean apart = scale.holds(hurdle) && hurdle != 0;
    boolean judged = rows.stream().anyMatch(r -> !r.verdict().isEmpty());
    String zero = hurdle == 0 && judged ? nothing + " = break-even" : nothing;
    double half = Labels.width(zero, Frame.TICK) / 2;
    if (!apart) {
      double x = Math.clamp(scale.at(0), half, Math.max(half, scale.to() - half));
      svg.text(x, 16, "tick note", Anchor.MIDDLE, zero);
      return;
    }
    svg.line(scale.at(hurdle), 24, scale.at(hurdle), bottom, "hurdle");
    String pays = "pays from " + Numbers.plain(hurdle);
    boolean above = hurdle > 0;
    double gap = above ? 3 : -3;
    svg.text(scale.at(0) - gap, 16, "tick note", above ? Anchor.END : Anchor.START, zero);
    svg.text(scale.at(hurdle) + gap, 16, "tick note", above ? Anchor.START : Anchor.END, pays);
  }

  private void interval(Svg svg, Scale scale, Row r, double y, double edge) {
    if (r.value().isEmpty()) {
      double x = scale.from() + 8;
      svg.open("g", "class", "mark");
      VerdictMark.draw(svg, "not-estimable", x, y, 5);
      svg.close("g");
      String reason = Labels.fit(r.reason(), Frame.TICK, edge - x - 16);
      double end = x + 18 + Labels.width(reason, Frame.TICK);
      svg.leaf(
          "rect", "x", x + 10, "y", y - 9, "width", end - x - 10, "height", 18, "class", "paper");
      svg.text(x + 14, y + 4, "tick note", Anchor.START, reason);
      return;
    }
    Value v = r.value().get();
    svg.line(
        scale.clamped(v.low()),
        y,
        scale.clamped(v.high()),
        y,
        "whisker " + VerdictMark.css(r.verdict()));
    arrow(svg, scale, v.low(), y, r.verdict());
    arrow(svg, scale, v.high(), y, r.verdict());
    r.truth().ifPresent(t -> diamond(svg, scale, t, y));
    if (scale.holds(v.estimate())) {
      svg.open("g", "class", "mark");
      if (r.verdict().isEmpty()) {
        double x = scale.at(v.estimate());
        svg.leaf("circle", "cx", x, "cy", y, "r", 5, "class", "dot counterfactual");
      } else {
        VerdictMark.draw(svg, r.verdict(), scale.at(v.estimate()), y, 5);
      }
      svg.close("g");
    }
  }

  /** Where an interval leaves the axis, an arrow says that it goes on. */
  private static void arrow(Svg svg, Scale scale, double bound, double y, String verdict) {
    if (scale.holds(bound)) {
      return;
    }
    double x = scale.clamped(bound);
    double back = bound < scale.low() ? 6 : -6;
    svg.leaf(
        "path",
        "d",
        "M%s %sL%s %sL%s %s"
            .formatted(
                Svg.number(x + back),
                Svg.number(y - 4),
                Svg.number(x),
                Svg.number(y),
                Svg.number(x + back),
                Svg.number(y + 4)),
        "class",
        "whisker " + VerdictMark.css(verdict));
  }

  private static void diamond(Svg svg, Scale scale, double truth, double y) {
    if (scale.holds(truth)) {
      double x = scale.at(truth);
      svg.leaf(
          "path",
          "d",
          "M%s %sl5 8l-5 8l-5 -8Z".formatted(Svg.number(x), Svg.number(y - 8)),
          "class",
          "truth");
    }
  }

  private Scale scale(double from, double to) {
    Ticks ticks = ticks(to - from);
    return new Scale(ticks.low(), ticks.high(), from, to);
  }

  /** Holds zero, the hurdle and every estimate; an interval far wider than the rest is cut. */
  private Ticks ticks(double width) {
    var values = rows.stream().flatMap(r -> r.value().stream()).toList();
    double[] widths = values.stream().mapToDouble(v -> v.high() - v.low()).sorted().toArray();
    double limit = widths.length == 0 ? 0 : 3 * widths[widths.length / 2];
    double low = Math.min(0, hurdle);
    double high = Math.max(0, hurdle);
    for (Value v : values) {
      low = Math.min(low, Math.max(v.low(), v.estimate() - limit));
      high = Math.max(high, Math.min(v.high(), v.estimate() + limit));
    }
    double[] truths =
        rows.stream()
            .filter(r -> r.truth().isPresent())
            .mapToDouble(r -> r.truth().getAsDouble())
            .toArray();
    low = Math.min(low, Arrays.stream(truths).min().orElse(low));
    high = Math.max(high, Arrays.stream(truths).max().orElse(high));
    return Ticks.around(low, high, (int) Math.clamp(width / 60, 3, 7));
  }
}
