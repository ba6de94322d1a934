package org.liftgate.accumulate;

/**
 * Sufficient statistics of a linear regression: rows, sums and products of k columns and the
 * outcome, taken about fixed pivots so that large levels cost no digits. Mergeable by addition.
 */
public final class LinearMoments {
  private static final int BLOCK = 1024;

  private final double[] pivots;
  private final int width;
  private final double[] sums;
  private final double[] products;
  private long rows;

  /**
   * @param pivots k+1 values near the columns and, last, the outcome
   */
  public LinearMoments(double[] pivots) {
    this.pivots = pivots.clone();
    this.width = pivots.length;
    this.sums = new double[width];
    this.products = new double[width * width];
  }

  /**
   * Adds rows {@code from} to {@code to} (exclusive).
   *
   * @param columns k+1 arrays, the outcome last
   */
  public LinearMoments add(double[][] columns, int from, int to) {
    var block = new double[width][BLOCK];
    for (int at = from; at < to; at += BLOCK) {
      int m = Math.min(BLOCK, to - at);
      for (int k = 0; k < width; k++) {
        sums[k] += shift(columns[k], pivots[k], at, m, block[k]);
      }
      for (int a = 0; a < width; a++) {
        for (int b = 0; b <= a; b++) {
          products[a * width + b] += dot(block[a], block[b], m);
        }
      }
    }
    rows += to - from;
    return this;
  }

  private static double shift(double[] column, double pivot, int at, int m, double[] out) {
    double sum = 0;
    for (int i = 0; i < m; i++) {
      out[i] = column[at + i] - pivot;
      sum += out[i];
    }
    return sum;
  }

  /** Four chained sums: a quarter of the latency of one, always in the same order. */
  private static double dot(double[] a, double[] b, int m) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < m; i += 4) {
      s0 = Math.fma(a[i], b[i], s0);
      s1 = Math.fma(a[i + 1], b[i + 1], s1);
      s2 = Math.fma(a[i + 2], b[i + 2], s2);
      s3 = Math.fma(a[i + 3], b[i + 3], s3);
    }
    for (; i < m; i++) {
      s0 = Math.fma(a[i], b[i], s0);
    }
    return (s0 + s1) + (s2 + s3);
  }

  /** Adds another's rows; both must have been made with the same pivots. */
  public LinearMoments merge(LinearMoments other) {
    if (!java.util.Arrays.equals(pivots, other.pivots)) {
      throw new IllegalArgumentException("moments to merge must share their pivots");
    }
    for (int k = 0; k < width; k++) {
      sums[k] += other.sums[k];
    }
    for (int i = 0; i < products.length; i++) {
      products[i] += other.products[i];
    }
    rows += other.rows;
    return this;
  }

  /** The same sums, to be added to without changing these. */
  public LinearMoments copy() {
    return new LinearMoments(pivots).merge(this);
  }

  public long rows() {
    return rows;
  }

  /** Mean of a column; the outcome's is the last. */
  public double mean(int k) {
    return pivots[k] + sums[k] / rows;
  }

  /** Sum of products of two columns about their means. */
  public double centred(int a, int b) {
    double raw = products[Math.max(a, b) * width + Math.min(a, b)];
    return raw - sums[a] * (sums[b] / rows);
  }

  /** Sum of squares of a column about its pivot: what its centred square is rounding against. */
  double square(int k) {
    return products[k * width + k];
  }

  int columns() {
    return width - 1;
  }
}
