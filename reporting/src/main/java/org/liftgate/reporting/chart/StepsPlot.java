package org.liftgate.reporting.chart;

import java.util.List;
import org.liftgate.reporting.chart.Svg.Anchor;
import org.liftgate.reporting.format.Numbers;

/**
 * How a cohort shrank: a bar for each step with its count and why the others left.
 *
 * @param unit what is counted, as a plural
 */
public record StepsPlot(
    String id, String title, String description, String note, String unit, List<Step> steps)
    implements Plot {

  /** What is left after a step, and why the rest is not. */
  public record Step(String name, long units, String why) {}

  public StepsPlot {
    steps = List.copyOf(steps);
  }

  @Override
  public Data data() {
    return new Data(
        List.of("Step", "Left", "Why"),
        steps.stream()
            .map(
                s ->
                    List.of(
                        s.name(),
                        Numbers.count(s.units()),
                        s.why().isBlank() ? Numbers.NONE : s.why()))
            .toList());
  }

  @Override
  public Drawing draw(double width) {
    var svg = new Svg();
    long most = Math.max(1, steps.stream().mapToLong(Step::units).max().orElse(1));
    double y = 0;
    for (Step s : steps) {
      String count = Numbers.count(s.units());
      double room = width - Labels.width(count, 14) - 16;
      svg.text(0, y + 14, "label strong", Anchor.START, Labels.fit(s.name(), 14, room));
      svg.text(width, y + 14, "label", Anchor.END, count);
      svg.leaf("rect", "x", 0, "y", y + 22, "width", width, "height", 9, "rx", 2, "class", "track");
      double filled = Math.max(1.5, width * s.units() / most);
      svg.leaf(
          "rect", "x", 0, "y", y + 22, "width", filled, "height", 9, "rx", 2, "class", "bar mark");
      y += 38;
      if (!s.why().isBlank()) {
        for (String line : Labels.wrap(s.why(), Frame.TICK, width)) {
          svg.text(0, y + 8, "tick", Anchor.START, line);
          y += 16;
        }
      }
      y += 10;
    }
    return new Drawing(width, Math.max(y, 20), svg.toString());
  }
}
