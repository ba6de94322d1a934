package org.liftgate.modeling.policy;

import java.util.Arrays;

/**
 * Sums over positions in order, to which rows are added one at a time, and the largest and smallest
 * of all sums of the first positions: a segment tree, O(log K) for each addition and question.
 */
final class PrefixTree {
  private final int size;
  private final double[] sum;
  private final double[] high;
  private final double[] low;
  private final int[] count;
  private double highest;
  private double lowest;

  PrefixTree(int positions) {
    size = Math.max(1, Integer.highestOneBit(Math.max(1, positions - 1)) << 1);
    sum = new double[2 * size];
    high = new double[2 * size];
    low = new double[2 * size];
    count = new int[2 * size];
  }

  void clear() {
    Arrays.fill(sum, 0);
    Arrays.fill(high, 0);
    Arrays.fill(low, 0);
    Arrays.fill(count, 0);
  }

  void add(int position, double value) {
    int at = size + position;
    sum[at] += value;
    high[at] = sum[at];
    low[at] = sum[at];
    count[at]++;
    for (at >>= 1; at > 0; at >>= 1) {
      int l = 2 * at;
      int r = l + 1;
      sum[at] = sum[l] + sum[r];
      high[at] = Math.max(high[l], sum[l] + high[r]);
      low[at] = Math.min(low[l], sum[l] + low[r]);
      count[at] = count[l] + count[r];
    }
  }

  /** Whether some cut leaves {@code least} rows on each side; sets {@link #highest}. */
  boolean ask(int least) {
    highest = Double.NEGATIVE_INFINITY;
    lowest = Double.POSITIVE_INFINITY;
    if (count[1] >= 2 * least) {
      look(1, 0, 0, least, count[1] - least);
    }
    return highest >= lowest;
  }

  /** The largest sum of the first positions that the last question allowed. */
  double highest() {
    return highest;
  }

  double lowest() {
    return lowest;
  }

  private void look(int at, double before, int rows, int from, int to) {
    int after = rows + count[at];
    if (after < from || rows > to) {
      return;
    }
    if (rows >= from && after <= to) {
      highest = Math.max(highest, before + high[at]);
      lowest = Math.min(lowest, before + low[at]);
    } else if (at < size) {
      look(2 * at, before, rows, from, to);
      look(2 * at + 1, before + sum[2 * at], rows + count[2 * at], from, to);
    } else if (after <= to) {
      highest = Math.max(highest, before + sum[at]);
      lowest = Math.min(lowest, before + sum[at]);
    }
  }
}
