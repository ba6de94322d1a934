package org.liftgate.accumulate;

/**
 * Sufficient statistics of a linear regression: rows, sums and products of k columns and the
 * outcome, taken about fixed pivots so that large levels cost no digits. Mergeable by addition.
 */
public final class LinearMoments {
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
    var block = new double[width + 1][Gram.BLOCK];
    var gram = new Gram(width + 1);
    for (int at = from; at < to; at += Gram.BLOCK) {
      int m = Math.min(Gram.BLOCK, to - at);
      for (int k = 0; k < width; k++) {
        shift(columns[k], pivots[k], at, m, block[k]);
      }
      java.util.Arrays.fill(block[width], 1);
      gram.add(block, m);
    }
    collect(gram.products());
    rows += to - from;
    return this;
  }

  /** The last column is one in every row, so that its products are sums. */
  private void collect(double[] sumsOfProducts) {
    int all = width + 1;
    for (int a = 0; a < width; a++) {
      sums[a] += sumsOfProducts[width * all + a];
      for (int b = 0; b <= a; b++) {
        products[a * width + b] += sumsOfProducts[a * all + b];
      }
    }
  }

  /** out = column from {@code at} on, less a value. */
  static void shift(double[] column, double pivot, int at, int m, double[] out) {
    for (int i = 0; i < m; i++) {
      out[i] = column[at + i] - pivot;
    }
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
