package org.liftgate.reporting.chart;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.liftgate.reporting.chart.Svg.Anchor;
import org.liftgate.reporting.format.Numbers;

/**
 * A specification curve (Simonsohn, Simmons and Nelson, 2020): the effect under every choice in
 * order of size, the headline marked, and under each effect which choices made it.
 */
public record SpecificationPlot(
    String id, String title, String description, String note, String yTitle, List<Choice> choices)
    implements Plot {
  private static final double LINE = 15;
  private static final double HEAD = 18;

  /**
   * @param made by kind of choice, what was chosen
   */
  public record Choice(
      double estimate, double low, double high, boolean headline, Map<String, String> made) {
    public Choice {
      made = new LinkedHashMap<>(made);
    }
  }

  public SpecificationPlot {
    choices = List.copyOf(choices);
  }

  @Override
  public Data data() {
    return new Data(
        List.of("Choices", "Effect", "95% interval", "Headline"),
        choices.stream().map(SpecificationPlot::cells).toList());
  }

  private static List<String> cells(Choice c) {
    double error = (c.high() - c.low()) / 3.92;
    return List.of(
        String.join("; ", c.made().values()),
        Numbers.effect(c.estimate(), error),
        Numbers.range(c.low(), c.high(), error),
        c.headline() ? "headline" : "");
  }

  private Map<String, Set<String>> kinds() {
    var kinds = new LinkedHashMap<String, Set<String>>();
    choices.forEach(
        c ->
            c.made()
                .forEach(
                    (kind, what) ->
                        kinds.computeIfAbsent(kind, _ -> new LinkedHashSet<>()).add(what)));
    return kinds;
  }

  @Override
  public Drawing draw(double width) {
    var svg = new Svg();
    Map<String, Set<String>> kinds = kinds();
    double curve = width < 500 ? 200 : 240;
    double below = kinds.values().stream().mapToDouble(v -> HEAD + LINE * v.size()).sum() + 12;
    double room = width < 500 ? width * .45 : 210;
    var all =
        choices.stream()
            .flatMapToDouble(c -> DoubleStream.of(0, c.low(), c.high()))
            .filter(Double::isFinite)
            .summaryStatistics();
    Ticks y = Ticks.around(all.getMin(), all.getMax(), 5);
    var frame =
        new Frame(
            svg,
            new Scale(-.5, choices.size() - .5, room, width - 8),
            new Scale(y.low(), y.high(), curve, Frame.TOP));
    frame.vertical(y, yTitle);
    svg.line(frame.left(), frame.y().at(0), frame.right(), frame.y().at(0), "zero");
    for (int i = 0; i < choices.size(); i++) {
      mark(frame, choices.get(i), frame.x().at(i));
    }
    double at = curve + 12;
    for (var kind : kinds.entrySet()) {
      svg.text(0, at + 12, "tick strong", Anchor.START, kind.getKey());
      at += HEAD;
      for (String what : kind.getValue()) {
        line(frame, kind.getKey(), what, at, room);
        at += LINE;
      }
    }
    return new Drawing(width, curve + below + 8, svg.toString());
  }

  private void line(Frame frame, String kind, String what, double at, double room) {
    Svg svg = frame.svg();
    svg.text(room - 8, at + 10, "tick", Anchor.END, Labels.fit(what, 12, room - 10));
    svg.line(frame.left(), at + 6, frame.right(), at + 6, "grid");
    for (int i = 0; i < choices.size(); i++) {
      Choice c = choices.get(i);
      if (what.equals(c.made().get(kind))) {
        svg.leaf(
            "circle",
            "cx",
            frame.x().at(i),
            "cy",
            at + 6,
            "r",
            c.headline() ? 3.6 : 2.0,
            "class",
            c.headline() ? "dot mark treated" : "dot mark comparison");
      }
    }
  }

  private static void mark(Frame frame, Choice c, double x) {
    Svg svg = frame.svg();
    String arm = c.headline() ? "treated" : "comparison";
    svg.line(
        x,
        frame.y().at(c.low()),
        x,
        frame.y().at(c.high()),
        c.headline() ? "whisker treated" : "grid");
    double y = frame.y().at(c.estimate());
    svg.leaf("circle", "cx", x, "cy", y, "r", c.headline() ? 5.0 : 2.2, "class", "dot mark " + arm);
    if (c.headline()) {
      boolean left = x > (frame.left() + frame.right()) / 2;
      svg.text(
          left ? x - 9 : x + 9,
          frame.top() + 10,
          "halo treated",
          left ? Anchor.END : Anchor.START,
          "headline");
    }
  }
}
