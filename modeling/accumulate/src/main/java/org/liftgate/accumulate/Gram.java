package org.liftgate.accumulate;

/**
 * Sums of products of columns, block by block: each pair has 256 lanes, so that a block of 1,024
 * rows is four chained multiply-adds a lane and nothing is summed up before the end. Two columns
 * are multiplied by a third at a time. Mergeable by addition.
 */
final class Gram {
  /** Rows of a block. */
  static final int BLOCK = 1024;

  private static final int LANES = 256;

  private final int width;
  private final double[][] lanes;

  /**
   * @param width columns
   */
  Gram(int width) {
    this.width = width;
    this.lanes = new double[width * (width + 1) / 2][LANES];
  }

  private double[] lanes(int a, int b) {
    return lanes[a * (a + 1) / 2 + b];
  }

  /**
   * Adds the first m rows of the columns; overwrites what follows them with zeros.
   *
   * @param block width arrays of {@link #BLOCK} values
   */
  void add(double[][] block, int m) {
    if (m < BLOCK) {
      for (int k = 0; k < width; k++) {
        java.util.Arrays.fill(block[k], m, BLOCK, 0);
      }
    }
    for (int b = 0; b < width; b += 2) {
      lower(block, b);
    }
  }

  /** Products of two columns with themselves and all that come after. */
  private void lower(double[][] block, int b) {
    boolean both = b + 1 < width;
    one(block[b], block[b], lanes(b, b));
    for (int a = b + 1; a < width && both; a++) {
      two(block[a], block[b], block[b + 1], lanes(a, b), lanes(a, b + 1));
    }
  }

  private static void one(double[] a, double[] b, double[] to) {
    for (int i = 0; i < LANES; i++) {
      to[i] =
          Math.fma(
              a[i + 768],
              b[i + 768],
              Math.fma(
                  a[i + 512],
                  b[i + 512],
                  Math.fma(a[i + 256], b[i + 256], Math.fma(a[i], b[i], to[i]))));
    }
  }

  private static void two(double[] a, double[] b, double[] c, double[] to, double[] next) {
    for (int i = 0; i < LANES; i++) {
      double p = a[i];
      double q = a[i + 256];
      double r = a[i + 512];
      double s = a[i + 768];
      to[i] =
          Math.fma(
              s,
              b[i + 768],
              Math.fma(r, b[i + 512], Math.fma(q, b[i + 256], Math.fma(p, b[i], to[i]))));
      next[i] =
          Math.fma(
              s,
              c[i + 768],
              Math.fma(r, c[i + 512], Math.fma(q, c[i + 256], Math.fma(p, c[i], next[i]))));
    }
  }

  /** Lower triangle, width x width, row by row. */
  double[] products() {
    var out = new double[width * width];
    for (int a = 0; a < width; a++) {
      for (int b = 0; b <= a; b++) {
        out[a * width + b] = folded(lanes(a, b));
      }
    }
    return out;
  }

  private static double folded(double[] lanes) {
    double[] sums = lanes.clone();
    for (int half = LANES / 2; half > 0; half /= 2) {
      for (int i = 0; i < half; i++) {
        sums[i] += sums[i + half];
      }
    }
    return sums[0];
  }
}
