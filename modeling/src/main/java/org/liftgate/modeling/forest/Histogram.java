package org.liftgate.modeling.forest;

import java.util.Arrays;

/**
 * Sums of one node by bin: a long holds the quantised sum of pseudo-outcomes above 24 bits of row
 * count, a second one, where weights or sides are given, quantised weights above 24 bits of flags.
 * Integers add exactly, so sums do not depend on the order of rows. Nodes of at most {@link
 * #NARROW} rows with sides and no weights need one long alone: 32 bits of sum, 16 of rows, 16 of
 * flags.
 */
final class Histogram {
  static final int COUNT_BITS = 24;
  static final long COUNT = (1L << COUNT_BITS) - 1;

  /** Most rows that 16 bits count. */
  static final int NARROW = 0xFFFF;

  /** Most rows for which bins that hold some are looked at alone. */
  static final int FEW = 128;

  private static final int WORDS = BinnedFeatures.BINS / Long.SIZE;

  static final int NARROW_SUM = 32;
  static final int NARROW_COUNT = 16;

  private final int minLeaf;
  private final double share;
  private final boolean weighted;
  private final boolean sided;
  private final long[] sums;
  private final long[] others;
  private final long[] occupied = new long[4 * WORDS];

  private boolean filled;
  private int least;
  private int shift;
  private int offset;
  private double bestGain;
  private int bestFeature;
  private int bestCut;

  /**
   * @param tried most features of a node
   */
  Histogram(int tried, ForestOptions options, boolean weighted, boolean sided) {
    this.minLeaf = options.minLeaf();
    this.share = options.share();
    this.weighted = weighted;
    this.sided = sided;
    this.sums = new long[tried * BinnedFeatures.BINS];
    this.others = new long[weighted || sided ? sums.length : 0];
  }

  /**
   * How codes become bins in the nodes to come: (code + offset) / 2^shift.
   *
   * @param start below 2^shift
   */
  void coarse(int bits, int start) {
    shift = bits;
    offset = start;
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
      int m) {
    int bins = start(m, to - from, sums);
    fill(codes, p, rows, packed, from, to, features, m, sums);
    if (others.length > 0) {
      start(m, to - from, others);
      fill(codes, p, rows, other, from, to, features, m, others);
    }
    long total = total(sums, bins);
    long otherTotal = others.length > 0 ? total(others, bins) : 0;
    for (int k = 0; k < m; k++) {
      if (others.length > 0) {
        scanWithOthers(k, bins, total, otherTotal, features[k]);
      } else {
        scan(k * BinnedFeatures.BINS, bins, total, features[k]);
      }
    }
    return bestGain > 0;
  }

  /** As {@link #search}, packed in one long for a node of few rows with sides. */
  boolean searchNarrow(
      byte[] codes, int p, int[] rows, long[] packed, int from, int to, int[] features, int m) {
    int bins = start(m, to - from, sums);
    fill(codes, p, rows, packed, from, to, features, m, sums);
    long total = total(sums, bins);
    for (int k = 0; k < m; k++) {
      scanNarrow(k * BinnedFeatures.BINS, bins, total, features[k]);
    }
    return bestGain > 0;
  }

  /** Whether {@link #searchFew} finds what the other searches find, and sooner. */
  boolean few(int n, boolean narrow) {
    return n <= FEW && shift == 0 && offset == 0 && (narrow || others.length == 0);
  }

  /**
   * As {@link #search} and {@link #searchNarrow} where few rows leave most bins empty: those that
   * hold rows are looked at alone, and are cleared on the way.
   *
   * @param narrow how {@code packed} is packed
   */
  boolean searchFew(
      byte[] codes,
      int p,
      int[] rows,
      long[] packed,
      int from,
      int to,
      int[] features,
      int m,
      boolean narrow) {
    limits(to - from);
    if (filled) {
      Arrays.fill(sums, 0, Math.min(4, m) * BinnedFeatures.BINS, 0);
      filled = false;
    }
    long total = 0;
    for (int i = from; i < to; i++) {
      total += packed[i];
    }
    int k = 0;
    for (; k + 4 <= m; k += 4) {
      fillFewFour(codes, p, rows, packed, from, to, features, k, sums, occupied);
      for (int l = 0; l < 4; l++) {
        scanFew(l, total, features[k + l], narrow);
      }
    }
    for (; k < m; k++) {
      fillFewOne(codes, p, rows, packed, from, to, features[k], sums, occupied);
      scanFew(0, total, features[k], narrow);
    }
    return bestGain > 0;
  }

