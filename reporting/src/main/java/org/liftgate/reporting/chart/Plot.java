package org.liftgate.reporting.chart;

import java.util.List;

/** What a chart shows, apart from how wide it is drawn. */
public interface Plot {

  /** Lower-case letters, digits and hyphens; unique in a page; the name of its file. */
  String id();

  /** One sentence that says what the chart shows, with its main figure. */
  String title();

  /** The chart in words, for those who do not see it. */
  String description();

  /** The n behind it, and what the marks stand for. */
  String note();

  /** Every figure drawn. */
  Data data();

  /**
   * The marks.
   *
   * @param width in pixels; text has the same size at every width
   */
  Drawing draw(double width);

  /**
   * SVG marks in a box from the origin.
   *
   * @param marks elements without an outer {@code svg}
   */
  record Drawing(double width, double height, String marks) {}

  /**
   * The table behind a chart: text as people read it.
   *
   * @param headers one for each cell of a row; the first column is a label, the others are figures
   */
  record Data(List<String> headers, List<List<String>> rows) {
    public Data {
      headers = List.copyOf(headers);
      rows = rows.stream().map(List::copyOf).toList();
      for (var row : rows) {
        if (row.size() != headers.size()) {
          throw new IllegalArgumentException(
              "row %s has %d cells, headers %d".formatted(row, row.size(), headers.size()));
        }
      }
    }
  }
}
