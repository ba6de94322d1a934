package org.liftgate.reporting.chart;

import java.util.List;
import org.liftgate.reporting.chart.Svg.Anchor;
import org.liftgate.reporting.format.Numbers;

/**
 * Boxes one under the other on one axis: the middle half of values with their median, and whiskers
 * to the lowest and highest tenth.
 *
 * @param low, high ends of the axis, the same for all panels that are compared
 */
public record BoxesPanel(String name, String xTitle, double low, double high, List<Box> boxes)
    implements PanelsPlot.Panel {

  /**
   * @param quantiles at 10, 25, 50, 75 and 90%
   */
  public record Box(String name, List<Double> quantiles) {
    public Box {
      quantiles = List.copyOf(quantiles);
    }
  }

  public BoxesPanel {
    boxes = List.copyOf(boxes);
  }

  @Override
  public List<List<String>> rows() {
    double size = Math.max(Math.abs(low), Math.abs(high)) / 100;
    return boxes.stream()
        .map(
            b ->
                List.of(
                    name,
                    b.name(),
                    Numbers.effect(b.quantiles().get(2), size),
                    Numbers.range(b.quantiles().get(1), b.quantiles().get(3), size),
                    Numbers.range(b.quantiles().getFirst(), b.quantiles().getLast(), size)))
        .toList();
  }

  @Override
  public String marks(double width, double height) {
    var svg = new Svg();
    double names =
        boxes.stream().mapToDouble(b -> Labels.width(b.name(), Frame.TICK)).max().orElse(0);
    double left = Math.min(width * .45, names + 10);
    Ticks x = Ticks.around(low, high, 3);
    double bottom = height - Frame.BOTTOM;
    var frame =
        new Frame(
            svg,
            new Scale(x.low(), x.high(), left, width - 20),
            new Scale(0, 1, bottom, Frame.TOP));
    svg.text(0, 12, "tick title", Anchor.START, Labels.fit(name, Frame.TICK, width));
    double step = (bottom - Frame.TOP) / boxes.size();
    double half = Math.min(9, step * .32);
    for (int i = 0; i < boxes.size(); i++) {
      List<Double> q = boxes.get(i).quantiles();
      double y = Frame.TOP + step * (i + .5);
      svg.text(
          left - 8,
          y + 4,
          "tick",
          Anchor.END,
          Labels.fit(boxes.get(i).name(), Frame.TICK, left - 8));
      svg.line(frame.x().at(q.getFirst()), y, frame.x().at(q.getLast()), y, "axis");
      double from = frame.x().at(q.get(1));
      svg.leaf(
          "rect",
          "x",
          from,
          "y",
          y - half,
          "width",
          Math.max(1, frame.x().at(q.get(3)) - from),
          "height",
          2 * half,
          "class",
          "bar mark");
      double middle = frame.x().at(q.get(2));
      svg.line(middle, y - half, middle, y + half, "zero");
    }
    frame.horizontal(x, xTitle);
    return svg.toString();
  }
}
