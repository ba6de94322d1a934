package org.liftgate.modeling.panel;

import java.util.Arrays;
import java.util.List;

/**
 * The order of rows by integer keys, first key first; equal keys are ordered by values, so that the
 * same rows come out in one order however they came in.
 */
final class RowOrder {
  private RowOrder() {}

  /**
   * @param ties columns that order rows whose keys are all equal
   * @return row numbers in order; empty when the rows are in order already
   */
  static int[] of(List<int[]> keys, List<double[]> ties) {
    if (sorted(keys, ties)) {
      return new int[0];
    }
    int[] order = new int[keys.get(0).length];
    Arrays.setAll(order, i -> i);
    for (int k = keys.size() - 1; k >= 0; k--) {
      order = byKey(dense(keys.get(k)), order);
    }
    settleTies(order, keys, ties);
    return order;
  }

  private static boolean sorted(List<int[]> keys, List<double[]> ties) {
    int n = keys.get(0).length;
    for (int i = 1; i < n; i++) {
      if (compare(keys, ties, i - 1, i) > 0) {
        return false;
      }
    }
    return true;
  }

  private static int compare(List<int[]> keys, List<double[]> ties, int a, int b) {
    for (int[] key : keys) {
      if (key[a] != key[b]) {
        return Integer.compare(key[a], key[b]);
      }
    }
    for (double[] tie : ties) {
      int c = Double.compare(tie[a], tie[b]);
      if (c != 0) {
        return c;
      }
    }
    return 0;
  }

  /** Codes 0.. in order of value, without sorting where the values lie close. */
  private static int[] dense(int[] key) {
    int low = Arrays.stream(key).min().orElse(0);
    int high = Arrays.stream(key).max().orElse(0);
    if ((long) high - low <= 4L * key.length + 1024) {
      return Arrays.stream(key).map(v -> v - low).toArray();
    }
    int[] distinct = Arrays.stream(key).sorted().distinct().toArray();
    return Arrays.stream(key).map(v -> Arrays.binarySearch(distinct, v)).toArray();
  }

  /** A stable counting pass. */
  private static int[] byKey(int[] key, int[] order) {
    var next = new int[Arrays.stream(key).max().orElse(0) + 2];
    for (int code : key) {
      next[code + 1]++;
    }
    for (int c = 1; c < next.length; c++) {
      next[c] += next[c - 1];
    }
    var out = new int[order.length];
    for (int row : order) {
      out[next[key[row]]++] = row;
    }
    return out;
  }

  private static void settleTies(int[] order, List<int[]> keys, List<double[]> ties) {
    for (int i = 1; i < order.length; i++) {
      int row = order[i];
      int j = i;
      while (j > 0 && compare(keys, ties, order[j - 1], row) > 0) {
        order[j] = order[j - 1];
        j--;
      }
      order[j] = row;
    }
  }

  static int[] take(int[] values, int[] order) {
    return Arrays.stream(order).map(i -> values[i]).toArray();
  }

  static double[] take(double[] values, int[] order) {
    return Arrays.stream(order).mapToDouble(i -> values[i]).toArray();
  }

  static byte[] take(byte[] values, int[] order) {
    var out = new byte[order.length];
    for (int i = 0; i < order.length; i++) {
      out[i] = values[order[i]];
    }
    return out;
  }
}
