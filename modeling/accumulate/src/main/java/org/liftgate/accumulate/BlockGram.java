package org.liftgate.accumulate;

/**
 * Sums of products of m columns, taken in blocks of {@value #ROWS} rows that lie in the innermost
 * caches. Every product is kept in {@value #LANES} partial sums, so that loops are free of chains
 * of additions.
 */
final class BlockGram {
  static final int ROWS = 1024;
  private static final int LANES = 256;

  private final int width;
  private final int even;
  private final double[][] lanes;
  private final double[] zeros = new double[ROWS];

  BlockGram(int width) {
    this.width = width;
    this.even = width + (width & 1);
    int tiles = even / 2;
    this.lanes = new double[2 * tiles * (tiles + 1)][LANES];
  }

  /** Adds one block: {@code width} arrays of {@value #ROWS}, zero where rows are missing. */
  void add(double[][] block) {
    int at = 0;
    for (int a = 0; a < even; a += 2) {
      double[] a1 = a + 1 < width ? block[a + 1] : zeros;
      for (int b = 0; b <= a; b += 2) {
        double[] b1 = b + 1 < width ? block[b + 1] : zeros;
        row(block[a], block[b], b1, lanes[at], lanes[at + 1]);
        row(a1, block[b], b1, lanes[at + 2], lanes[at + 3]);
        at += 4;
      }
    }
  }

  /** Products of one column with two others. */
  private static void row(double[] a, double[] b0, double[] b1, double[] s0, double[] s1) {
    for (int i = 0; i < LANES; i++) {
      double v0 = a[i];
      double v1 = a[i + LANES];
      double v2 = a[i + 2 * LANES];
      double v3 = a[i + 3 * LANES];
      s0[i] =
          Math.fma(
              v3,
              b0[i + 3 * LANES],
              Math.fma(
                  v2, b0[i + 2 * LANES], Math.fma(v1, b0[i + LANES], Math.fma(v0, b0[i], s0[i]))));
      s1[i] =
          Math.fma(
              v3,
              b1[i + 3 * LANES],
              Math.fma(
                  v2, b1[i + 2 * LANES], Math.fma(v1, b1[i + LANES], Math.fma(v0, b1[i], s1[i]))));
    }
  }

  /** All sums, width x width, symmetric. */
  double[] products() {
    var out = new double[width * width];
    int at = 0;
    for (int a = 0; a < even; a += 2) {
      for (int b = 0; b <= a; b += 2) {
        for (int t = 0; t < 4; t++) {
          put(out, a + t / 2, b + t % 2, sum(lanes[at + t]));
        }
        at += 4;
      }
    }
    return out;
  }

  private void put(double[] out, int a, int b, double value) {
    if (a < width && b < width) {
      out[a * width + b] = value;
      out[b * width + a] = value;
    }
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double v : values) {
      sum += v;
    }
    return sum;
  }
}
