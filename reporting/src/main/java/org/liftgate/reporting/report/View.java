package org.liftgate.reporting.report;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.liftgate.reporting.chart.Charts;
import org.liftgate.reporting.chart.Plot;
import org.liftgate.reporting.chart.VerdictMark;
import org.liftgate.reporting.format.Words;

/** What templates see: text that they escape, and pictures that were escaped when drawn. */
public final class View {
  private View() {}

  /**
   * A cell of a table.
   *
   * @param css style class, such as {@code num}; empty for text
   * @param icon SVG to stand before the text; empty for none
   */
  public record Cell(String text, String css, String icon) {
    static Cell text(String text) {
      return new Cell(Words.minus(text), "", "");
    }

    static Cell number(String text) {
      return new Cell(text, "num", "");
    }

    /** A verdict as shape, colour and word; a dash where nothing was judged. */
    static Cell verdict(String word) {
      return word.isEmpty()
          ? text("–")
          : new Cell(word, "word " + VerdictMark.css(word), VerdictMark.icon(word));
    }

    /** A gate's outcome in the shapes of verdicts: pass filled, warn half, fail a cross. */
    static Cell outcome(String word) {
      String like =
          switch (word) {
            case "pass" -> "accept";
            case "warn" -> "fragile";
            case "fail" -> "reject";
            default -> "not-estimable";
          };
      return like(word, like);
    }

    /** Any word in the shape and colour of a verdict. */
    static Cell like(String word, String verdict) {
      return new Cell(word, "word " + VerdictMark.css(verdict), VerdictMark.icon(verdict));
    }
  }

  /**
   * A column's head.
   *
   * @param term the glossary's entry it links to; empty for none
   */
  public record Head(String text, String css, String term) {}

  /** A table; on phones each row becomes a block of labelled lines. */
  public record Grid(List<Head> heads, List<List<Cell>> rows) {
    public boolean isEmpty() {
      return rows.isEmpty();
    }

    /** Rows with the head beside each cell, as phones show them. */
    public List<List<Labelled>> lines() {
      return rows.stream()
          .map(
              row ->
                  Stream.iterate(0, i -> i < row.size(), i -> i + 1)
                      .map(i -> new Labelled(heads.get(i).text(), row.get(i)))
                      .toList())
          .toList();
    }
  }

  /** A cell and the head of its column. */
  public record Labelled(String label, Cell cell) {}

  /** A head as {@code text}, {@code text|term}, or with a leading {@code #} for figures. */
  static List<Head> heads(String... specs) {
    return Stream.of(specs)
        .map(
            spec -> {
              boolean number = spec.startsWith("#");
              String[] parts = (number ? spec.substring(1) : spec).split("\\|", 2);
              return new Head(parts[0], number ? "num" : "", parts.length > 1 ? parts[1] : "");
            })
        .toList();
  }

  /** A chart in two widths, with the table behind it and its downloads. */
  public record Figure(
      String id,
      String title,
      String note,
      String wide,
      String narrow,
      Grid data,
      String svgFile,
      String csvFile) {

    static Figure of(Plot plot) {
      var headers = plot.data().headers();
      var heads =
          Stream.iterate(0, i -> i < headers.size(), i -> i + 1)
              .map(i -> new Head(headers.get(i), i == 0 ? "" : "num", ""))
              .toList();
      var rows =
          plot.data().rows().stream()
              .map(
                  row ->
                      Stream.iterate(0, i -> i < row.size(), i -> i + 1)
                          .map(i -> i == 0 ? Cell.text(row.get(i)) : Cell.number(row.get(i)))
                          .toList())
              .toList();
      return new Figure(
          plot.id(),
          plot.title(),
          plot.note(),
          Charts.inline(plot, Charts.WIDE, "-w"),
          Charts.inline(plot, Charts.NARROW, "-n"),
          new Grid(heads, rows),
          encoded("image/svg+xml", Charts.standalone(plot)),
          encoded("text/csv", Csv.of(headers, plot.data().rows())));
    }

    private static String encoded(String type, String text) {
      return "data:%s;charset=utf-8;base64,%s"
          .formatted(
              type, Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
    }
  }

  /** Rows of display text as CSV for the download behind a figure. */
  static final class Csv {
    private Csv() {}

    static String of(List<String> headers, List<List<String>> rows) {
      return Stream.concat(Stream.of(headers), rows.stream())
          .map(row -> row.stream().map(Csv::cell).collect(Collectors.joining(",")))
          .collect(Collectors.joining("\r\n", "", "\r\n"));
    }

    private static String cell(String text) {
      boolean formula = !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
      String safe = formula ? "'" + text : text;
      return safe.matches("[^,\"\r\n]*") ? safe : '"' + safe.replace("\"", "\"\"") + '"';
    }
  }
}
