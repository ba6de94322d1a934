package org.liftgate.app.cli;

import java.util.ArrayList;
import java.util.List;

/** A plain table: columns as wide as they need, numbers to the right. */
final class Columns {
  private final List<List<String>> rows = new ArrayList<>();
  private final String right;

  /**
   * @param right one letter a column: r for numbers, l for text
   */
  Columns(String right, String... heads) {
    this.right = right;
    rows.add(List.of(heads));
  }

  void add(Object... cells) {
    rows.add(java.util.Arrays.stream(cells).map(c -> c == null ? "" : c.toString()).toList());
  }

  List<String> lines() {
    int n = rows.getFirst().size();
    int[] width = new int[n];
    rows.forEach(
        r ->
            java.util.stream.IntStream.range(0, n)
                .forEach(i -> width[i] = Math.max(width[i], r.get(i).length())));
    var lines = new ArrayList<String>();
    for (List<String> row : rows) {
      var line = new StringBuilder();
      for (int i = 0; i < n; i++) {
        String pad = " ".repeat(width[i] - row.get(i).length());
        line.append(i == 0 ? "" : "  ")
            .append(right.charAt(i) == 'r' ? pad + row.get(i) : row.get(i) + pad);
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }
}
