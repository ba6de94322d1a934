package org.liftgate.accumulate;

import java.util.Arrays;

/**
 * (I - C)^-1/2 or (I - C)^-1 of a symmetric C with eigenvalues in [0, 1]: a power series where C is
 * small, as it is for most of many clusters, else eigenvectors. Directions in which I - C is
 * singular are left out.
 */
final class Correction {
  private static final double SINGULAR = 1e-10;

  /** Norm of C up to which the series is used; it then ends before 40 terms. */
  private static final double SMALL = 0.35;

  private static final int TERMS = 60;

  private final double[][] c;
  private final int type;
  private final boolean series;
  private final double[][] whole;

  /**
   * @param type 0 for I, 2 for the root, 3 for the inverse
   */
  Correction(double[][] c, int type) {
    this.c = c;
    this.type = type;
    this.series = type == 0 || norm(c) <= SMALL;
    this.whole = series ? new double[0][] : whole(c, type);
  }

  private static double norm(double[][] c) {
    double sum = 0;
    for (double[] row : c) {
      for (double v : row) {
        sum += v * v;
      }
    }
    return Math.sqrt(sum);
  }

  /** The matrix times v; a new array. */
  double[] times(double[] v) {
    if (type == 0) {
      return v.clone();
    }
    return series ? series(v) : LeverageCorrection.times(whole, v);
  }

  /** Sum of b_k C^k v; b_k is 1 for the inverse, b_k = b_(k-1) (2k-1)/(2k) for the root. */
  private double[] series(double[] v) {
    double[] sum = v.clone();
    double[] term = v;
    double start = largest(v);
    for (int k = 1; k < TERMS; k++) {
      term = LeverageCorrection.times(c, term);
      double factor = type == 2 ? (2 * k - 1.0) / (2 * k) : 1;
      for (int i = 0; i < term.length; i++) {
        term[i] *= factor;
        sum[i] += term[i];
      }
      if (largest(term) <= 1e-17 * start) {
        break;
      }
    }
    return sum;
  }

  private static double largest(double[] v) {
    double most = 0;
    for (double x : v) {
      most = Math.max(most, Math.abs(x));
    }
    return most;
  }

  private static double[][] whole(double[][] c, int type) {
    int k = c.length;
    var out = new double[k][k];
    var eigen = new SymmetricEigen(Arrays.stream(c).map(double[]::clone).toArray(double[][]::new));
    for (int i = 0; i < k; i++) {
      double rest = 1 - eigen.values[i];
      double f = rest < SINGULAR ? 0 : type == 2 ? 1 / Math.sqrt(rest) : 1 / rest;
      double[] v = eigen.vectors[i];
      for (int a = 0; a < k; a++) {
        for (int b = 0; b < k; b++) {
          out[a][b] += f * v[a] * v[b];
        }
      }
    }
    return out;
  }
}
