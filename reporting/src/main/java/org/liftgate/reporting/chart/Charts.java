package org.liftgate.reporting.chart;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.liftgate.reporting.chart.Plot.Drawing;
import org.liftgate.reporting.chart.Svg.Anchor;

/** Turns plots into SVG: for a page that brings {@link #css()}, and for a file on its own. */
public final class Charts {
  /** Width for screens and paper. */
  public static final double WIDE = 720;

  /** Width for phones. */
  public static final double NARROW = 360;

  private static final double PAD = 16;
  private static final String CSS = resource("chart.css");

  private Charts() {}

  /** The style sheet that inline charts rely on: colours as variables, light, dark and print. */
  public static String css() {
    return CSS;
  }

  /**
   * An {@code svg} element for a page that holds {@link #css()}.
   *
   * @param suffix makes ids unique where a page draws one plot twice
   */
  public static String inline(Plot plot, double width, String suffix) {
    Drawing drawing = plot.draw(width);
    String id = plot.id() + suffix;
    var svg = new Svg();
    open(svg, drawing.width(), drawing.height(), id);
    describe(svg, plot, id);
    return svg.add(drawing.marks()).close("svg").toString();
  }

  /** A whole SVG file with title, note, styles and background for both colour schemes. */
  public static String standalone(Plot plot) {
    Drawing drawing = plot.draw(WIDE);
    double width = drawing.width() + 2 * PAD;
    List<String> title = Labels.wrap(plot.title(), 17, drawing.width());
    List<String> note = Labels.wrap(plot.note(), 12, drawing.width());
    double top = PAD + 22 * title.size() + 16;
    double height = top + drawing.height() + 16 + 16 * note.size() + PAD;
    var svg = new Svg();
    open(svg, width, height, plot.id());
    describe(svg, plot, plot.id());
    svg.element("style", CSS);
    svg.leaf("rect", "width", width, "height", height, "class", "paper");
    lines(svg, title, PAD + 14, 22, "heading");
    svg.open("g", "transform", "translate(%s %s)".formatted(Svg.number(PAD), Svg.number(top)));
    svg.add(drawing.marks()).close("g");
    lines(svg, note, top + drawing.height() + 16, 16, "tick");
    return svg.close("svg").add("\n").toString();
  }

  private static void lines(Svg svg, List<String> lines, double y, double step, String classes) {
    for (int i = 0; i < lines.size(); i++) {
      svg.text(PAD, y + i * step, classes, Anchor.START, lines.get(i));
    }
  }

  private static void open(Svg svg, double width, double height, String id) {
    svg.open(
        "svg",
        "xmlns",
        "http://www.w3.org/2000/svg",
        "viewBox",
        "0 0 %s %s".formatted(Svg.number(width), Svg.number(height)),
        "width",
        width,
        "height",
        height,
        "class",
        "lg",
        "role",
        "img",
        "aria-labelledby",
        id + "-title " + id + "-desc");
  }

  private static void describe(Svg svg, Plot plot, String id) {
    svg.element("title", plot.title(), "id", id + "-title");
    svg.element("desc", plot.description(), "id", id + "-desc");
  }

  private static String resource(String name) {
    try (InputStream in = Charts.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
