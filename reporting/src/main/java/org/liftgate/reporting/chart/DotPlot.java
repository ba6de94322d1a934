package org.liftgate.reporting.chart;

import java.util.List;
import org.liftgate.reporting.chart.Svg.Anchor;
import org.liftgate.reporting.format.Numbers;

/**
 * Two amounts of the same unit for each row, on one axis from zero: a filled and an open mark.
 *
 * @param filled what the filled marks are
 * @param open what the open marks are
 */
public record DotPlot(
    String id,
    String title,
    String description,
    String note,
    String xTitle,
    String filled,
    String open,
    List<Row> rows)
    implements Plot {

  /**
   * @param filled at least 0
   * @param open at least 0
   * @param ours whether the row is what the chart is about
   */
  public record Row(String label, double filled, double open, boolean ours) {
    double most() {
      return Math.max(filled, open);
    }
  }

  private static final double KEY = 24;

  public DotPlot {
    rows = List.copyOf(rows);
  }

  @Override
  public Data data() {
    double size = rows.stream().mapToDouble(Row::most).max().orElse(1) / 100;
    return new Data(
        List.of("Row", filled, open),
        rows.stream()
            .map(
                r ->
                    List.of(
                        r.label(),
                        Numbers.effect(r.filled(), size),
                        Numbers.effect(r.open(), size)))
            .toList());
  }

  @Override
  public Drawing draw(double width) {
    boolean narrow = width < 500;
    var svg = new Svg();
    double line = narrow ? 42 : 28;
    double bottom = KEY + 8 + line * rows.size();
    double room =
        narrow
            ? 10
            : Math.min(
                width * .42,
                14 + rows.stream().mapToDouble(r -> Labels.width(r.label(), 13)).max().orElse(0));
    Ticks x =
        Ticks.around(
            0, rows.stream().mapToDouble(Row::most).max().orElse(1), (int) (width - room) / 90);
    var frame =
        new Frame(svg, new Scale(0, x.high(), room, width - 24), new Scale(0, 1, bottom, KEY + 4));
    key(svg);
    x.values()
        .forEach(v -> svg.line(frame.x().at(v), frame.top(), frame.x().at(v), bottom, "grid"));
    for (int i = 0; i < rows.size(); i++) {
      Row r = rows.get(i);
      double top = KEY + 8 + line * i;
      double y = top + (narrow ? 30 : line / 2);
      String weight = r.ours() ? "label strong" : "label";
      if (narrow) {
        double high = Labels.width(r.label(), 13) + 4;
        svg.leaf("rect", "x", 0, "y", top, "width", high, "height", 18, "class", "paper");
      }
      svg.text(
          0,
          narrow ? top + 14 : y + 4.5,
          weight,
          Anchor.START,
          Labels.fit(r.label(), 13, narrow ? width : room - 10));
      svg.line(
          frame.x().at(r.filled()),
          y,
          frame.x().at(r.open()),
          y,
          r.ours() ? "whisker treated" : "whisker");
      svg.leaf("circle", "cx", frame.x().at(r.open()), "cy", y, "r", 4.6, "class", "open mark");
      svg.leaf(
          "circle",
          "cx",
          frame.x().at(r.filled()),
          "cy",
          y,
          "r",
          5.0,
          "class",
          r.ours() ? "dot mark treated" : "dot mark counterfactual");
    }
    frame.horizontal(x, xTitle);
    return new Drawing(width, bottom + Frame.BOTTOM + 4, svg.toString());
  }

  private void key(Svg svg) {
    svg.leaf("circle", "cx", 6, "cy", 10, "r", 5.0, "class", "dot mark counterfactual");
    svg.text(16, 14, "tick", Anchor.START, filled);
    double next = 34 + Labels.width(filled, Frame.TICK);
    svg.leaf("circle", "cx", next, "cy", 10, "r", 4.6, "class", "open mark");
    svg.text(next + 10, 14, "tick", Anchor.START, open);
  }
}
