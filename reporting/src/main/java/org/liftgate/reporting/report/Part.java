package org.liftgate.reporting.report;

import java.util.List;
import java.util.stream.Stream;
import org.liftgate.reporting.chart.Plot;
import org.liftgate.reporting.report.View.Cell;
import org.liftgate.reporting.report.View.Figure;
import org.liftgate.reporting.report.View.Grid;

/**
 * A section of the page that comes from tables of its own and is absent without them: what it says,
 * its charts, its tables.
 *
 * @param id lower-case letters and hyphens; the section's anchor
 * @param paragraphs the answer first
 * @param tables those with marks or terms in their cells, after the sheets
 */
public record Part(
    String id,
    String title,
    List<String> paragraphs,
    List<Plot> plots,
    List<Sheet> sheets,
    List<Table> tables) {
  /** With tables of plain text alone. */
  public Part(
      String id, String title, List<String> paragraphs, List<Plot> plots, List<Sheet> sheets) {
    this(id, title, paragraphs, plots, sheets, List.of());
  }

  public Part {
    tables = List.copyOf(tables);
    paragraphs = List.copyOf(paragraphs);
    plots = List.copyOf(plots);
    sheets = List.copyOf(sheets);
  }

  /**
   * A table of a part.
   *
   * @param heads as {@code text}, or with a leading {@code #} for figures
   * @param rows text as people read it, one for each head
   * @param folded whether it opens on request
   */
  public record Sheet(String label, boolean folded, List<String> heads, List<List<String>> rows) {
    public Sheet {
      heads = List.copyOf(heads);
      rows = rows.stream().map(List::copyOf).toList();
    }

    Grid grid() {
      var columns = View.heads(heads.toArray(String[]::new));
      return new Grid(
          columns,
          rows.stream()
              .map(
                  row ->
                      Stream.iterate(0, i -> i < row.size(), i -> i + 1)
                          .map(
                              i ->
                                  columns.get(i).css().isEmpty()
                                      ? Cell.text(row.get(i))
                                      : Cell.number(row.get(i)))
                          .toList())
              .toList());
    }
  }

  /** What the template sees of a part. */
  public record Shown(
      String id, String title, List<String> paragraphs, List<Figure> figures, List<Table> tables) {}

  /** What the template sees of a table. */
  public record Table(String label, boolean folded, Grid grid) {}

  Shown shown() {
    return new Shown(
        id,
        title,
        paragraphs,
        plots.stream().map(Figure::of).toList(),
        Stream.concat(
                sheets.stream()
                    .filter(s -> !s.rows().isEmpty())
                    .map(s -> new Table(s.label(), s.folded(), s.grid())),
                tables.stream().filter(t -> !t.grid().isEmpty()))
            .toList());
  }
}
