package org.liftgate.modeling.matching;

/**
 * Rows in ascending order of a score, ties in order of rows: two counting passes on the score cut
 * into 2^22 steps, then insertion on the score itself. Scores that crowd into few steps are sorted
 * by all their bits instead.
 */
final class ScoreOrder {
  private static final int BITS = 11;
  private static final int CELLS = 1 << BITS;
  private static final int SIGN_PASSES = 6;
  private static final long MOVES_PER_ROW = 16;

  private ScoreOrder() {}

  /**
   * @param score n finite values
   */
  static int[] ascending(double[] score) {
    int n = score.length;
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double s : score) {
      low = Math.min(low, s);
      high = Math.max(high, s);
    }
    double scale = (CELLS * (double) CELLS - 1) / (high - low);
    int[] rows = new int[n];
    if (!(high > low) || !(scale < Double.POSITIVE_INFINITY)) {
      java.util.Arrays.setAll(rows, i -> i);
      return high > low ? byBits(score) : rows;
    }
    double[] sorted = new double[n];
    twoPasses(score, low, scale, rows, sorted);
    return insert(sorted, rows) ? rows : byBits(score);
  }

  private static void twoPasses(
      double[] score, double low, double scale, int[] rows, double[] sorted) {
    int n = score.length;
    int[] keys = new int[n];
    int[] first = new int[CELLS + 1];
    int[] second = new int[CELLS + 1];
    for (int i = 0; i < n; i++) {
      int key = (int) ((score[i] - low) * scale);
      keys[i] = key;
      first[(key & (CELLS - 1)) + 1]++;
      second[(key >>> BITS) + 1]++;
    }
    starts(first);
    starts(second);
    int[] half = new int[n];
    for (int i = 0; i < n; i++) {
      half[first[keys[i] & (CELLS - 1)]++] = i;
    }
    for (int i = 0; i < n; i++) {
      int row = half[i];
      int to = second[keys[row] >>> BITS]++;
      rows[to] = row;
      sorted[to] = score[row];
    }
  }

  private static void starts(int[] counts) {
    for (int i = 1; i < counts.length; i++) {
      counts[i] += counts[i - 1];
    }
  }

  /** False when it gave up for too many moves. */
  private static boolean insert(double[] sorted, int[] rows) {
    long left = MOVES_PER_ROW * sorted.length;
    for (int i = 1; i < sorted.length; i++) {
      double s = sorted[i];
      if (s < sorted[i - 1]) {
        int row = rows[i];
        int j = i;
        for (; j > 0 && sorted[j - 1] > s; j--) {
          sorted[j] = sorted[j - 1];
          rows[j] = rows[j - 1];
        }
        sorted[j] = s;
        rows[j] = row;
        left -= i - j;
        if (left < 0) {
          return false;
        }
      }
    }
    return true;
  }

  private static int[] byBits(double[] score) {
    int n = score.length;
    long[] keys = new long[n];
    int[] rows = new int[n];
    for (int i = 0; i < n; i++) {
      long bits = Double.doubleToLongBits(score[i] + 0.0);
      keys[i] = bits < 0 ? ~bits : bits ^ Long.MIN_VALUE;
      rows[i] = i;
    }
    int[] other = new int[n];
    for (int pass = 0; pass < SIGN_PASSES; pass++) {
      int shift = pass * BITS;
      int[] counts = new int[CELLS + 1];
      for (long key : keys) {
        counts[(int) (key >>> shift & (CELLS - 1)) + 1]++;
      }
      starts(counts);
      for (int row : rows) {
        other[counts[(int) (keys[row] >>> shift & (CELLS - 1))]++] = row;
      }
      int[] swap = rows;
      rows = other;
      other = swap;
    }
    return rows;
  }
}
