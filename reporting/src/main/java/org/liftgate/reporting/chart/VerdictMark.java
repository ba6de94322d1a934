package org.liftgate.reporting.chart;

import java.util.Set;

/**
 * The shape of a verdict, so that it never rests on colour: accept a filled circle, fragile half of
 * one, inconclusive an open one, reject a cross, not-estimable a dash.
 */
public final class VerdictMark {
  private static final Set<String> WORDS =
      Set.of("accept", "fragile", "inconclusive", "reject", "not-estimable");

  private VerdictMark() {}

  /** The style class of a verdict; a word nobody knows is shown like not-estimable. */
  public static String css(String verdict) {
    return "v-" + (WORDS.contains(verdict) ? verdict : "not-estimable");
  }

  /** A small picture to stand before the word in text; the word itself says it to readers. */
  public static String icon(String verdict) {
    var svg = new Svg();
    svg.open(
        "svg",
        "class",
        "lg icon",
        "viewBox",
        "0 0 16 16",
        "width",
        16,
        "height",
        16,
        "aria-hidden",
        "true",
        "focusable",
        "false");
    draw(svg, verdict, 8, 8, 5.5);
    return svg.close("svg").toString();
  }

  static void draw(Svg svg, String verdict, double x, double y, double r) {
    svg.open("g", "class", css(verdict));
    switch (verdict) {
      case "accept" -> svg.leaf("circle", "cx", x, "cy", y, "r", r, "class", "solid");
      case "fragile" -> {
        svg.leaf("circle", "cx", x, "cy", y, "r", r, "class", "hollow");
        svg.leaf("path", "d", half(x, y, r), "class", "solid");
      }
      case "inconclusive" -> svg.leaf("circle", "cx", x, "cy", y, "r", r, "class", "hollow");
      case "reject" -> {
        double a = r * .85;
        svg.line(x - a, y - a, x + a, y + a, "stroke").line(x - a, y + a, x + a, y - a, "stroke");
      }
      default -> svg.line(x - r, y, x + r, y, "stroke");
    }
    svg.close("g");
  }

  private static String half(double x, double y, double r) {
    String radius = Svg.number(r);
    return "M%s %sA%s %s 0 0 0 %s %sZ"
        .formatted(
            Svg.number(x), Svg.number(y - r), radius, radius, Svg.number(x), Svg.number(y + r));
  }
}