  /** Four features at a time: what one waits for, another has. */
  private static void fillFewFour(
      byte[] codes,
      int p,
      int[] rows,
      long[] values,
      int from,
      int to,
      int[] features,
      int k,
      long[] into,
      long[] occupied) {
    int f0 = features[k];
    int f1 = features[k + 1];
    int f2 = features[k + 2];
    int f3 = features[k + 3];
    for (int i = from; i < to; i++) {
      int base = rows[i] * p;
      long value = values[i];
      int b0 = codes[base + f0] & 255;
      int b1 = codes[base + f1] & 255;
      int b2 = codes[base + f2] & 255;
      int b3 = codes[base + f3] & 255;
      into[b0] += value;
      into[BinnedFeatures.BINS + b1] += value;
      into[2 * BinnedFeatures.BINS + b2] += value;
      into[3 * BinnedFeatures.BINS + b3] += value;
      occupied[b0 >> 6] |= 1L << b0;
      occupied[WORDS + (b1 >> 6)] |= 1L << b1;
      occupied[2 * WORDS + (b2 >> 6)] |= 1L << b2;
      occupied[3 * WORDS + (b3 >> 6)] |= 1L << b3;
    }
  }

  private static void fillFewOne(
      byte[] codes,
      int p,
      int[] rows,
      long[] values,
      int from,
      int to,
      int feature,
      long[] into,
      long[] occupied) {
    for (int i = from; i < to; i++) {
      int bin = codes[rows[i] * p + feature] & 255;
      into[bin] += values[i];
      occupied[bin >> 6] |= 1L << bin;
    }
  }

  private void limits(int n) {
    bestGain = 0;
    least = Math.max(minLeaf, (int) Math.ceil(share * n));
  }

  /** Clears m regions; gives their number of bins. */
  private int start(int m, int n, long[] histogram) {
    limits(n);
    filled = true;
    int bins = ((BinnedFeatures.BINS - 1 + offset) >> shift) + 1;
    for (int k = 0; k < m; k++) {
      int region = k * BinnedFeatures.BINS;
      Arrays.fill(histogram, region, region + bins, 0);
    }
    return bins;
  }

  private static long total(long[] histogram, int bins) {
    long sum = 0;
    for (int b = 0; b < bins; b++) {
      sum += histogram[b];
    }
    return sum;
  }

