package org.liftgate.reporting.chart;

import java.util.List;
import org.liftgate.reporting.chart.Svg.Anchor;

/**
 * The plotting area between axes.
 *
 * @param x scale from left to right
 * @param y scale from bottom to top
 */
record Frame(Svg svg, Scale x, Scale y) {
  /** Size of tick labels in pixels. */
  static final double TICK = 12;

  /** Room above the area for the title of the y axis. */
  static final double TOP = 30;

  /** Room below it for the labels and title of the x axis. */
  static final double BOTTOM = 46;

  double left() {
    return x.from();
  }

  double right() {
    return x.to();
  }

  double top() {
    return y.to();
  }

  double bottom() {
    return y.from();
  }

  /** Width that labels of a vertical axis need, with the gap to the area. */
  static double room(Ticks ticks) {
    return 10 + ticks.labels().stream().mapToDouble(l -> Labels.width(l, TICK)).max().orElse(0);
  }

  /** Grid lines and labels of the vertical axis; its title stands above, where it can be read. */
  Frame vertical(Ticks ticks, String title) {
    for (int i = 0; i < ticks.values().size(); i++) {
      double at = y.at(ticks.values().get(i));
      svg.line(left(), at, right(), at, "grid");
      svg.text(left() - 8, at + 4, "tick y", Anchor.END, ticks.labels().get(i));
    }
    svg.text(0, 12, "tick title", Anchor.START, Labels.fit(title, TICK, right()));
    return this;
  }

  /** The horizontal axis, its labels thinned out until none touches the next. */
  Frame horizontal(Ticks ticks, String title) {
    svg.line(left(), bottom(), right(), bottom(), "axis");
    int step = thin(ticks);
    for (int i = 0; i < ticks.values().size(); i++) {
      if (Math.floorMod(Math.round(ticks.values().get(i) / spacing(ticks)), step) == 0) {
        double at = x.at(ticks.values().get(i));
        svg.line(at, bottom(), at, bottom() + 4, "axis");
        svg.text(at, bottom() + 18, "tick x", Anchor.MIDDLE, ticks.labels().get(i));
      }
    }
    double middle = (left() + right()) / 2;
    svg.text(middle, bottom() + 38, "tick title", Anchor.MIDDLE, title);
    return this;
  }

  private int thin(Ticks ticks) {
    List<String> labels = ticks.labels();
    double widest = labels.stream().mapToDouble(l -> Labels.width(l, TICK)).max().orElse(0);
    double apart = Math.abs(x.at(spacing(ticks)) - x.at(0));
    return Math.max(1, (int) Math.ceil((widest + 8) / apart));
  }

  private static double spacing(Ticks ticks) {
    return ticks.values().size() < 2 ? 1 : ticks.values().get(1) - ticks.values().get(0);
  }
}
