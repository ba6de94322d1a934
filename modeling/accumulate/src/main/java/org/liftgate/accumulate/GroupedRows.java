package org.liftgate.accumulate;

import java.util.Arrays;

/** Rows by code, in their order within each. */
final class GroupedRows {
  private final int[] starts;
  private final int[] rows;

  private GroupedRows(int[] starts, int[] rows) {
    this.starts = starts;
    this.rows = rows;
  }

  /**
   * @param codes 0..groups-1
   */
  static GroupedRows of(int[] codes, int groups) {
    var starts = new int[groups + 1];
    for (int code : codes) {
      starts[code + 1]++;
    }
    for (int g = 0; g < groups; g++) {
      starts[g + 1] += starts[g];
    }
    int[] next = Arrays.copyOf(starts, groups);
    var rows = new int[codes.length];
    for (int i = 0; i < codes.length; i++) {
      rows[next[codes[i]]++] = i;
    }
    return new GroupedRows(starts, rows);
  }

  int groups() {
    return starts.length - 1;
  }

  int size(int g) {
    return starts[g + 1] - starts[g];
  }

  int row(int g, int i) {
    return rows[starts[g] + i];
  }

  /** Groups at which chunks of about the given rows begin, and the end. */
  int[] borders(int target) {
    var borders = new int[groups() + 1];
    int count = 1;
    for (int g = 1; g <= groups(); g++) {
      if (g == groups() || starts[g] - starts[borders[count - 1]] >= target) {
        borders[count++] = g;
      }
    }
    return Arrays.copyOf(borders, count);
  }
}
