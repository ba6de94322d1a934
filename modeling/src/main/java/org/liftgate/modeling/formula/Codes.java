package org.liftgate.modeling.formula;

import java.util.Arrays;

/** Whole numbers as codes 0..K-1 in ascending order. */
final class Codes {
  private Codes() {}

  static long[] distinct(long[] values) {
    long low = Arrays.stream(values).min().orElse(0);
    long high = Arrays.stream(values).max().orElse(0);
    if (!dense(low, high, values.length)) {
      return Arrays.stream(values).sorted().distinct().toArray();
    }
    var seen = new java.util.BitSet();
    for (long v : values) {
      seen.set((int) (v - low));
    }
    return seen.stream().mapToLong(k -> k + low).toArray();
  }

  static int[] of(long[] values, long[] distinct) {
    if (distinct.length == 0) {
      return new int[0];
    }
    long low = distinct[0];
    long high = distinct[distinct.length - 1];
    if (!dense(low, high, values.length)) {
      return Arrays.stream(values).mapToInt(v -> Arrays.binarySearch(distinct, v)).toArray();
    }
    var code = new int[(int) (high - low) + 1];
    for (int k = 0; k < distinct.length; k++) {
      code[(int) (distinct[k] - low)] = k;
    }
    return Arrays.stream(values).mapToInt(v -> code[(int) (v - low)]).toArray();
  }

  private static boolean dense(long low, long high, int n) {
    long span = high - low;
    return span >= 0 && span <= 8L * n + 1024 && span < Integer.MAX_VALUE - 8;
  }

  /** Codes of the pairs that occur. */
  static int[] pairs(int[] a, int[] b) {
    long width = 1L + Arrays.stream(b).max().orElse(0);
    long[] keys = new long[a.length];
    Arrays.setAll(keys, i -> a[i] * width + b[i]);
    return of(keys, distinct(keys));
  }
}
