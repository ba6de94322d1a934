package org.liftgate.modeling.staggered;

import java.util.Arrays;

/**
 * The distinct values of a column and where each stands among them.
 *
 * @param values ascending
 * @param table by value less the least, its place; empty where values lie too far apart
 */
record Ranks(int[] values, int[] table) {

  static Ranks of(int[] column) {
    int low = Integer.MAX_VALUE;
    int high = Integer.MIN_VALUE;
    for (int v : column) {
      low = Math.min(low, v);
      high = Math.max(high, v);
    }
    if (column.length == 0) {
      return new Ranks(column, column);
    }
    if ((long) high - low > 4L * column.length + 1024) {
      return new Ranks(Arrays.stream(runs(column)).sorted().distinct().toArray(), new int[0]);
    }
    var table = new int[high - low + 1];
    for (int v : column) {
      table[v - low] = 1;
    }
    var values = new int[table.length];
    int count = 0;
    for (int i = 0; i < table.length; i++) {
      if (table[i] != 0) {
        table[i] = count;
        values[count++] = low + i;
      }
    }
    return new Ranks(Arrays.copyOf(values, count), table);
  }

  /** One value of each run of equal ones. */
  private static int[] runs(int[] column) {
    var runs = new int[column.length];
    int count = 0;
    for (int i = 0; i < column.length; i++) {
      if (i == 0 || column[i] != column[i - 1]) {
        runs[count++] = column[i];
      }
    }
    return Arrays.copyOf(runs, count);
  }

  /** The place of a value that occurs. */
  int of(int value) {
    return table.length > 0 ? table[value - values[0]] : Arrays.binarySearch(values, value);
  }
}
