package org.liftgate.modeling.tree;

import java.util.stream.IntStream;

/** Rows in order of a column by a stable radix sort over bytes: linear in the rows. */
public final class RadixOrder {
  private static final int BYTES = 8;

  private RadixOrder() {}

  /**
   * @param keys n values, none NaN
   * @param first the order that equal values keep, n rows
   * @return the rows, smallest value first
   */
  public static int[] of(double[] keys, int[] first) {
    int n = keys.length;
    var bits = new long[n];
    for (int i = 0; i < n; i++) {
      long raw = Double.doubleToRawLongBits(keys[i] + 0.0);
      bits[i] = raw ^ ((raw >> 63) | Long.MIN_VALUE);
    }
    int[] from = first.clone();
    var to = new int[n];
    for (int b = 0; b < BYTES; b++) {
      int shift = 8 * b;
      var start = new int[257];
      for (long key : bits) {
        start[(int) (key >>> shift & 255) + 1]++;
      }
      if (n > 0 && start[(int) (bits[0] >>> shift & 255) + 1] == n) {
        continue;
      }
      for (int k = 0; k < 256; k++) {
        start[k + 1] += start[k];
      }
      for (int row : from) {
        to[start[(int) (bits[row] >>> shift & 255)]++] = row;
      }
      int[] swap = from;
      from = to;
      to = swap;
    }
    return from;
  }

  /** Equal values in order of rows. */
  public static int[] of(double[] keys) {
    return of(keys, IntStream.range(0, keys.length).toArray());
  }
}
