package org.liftgate.modeling.forest;

import java.util.Arrays;

/**
 * Sums of one node by bin: a long holds the quantised sum of pseudo-outcomes above 24 bits of row
 * count, a second one, where weights or sides are given, quantised weights above 24 bits of flags.
 * Integers add exactly, so sums do not depend on the order of rows.
 */
final class Histogram {
  static final int COUNT_BITS = 24;
  static final long COUNT = (1L << COUNT_BITS) - 1;

  private final int minLeaf;
  private final boolean weighted;
  private final boolean sided;
  private final long[] sums;
  private final long[] others;

  private double bestGain;
  private int bestFeature;
  private int bestCut;

  /**
   * @param tried most features of a node
   */
  Histogram(int tried, int minLeaf, boolean weighted, boolean sided) {
    this.minLeaf = minLeaf;
    this.weighted = weighted;
    this.sided = sided;
    this.sums = new long[tried * BinnedFeatures.BINS];
    this.others = new long[weighted || sided ? sums.length : 0];
  }

  int feature() {
    return bestFeature;
  }

  int cut() {
    return bestCut;
  }

  /**
   * Finds the best split of rows {@code from} to {@code to}.
   *
   * @param rows positions in the compact codes
   * @param packed quantised pseudo-outcomes and counts by row
   * @param other quantised weights and flags by row, where used
   * @param features drawn, {@code m} of them
   * @return false when no split leaves both children large enough and differing
   */
  boolean search(
      byte[] codes,
      int p,
      int[] rows,
      long[] packed,
      long[] other,
      int from,
      int to,
      int[] features,
      int m,
      int shift) {
    int bins = BinnedFeatures.BINS >> shift;
    for (int k = 0; k < m; k++) {
      int region = k * BinnedFeatures.BINS;
      Arrays.fill(sums, region, region + bins, 0);
    }
    fill(codes, p, rows, packed, from, to, features, m, shift, sums);
    if (others.length > 0) {
      for (int k = 0; k < m; k++) {
        int region = k * BinnedFeatures.BINS;
        Arrays.fill(others, region, region + bins, 0);
      }
      fill(codes, p, rows, other, from, to, features, m, shift, others);
    }
    bestGain = 0;
    long total = total(sums, bins);
    long otherTotal = others.length > 0 ? total(others, bins) : 0;
    for (int k = 0; k < m; k++) {
      if (others.length > 0) {
        scanWithOthers(k, bins, total, otherTotal, features[k], shift);
      } else {
        scan(k * BinnedFeatures.BINS, bins, total, features[k], shift);
      }
    }
    return bestGain > 0;
  }

  private static long total(long[] histogram, int bins) {
    long sum = 0;
    for (int b = 0; b < bins; b++) {
      sum += histogram[b];
    }
    return sum;
  }

  /** Four features at a time: their places stay in registers while rows go by. */
  private static void fill(
      byte[] codes,
      int p,
      int[] rows,
      long[] values,
      int from,
      int to,
      int[] features,
      int m,
      int shift,
      long[] into) {
    int k = 0;
    for (; k + 4 <= m; k += 4) {
      fillFour(codes, p, rows, values, from, to, features, k, shift, into);
    }
    for (; k + 2 <= m; k += 2) {
      fillTwo(codes, p, rows, values, from, to, features, k, shift, into);
    }
    for (; k < m; k++) {
      fillOne(codes, p, rows, values, from, to, features[k], k, shift, into);
    }
  }

  private static void fillFour(
      byte[] codes,
      int p,
      int[] rows,
      long[] values,
      int from,
      int to,
      int[] features,
      int k,
      int shift,
      long[] into) {
    int f0 = features[k];
    int f1 = features[k + 1];
    int f2 = features[k + 2];
    int f3 = features[k + 3];
    int r0 = k * BinnedFeatures.BINS;
    int r1 = r0 + BinnedFeatures.BINS;
    int r2 = r1 + BinnedFeatures.BINS;
    int r3 = r2 + BinnedFeatures.BINS;
    for (int i = from; i < to; i++) {
      int base = rows[i] * p;
      long value = values[i];
      into[r0 + ((codes[base + f0] & 255) >>> shift)] += value;
      into[r1 + ((codes[base + f1] & 255) >>> shift)] += value;
      into[r2 + ((codes[base + f2] & 255) >>> shift)] += value;
      into[r3 + ((codes[base + f3] & 255) >>> shift)] += value;
    }
  }

  private static void fillTwo(
      byte[] codes,
      int p,
      int[] rows,
      long[] values,
      int from,
      int to,
      int[] features,
      int k,
      int shift,
      long[] into) {
    int f0 = features[k];
    int f1 = features[k + 1];
    int r0 = k * BinnedFeatures.BINS;
    int r1 = r0 + BinnedFeatures.BINS;
    for (int i = from; i < to; i++) {
      int base = rows[i] * p;
      long value = values[i];
      into[r0 + ((codes[base + f0] & 255) >>> shift)] += value;
      into[r1 + ((codes[base + f1] & 255) >>> shift)] += value;
    }
  }

  private static void fillOne(
      byte[] codes,
      int p,
      int[] rows,
      long[] values,
      int from,
      int to,
      int feature,
      int k,
      int shift,
      long[] into) {
    int region = k * BinnedFeatures.BINS;
    for (int i = from; i < to; i++) {
      into[region + ((codes[rows[i] * p + feature] & 255) >>> shift)] += values[i];
    }
  }

  /** Gain S^2 / (nL nR), S the left sum about the node's mean. */
  private void scan(int region, int bins, long total, int feature, int shift) {
    long n = total & COUNT;
    double mean = (double) (total >> COUNT_BITS) / n;
    long left = 0;
    for (int b = 0; b < bins - 1; b++) {
      left += sums[region + b];
      long nl = left & COUNT;
      if (nl < minLeaf) {
        continue;
      }
      long nr = n - nl;
      if (nr < minLeaf) {
        break;
      }
      double s = (left >> COUNT_BITS) - nl * mean;
      double gain = s * s / ((double) nl * nr);
      if (gain > bestGain) {
        take(gain, feature, b, shift);
      }
    }
  }

  private void scanWithOthers(
      int k, int bins, long total, long otherTotal, int feature, int shift) {
    int region = k * BinnedFeatures.BINS;
    double all = weighted ? otherTotal >> COUNT_BITS : total & COUNT;
    double mean = (total >> COUNT_BITS) / all;
    long left = 0;
    long other = 0;
    for (int b = 0; b < bins - 1; b++) {
      left += sums[region + b];
      other += others[region + b];
      if (!large(left & COUNT, other & COUNT)
          || !large((total - left) & COUNT, (otherTotal - other) & COUNT)) {
        continue;
      }
      double wl = weighted ? other >> COUNT_BITS : left & COUNT;
      double s = (left >> COUNT_BITS) - wl * mean;
      double gain = s * s / (wl * (all - wl));
      if (gain > bestGain) {
        take(gain, feature, b, shift);
      }
    }
  }

  private boolean large(long rows, long flagged) {
    return rows >= minLeaf && (!sided || (flagged >= minLeaf && rows - flagged >= minLeaf));
  }

  private void take(double gain, int feature, int bin, int shift) {
    bestGain = gain;
    bestFeature = feature;
    bestCut = ((bin + 1) << shift) - 1;
  }
}
