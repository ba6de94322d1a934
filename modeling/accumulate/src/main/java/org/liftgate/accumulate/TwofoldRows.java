package org.liftgate.accumulate;

/**
 * Columns of a block of rows in twice the precision of a double: highs and lows side by side. The
 * difference of a value and a mean, its product with a weight's root and sums of products keep
 * about 32 digits, so that squares of condition numbers up to 1e12 leave enough of them.
 */
final class TwofoldRows {
  private final double[][] high;
  private final double[][] low;

  TwofoldRows(int width) {
    high = new double[width][WeightedDesign.BLOCK];
    low = new double[width][WeightedDesign.BLOCK];
  }

  /**
   * Column j becomes (x - mean) * scale, exact but for the mean's own rounding.
   *
   * @param scale a power of two
   */
  void difference(int j, double[] x, int from, int m, Twofold mean, double scale) {
    double[] h = high[j];
    double[] l = low[j];
    double pivot = mean.high();
    double rest = mean.low();
    for (int i = 0; i < m; i++) {
      double a = x[from + i];
      double s = a - pivot;
      double t = s - a;
      double error = (a - (s - t)) - (pivot + t) - rest;
      double sum = s + error;
      h[i] = sum * scale;
      l[i] = (error - (sum - s)) * scale;
    }
  }

  /** Column j is one in every row. */
  void ones(int j, int m) {
    java.util.Arrays.fill(high[j], 0, m, 1);
    java.util.Arrays.fill(low[j], 0, m, 0);
  }

  /** Multiplies column j by doubles. */
  void multiply(int j, WeightedDesign design, int from, int m) {
    double[] h = high[j];
    double[] l = low[j];
    for (int i = 0; i < m; i++) {
      double root = design.root(from + i);
      double p = h[i] * root;
      l[i] = Math.fma(h[i], root, -p) + l[i] * root;
      h[i] = p;
    }
  }

  /** to[0] + to[1] += the sum of products of columns a and b over m rows. */
  void addProducts(int a, int b, int m, double[] to) {
    double[] ah = high[a];
    double[] al = low[a];
    double[] bh = high[b];
    double[] bl = low[b];
    double h = to[0];
    double l = to[1];
    for (int i = 0; i < m; i++) {
      double p = ah[i] * bh[i];
      double error = Math.fma(ah[i], bh[i], -p) + Math.fma(ah[i], bl[i], al[i] * bh[i]);
      double s = h + p;
      double t = s - h;
      l += ((h - (s - t)) + (p - t)) + error;
      h = s;
    }
    to[0] = h + l;
    to[1] = l - (to[0] - h);
  }

  /** Column {@code to} becomes 0. */
  void clear(int to, int m) {
    java.util.Arrays.fill(high[to], 0, m, 0);
    java.util.Arrays.fill(low[to], 0, m, 0);
  }

  /** Column {@code to} += factor times column {@code from}. */
  void add(Twofold factor, int from, int to, int m) {
    double[] fh = high[from];
    double[] fl = low[from];
    double[] th = high[to];
    double[] tl = low[to];
    double x = factor.high();
    double y = factor.low();
    for (int i = 0; i < m; i++) {
      double p = fh[i] * x;
      double error = Math.fma(fh[i], x, -p) + Math.fma(fh[i], y, fl[i] * x);
      double s = th[i] + p;
      double t = s - th[i];
      tl[i] += ((th[i] - (s - t)) + (p - t)) + error;
      th[i] = s;
    }
  }

  /** Column j as doubles. */
  void write(int j, int m, double[] to, int at) {
    for (int i = 0; i < m; i++) {
      to[at + i] = high[j][i] + low[j][i];
    }
  }
}
