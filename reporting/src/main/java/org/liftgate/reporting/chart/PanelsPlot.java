package org.liftgate.reporting.chart;

import java.util.List;

/**
 * Small multiples: panels of one size side by side, in order.
 *
 * @param headers of the table behind the panels, the panel's name first
 */
public record PanelsPlot(
    String id,
    String title,
    String description,
    String note,
    List<String> headers,
    List<? extends Panel> panels)
    implements Plot {

  /** One of the small charts. */
  public sealed interface Panel permits CurvePanel, BarsPanel, BoxesPanel, LinesPanel {
    /** Figures drawn, one list a row, the panel's name first. */
    List<List<String>> rows();

    /** Marks in a box from the origin. */
    String marks(double width, double height);
  }

  private static final double GAP = 14;

  public PanelsPlot {
    headers = List.copyOf(headers);
    panels = List.copyOf(panels);
  }

  @Override
  public Data data() {
    return new Data(headers, panels.stream().flatMap(p -> p.rows().stream()).toList());
  }

  @Override
  public Drawing draw(double width) {
    int columns = width < 500 ? 1 : Math.min(panels.size(), 3);
    double wide = (width - GAP * (columns - 1)) / columns;
    double high = width < 500 ? 210 : 220;
    var svg = new Svg();
    for (int i = 0; i < panels.size(); i++) {
      double x = (wide + GAP) * (i % columns);
      double y = (high + GAP) * (i / columns);
      svg.open("g", "transform", "translate(%s %s)".formatted(Svg.number(x), Svg.number(y)));
      svg.add(panels.get(i).marks(wide, high)).close("g");
    }
    int lines = (panels.size() + columns - 1) / columns;
    return new Drawing(width, (high + GAP) * lines - GAP, svg.toString());
  }
}
