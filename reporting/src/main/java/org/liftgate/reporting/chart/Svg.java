package org.liftgate.reporting.chart;

/** Writes SVG elements; every text and attribute value is escaped here and nowhere else. */
final class Svg {
  private final StringBuilder out = new StringBuilder();

  /** An element without content; attributes are name, value, name, value. */
  Svg leaf(String tag, Object... attributes) {
    start(tag, attributes);
    out.append("/>");
    return this;
  }

  Svg open(String tag, Object... attributes) {
    start(tag, attributes);
    out.append('>');
    return this;
  }

  Svg close(String tag) {
    out.append("</").append(tag).append('>');
    return this;
  }

  /** Text at a point; the class decides size and colour, the anchor which side it grows to. */
  Svg text(double x, double y, String classes, Anchor anchor, String content) {
    open("text", "x", x, "y", y, "class", (classes + " " + anchor.css).strip());
    out.append(escape(content));
    return close("text");
  }

  Svg line(double x1, double y1, double x2, double y2, String classes) {
    return leaf("line", "x1", x1, "y1", y1, "x2", x2, "y2", y2, "class", classes);
  }

  /** Text set as the content of an element, as in {@code title}. */
  Svg element(String tag, String content, Object... attributes) {
    open(tag, attributes);
    out.append(escape(content));
    return close(tag);
  }

  /** Marks made elsewhere by this class. */
  Svg add(String svg) {
    out.append(svg);
    return this;
  }

  /** Which side of its point a text grows to. */
  enum Anchor {
    START(""),
    MIDDLE("mid"),
    END("end");

    private final String css;

    Anchor(String css) {
      this.css = css;
    }
  }

  /** A coordinate with at most two digits after the point, no exponent. */
  static String number(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("coordinate (" + value + ") must be finite");
    }
    long hundredths = Math.round(value * 100);
    long whole = Math.abs(hundredths) / 100;
    long rest = Math.abs(hundredths) % 100;
    String digits =
        rest == 0 ? "" : rest % 10 == 0 ? "." + rest / 10 : rest < 10 ? ".0" + rest : "." + rest;
    return (hundredths < 0 ? "-" : "") + whole + digits;
  }

  static String escape(String text) {
    var escaped = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        default -> escaped.append(c < ' ' || c == 0xFFFE || c == 0xFFFF ? ' ' : c);
      }
    }
    return escaped.toString();
  }

  private void start(String tag, Object... attributes) {
    out.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      String value =
          attributes[i + 1] instanceof Double d ? number(d) : String.valueOf(attributes[i + 1]);
      out.append(' ').append(attributes[i]).append("=\"").append(escape(value)).append('"');
    }
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
