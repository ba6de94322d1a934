package org.liftgate.modeling.panel;

import java.util.Arrays;

/**
 * The order of rows by integer keys, first key first; equal keys are ordered by values, so that the
 * same rows come out in one order however they came in.
 */
public final class RowOrder {
  private RowOrder() {}

  /**
   * @param ties columns that order rows whose keys are all equal
   * @return row numbers in order; empty when the rows are in order already
   */
  public static int[] of(int[][] keys, double[][] ties) {
    if (sorted(keys, ties)) {
      return new int[0];
    }
    int[] order = new int[keys[0].length];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    for (int k = keys.length - 1; k >= 0; k--) {
      order = byKey(dense(keys[k]), order);
    }
    settleTies(order, keys, ties);
    return order;
  }

  private static boolean sorted(int[][] keys, double[][] ties) {
    int n = keys[0].length;
    for (int i = 1; i < n; i++) {
      if (compare(keys, ties, i - 1, i) > 0) {
        return false;
      }
    }
    return true;
  }

  private static int compare(int[][] keys, double[][] ties, int a, int b) {
    for (int[] key : keys) {
      if (key[a] != key[b]) {
        return key[a] < key[b] ? -1 : 1;
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
    int low = Integer.MAX_VALUE;
    int high = Integer.MIN_VALUE;
    for (int v : key) {
      low = Math.min(low, v);
      high = Math.max(high, v);
    }
    var codes = new int[key.length];
    if ((long) high - low <= 4L * key.length + 1024) {
      for (int i = 0; i < key.length; i++) {
        codes[i] = key[i] - low;
      }
      return codes;
    }
    int[] distinct = Arrays.stream(key).sorted().distinct().toArray();
    for (int i = 0; i < key.length; i++) {
      codes[i] = Arrays.binarySearch(distinct, key[i]);
    }
    return codes;
  }

  /** A stable counting pass. */
  private static int[] byKey(int[] key, int[] order) {
    int high = 0;
    for (int code : key) {
      high = Math.max(high, code);
    }
    var next = new int[high + 2];
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

  /** Insertion among rows whose keys are equal: these runs are short. */
  private static void settleTies(int[] order, int[][] keys, double[][] ties) {
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

  public static int[] take(int[] values, int[] order) {
    var out = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      out[i] = values[order[i]];
    }
    return out;
  }

  public static double[] take(double[] values, int[] order) {
    var out = new double[order.length];
    for (int i = 0; i < order.length; i++) {
      out[i] = values[order[i]];
    }
    return out;
  }

  public static byte[] take(byte[] values, int[] order) {
    var out = new byte[order.length];
    for (int i = 0; i < order.length; i++) {
      out[i] = values[order[i]];
    }
    return out;
  }
}
