package org.liftgate.reporting.chart;

import java.util.ArrayList;
import java.util.List;
import org.liftgate.reporting.chart.Svg.Anchor;
import org.liftgate.reporting.format.Numbers;

/**
 * Correlations of columns with each other: a square for each pair, its colour the sign and its
 * strength the size, the figure in it where there is room.
 *
 * @param names of rows and columns, in order
 * @param values k x k between -1 and 1; NaN where there is none
 */
public record HeatPlot(
    String id, String title, String description, String note, List<String> names, double[][] values)
    implements Plot {
  private static final double LEAST_FOR_TEXT = 34;

  public HeatPlot {
    names = List.copyOf(names);
  }

  @Override
  public Data data() {
    var headers = new ArrayList<>(List.of("With"));
    headers.addAll(names);
    var rows = new ArrayList<List<String>>();
    for (int a = 0; a < names.size(); a++) {
      var row = new ArrayList<>(List.of(names.get(a)));
      for (int b = 0; b < names.size(); b++) {
        row.add(text(values[a][b]));
      }
      rows.add(row);
    }
    return new Data(headers, rows);
  }

  private static String text(double v) {
    return Double.isFinite(v) ? Numbers.fixed(v, 2) : Numbers.NONE;
  }

  @Override
  public Drawing draw(double width) {
    var svg = new Svg();
    int k = names.size();
    double widest = names.stream().mapToDouble(n -> Labels.width(n, 12)).max().orElse(0);
    double left = Math.min(width * 0.3, widest + 10);
    double side = Math.min(52, (width - left - 2) / k);
    double top = 8;
    for (int a = 0; a < k; a++) {
      double y = top + a * side;
      svg.text(
          left - 8, y + side / 2 + 4, "tick", Anchor.END, Labels.fit(names.get(a), 12, left - 10));
      for (int b = 0; b < k; b++) {
        cell(svg, left + b * side, y, side, values[a][b]);
      }
    }
    double foot = top + k * side;
    for (int b = 0; b < k; b++) {
      double x = left + (b + 0.5) * side;
      svg.open(
          "g",
          "transform",
          "translate(%s %s) rotate(-45)".formatted(Svg.number(x + 4), Svg.number(foot + 14)));
      svg.text(0, 0, "tick", Anchor.END, Labels.fit(names.get(b), 12, left));
      svg.close("g");
    }
    return new Drawing(width, foot + 24 + Math.min(widest, left) * 0.72, svg.toString());
  }

  private static void cell(Svg svg, double x, double y, double side, double v) {
    boolean there = Double.isFinite(v);
    svg.leaf(
        "rect",
        "x",
        x + 1,
        "y",
        y + 1,
        "width",
        side - 2,
        "height",
        side - 2,
        "class",
        there ? (v < 0 ? "bar treated" : "bar comparison") : "shade",
        "fill-opacity",
        there ? Svg.number(0.04 + 0.6 * Math.abs(v)) : "1");
    if (side >= LEAST_FOR_TEXT) {
      svg.text(x + side / 2, y + side / 2 + 4, "tick strong", Anchor.MIDDLE, text(v));
    }
  }
}
