package org.liftgate.reporting.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.liftgate.reporting.chart.Svg.Anchor;
import org.liftgate.reporting.format.Numbers;

/**
 * How strong an unseen common cause would have to be: how far it moves the treatment against how
 * far it moves the outcome. Lines join strengths that leave the same effect; observed causes stand
 * where their own strengths put them.
 *
 * @param curves from weak to strong
 * @param seen observed causes
 */
public record TippingPlot(
    String id,
    String title,
    String description,
    String note,
    String xTitle,
    String yTitle,
    List<Curve> curves,
    List<Seen> seen)
    implements Plot {
  private static final int LABELLED = 4;
  private static final int STEPS = 120;

  /**
   * Strengths that leave one effect: those whose product is this.
   *
   * @param label what they leave, such as {@code no effect is left}
   * @param product of both strengths, above 0
   * @param last whether nothing is left there
   */
  public record Curve(String label, double product, boolean last) {}

  /**
   * An observed cause.
   *
   * @param effect what an unseen one like it would leave
   */
  public record Seen(String name, double onTreatment, double onOutcome, double effect) {
    double product() {
      return onTreatment * onOutcome;
    }
  }

  public TippingPlot {
    curves = List.copyOf(curves);
    seen =
        seen.stream()
            .sorted(Comparator.comparingDouble(Seen::product).reversed().thenComparing(Seen::name))
            .toList();
  }

  @Override
  public Data data() {
    double finest = seen.stream().mapToDouble(s -> Math.abs(s.effect())).max().orElse(1) / 50;
    return new Data(
        List.of("Cause", xTitle, yTitle, "Effect left by an unseen one like it"),
        seen.stream()
            .map(
                s ->
                    List.of(
                        s.name(),
                        Numbers.plain(s.onTreatment()),
                        Numbers.plain(s.onOutcome()),
                        Numbers.effect(s.effect(), finest)))
            .toList());
  }

  @Override
  public Drawing draw(double width) {
    double height = width < 500 ? 300 : 360;
    double most = curves.stream().mapToDouble(Curve::product).max().orElse(1);
    double a = 1.15 * seen.stream().mapToDouble(Seen::onTreatment).max().orElse(0);
    double b = 1.15 * seen.stream().mapToDouble(Seen::onOutcome).max().orElse(0);
    // Where causes are weak the axes grow, in proportion, until the last line crosses the middle.
    if (!(a > 0) || !(b > 0)) {
      a = Math.sqrt(most);
      b = a;
    }
    double grow = Math.max(1, Math.sqrt(2.2 * most / (a * b)));
    Ticks x = Ticks.around(0, a * grow, width < 500 ? 4 : 6);
    Ticks y = Ticks.around(0, b * grow, 5);
    var svg = new Svg();
    var frame =
        new Frame(
            svg,
            new Scale(0, x.high(), Frame.room(y), width - 14),
            new Scale(0, y.high(), height - Frame.BOTTOM, Frame.TOP));
    frame.vertical(y, yTitle);
    frame.horizontal(x, xTitle);
    curves.forEach(c -> curve(frame, c));
    curveLabels(frame);
    points(frame);
    return new Drawing(width, height, svg.toString());
  }

  private static void curve(Frame frame, Curve c) {
    var path = new StringBuilder();
    double right = frame.x().high();
    double first = c.product() / frame.y().high();
    if (!(first < right)) {
      return;
    }
    for (int i = 0; i <= STEPS; i++) {
      double x = first * Math.pow(right / first, (double) i / STEPS);
      path.append(i == 0 ? 'M' : 'L')
          .append(Svg.number(frame.x().at(x)))
          .append(' ')
          .append(Svg.number(frame.y().clamped(c.product() / x)));
    }
    String look = c.last() ? "line treated" : "line counterfactual";
    frame.svg().leaf("path", "d", path.toString(), "class", look);
  }

  /** Each line's label at its right end, the last above its line, the others below theirs. */
  private void curveLabels(Frame frame) {
    double right = frame.x().high();
    List<Curve> shown =
        curves.stream().filter(c -> c.product() / right < frame.y().high()).toList();
    double[] wanted =
        shown.stream()
            .mapToDouble(c -> frame.y().at(c.product() / right) + (c.last() ? -12 : 18))
            .toArray();
    double[] at = Labels.spread(wanted, 16, frame.top() + 10, frame.bottom() - 6);
    for (int i = 0; i < shown.size(); i++) {
      String look = shown.get(i).last() ? "tick halo treated" : "tick halo";
      frame.svg().text(frame.right() - 4, at[i], look, Anchor.END, shown.get(i).label());
    }
  }

  /** Dots for all, names for the strongest: each name on the side where there is room. */
  private void points(Frame frame) {
    for (Seen s : seen) {
      double x = frame.x().at(s.onTreatment());
      double y = frame.y().at(s.onOutcome());
      frame.svg().leaf("circle", "cx", x, "cy", y, "r", 4.2, "class", "dot mark comparison");
    }
    var taken = new ArrayList<double[]>();
    for (Seen s : seen.subList(0, Math.min(LABELLED, seen.size()))) {
      label(frame, s, taken);
    }
  }

  private static void label(Frame frame, Seen s, List<double[]> taken) {
    String text = Labels.fit(s.name(), Frame.TICK, 150);
    double wide = Labels.width(text, Frame.TICK);
    double x = frame.x().at(s.onTreatment());
    double y = frame.y().at(s.onOutcome());
    boolean left = x + 10 + wide > frame.right();
    double from = left ? x - 8 - wide : x + 8;
    for (double shift : new double[] {4, -10, 18, -24, 32}) {
      double base = y + shift;
      boolean free =
          base > frame.top() + 8
              && base < frame.bottom() - 2
              && taken.stream()
                  .noneMatch(
                      t -> Math.abs(t[1] - base) < 14 && from < t[0] + t[2] && t[0] < from + wide);
      if (free) {
        taken.add(new double[] {from, base, wide});
        frame.svg().text(from, base, "tick halo comparison", Anchor.START, text);
        return;
      }
    }
  }
}
