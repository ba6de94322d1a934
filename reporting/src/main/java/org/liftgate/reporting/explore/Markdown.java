package org.liftgate.reporting.explore;

import java.util.List;
import java.util.stream.Collectors;

/** Tables and values in Markdown; values from data cannot break out of their cell. */
final class Markdown {
  private Markdown() {}

  /** A value from data: shortened, and with nothing that Markdown or HTML would act on. */
  static String value(String text) {
    String line = text.replaceAll("[\\p{Cntrl}]+", " ");
    String brief = line.length() > 40 ? line.substring(0, 39) + "…" : line;
    return brief
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replaceAll("([\\\\`*_\\[\\]|#!])", "\\\\$1");
  }

  /** A table; columns after the first stand at the right. */
  static String table(List<String> heads, List<List<String>> rows) {
    String rule =
        heads.stream()
            .map(h -> h.equals(heads.getFirst()) ? "---" : "--:")
            .collect(Collectors.joining(" | ", "| ", " |"));
    return row(heads)
        + "\n"
        + rule
        + "\n"
        + rows.stream().map(r -> row(r) + "\n").collect(Collectors.joining());
  }

  private static String row(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |";
  }
}