  /** Four features at a time: their places stay in registers while rows go by. */
  private void fill(
      byte[] codes,
      int p,
      int[] rows,
      long[] values,
      int from,
      int to,
      int[] features,
      int m,
      long[] into) {
    int k = 0;
    for (; k + 4 <= m; k += 4) {
      fillFour(codes, p, rows, values, from, to, features, k, shift, offset, into);
    }
    for (; k + 2 <= m; k += 2) {
      fillTwo(codes, p, rows, values, from, to, features, k, shift, offset, into);
    }
    for (; k < m; k++) {
      fillOne(codes, p, rows, values, from, to, features[k], k, shift, offset, into);
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
      int offset,
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
      into[r0 + (((codes[base + f0] & 255) + offset) >>> shift)] += value;
      into[r1 + (((codes[base + f1] & 255) + offset) >>> shift)] += value;
      into[r2 + (((codes[base + f2] & 255) + offset) >>> shift)] += value;
      into[r3 + (((codes[base + f3] & 255) + offset) >>> shift)] += value;
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
      int offset,
      long[] into) {
    int f0 = features[k];
    int f1 = features[k + 1];
    int r0 = k * BinnedFeatures.BINS;
    int r1 = r0 + BinnedFeatures.BINS;
    for (int i = from; i < to; i++) {
      int base = rows[i] * p;
      long value = values[i];
      into[r0 + (((codes[base + f0] & 255) + offset) >>> shift)] += value;
      into[r1 + (((codes[base + f1] & 255) + offset) >>> shift)] += value;
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
      int offset,
      long[] into) {
    int region = k * BinnedFeatures.BINS;
    for (int i = from; i < to; i++) {
      into[region + (((codes[rows[i] * p + feature] & 255) + offset) >>> shift)] += values[i];
    }
  }

  private void scan(int region, int bins, long total, int feature) {
    long n = total & COUNT;
    double mean = (double) (total >> COUNT_BITS) / n;
    long left = 0;
    for (int b = 0; b < bins - 1; b++) {
      left += sums[region + b];
      if (!weigh(left, n, mean, feature, b)) {
        break;
      }
    }
  }

  private void scanFew(int region, long total, int feature, boolean narrow) {
    long n = narrow ? (total >>> NARROW_COUNT) & NARROW : total & COUNT;
    int flagged = (int) total & NARROW;
    double mean = (double) (total >> (narrow ? NARROW_SUM : COUNT_BITS)) / n;
    long left = 0;
    boolean open = true;
    int first = region * BinnedFeatures.BINS;
    for (int word = 0; word < WORDS; word++) {
      for (long bits = occupied[region * WORDS + word]; bits != 0; bits &= bits - 1) {
        int b = (word << 6) + Long.numberOfTrailingZeros(bits);
        left += sums[first + b];
        sums[first + b] = 0;
        open =
            open
                && (narrow
                    ? weighNarrow(left, (int) n, flagged, mean, feature, b)
                    : weigh(left, n, mean, feature, b));
      }
      occupied[region * WORDS + word] = 0;
    }
  }

  /**
   * Gain S^2 / (nL nR), S the left sum about the node's mean.
   *
   * @return false when the right side is too small, as it is for every later cut
   */
  private boolean weigh(long left, long n, double mean, int feature, int bin) {
    long nl = left & COUNT;
    long nr = n - nl;
    if (nr < least) {
      return nl < least;
    }
    if (nl >= least) {
      double s = (left >> COUNT_BITS) - nl * mean;
      weigh(s * s / ((double) nl * nr), feature, bin);
    }
    return true;
  }

  private void scanWithOthers(int k, int bins, long total, long otherTotal, int feature) {
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
      weigh(s * s / (wl * (all - wl)), feature, b);
    }
  }

  private void scanNarrow(int region, int bins, long total, int feature) {
    int n = (int) (total >>> NARROW_COUNT) & NARROW;
    int flagged = (int) total & NARROW;
    double mean = (double) (total >> NARROW_SUM) / n;
    long left = 0;
    for (int b = 0; b < bins - 1; b++) {
      left += sums[region + b];
      if (!weighNarrow(left, n, flagged, mean, feature, b)) {
        break;
      }
    }
  }

  /** Limits are monotone: none is met before the first bin that meets all, none after the last. */
  private boolean weighNarrow(long left, int n, int flagged, double mean, int feature, int bin) {
    int nl = (int) (left >>> NARROW_COUNT) & NARROW;
    int fl = (int) left & NARROW;
    if (nl < least || fl < minLeaf || nl - fl < minLeaf) {
      return true;
    }
    int nr = n - nl;
    int fr = flagged - fl;
    if (nr < least || fr < minLeaf || nr - fr < minLeaf) {
      return false;
    }
    double s = (left >> NARROW_SUM) - nl * mean;
    weigh(s * s / ((double) nl * nr), feature, bin);
    return true;
  }

  private boolean large(long rows, long flagged) {
    return rows >= least && (!sided || (flagged >= minLeaf && rows - flagged >= minLeaf));
  }

  private void weigh(double gain, int feature, int bin) {
    if (gain > bestGain) {
      bestGain = gain;
      bestFeature = feature;
      bestCut = ((bin + 1) << shift) - 1 - offset;
    }
  }
}
