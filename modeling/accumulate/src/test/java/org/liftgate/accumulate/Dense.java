package org.liftgate.accumulate;

import java.util.Arrays;

/** Least squares by brute force on the whole design matrix, to check the fast ways against. */
final class Dense {
  final double[] coefficients;
  final double[] residuals;
  final double[][] inverse;
  final double[][] x;

  private Dense(double[][] x, double[] y) {
    int p = x[0].length;
    var a = new double[p][2 * p + 1];
    for (int i = 0; i < p; i++) {
      for (int r = 0; r < y.length; r++) {
        for (int j = 0; j < p; j++) {
          a[i][j] += x[r][i] * x[r][j];
        }
        a[i][2 * p] += x[r][i] * y[r];
      }
      a[i][p + i] = 1;
    }
    eliminate(a, p);
    this.x = x;
    this.coefficients = new double[p];
    this.inverse = new double[p][];
    for (int i = 0; i < p; i++) {
      coefficients[i] = a[i][2 * p];
      inverse[i] = Arrays.copyOfRange(a[i], p, 2 * p);
    }
    this.residuals = new double[y.length];
    for (int r = 0; r < y.length; r++) {
      residuals[r] = y[r];
      for (int j = 0; j < p; j++) {
        residuals[r] -= x[r][j] * coefficients[j];
      }
    }
  }

  static Dense fit(double[][] x, double[] y) {
    return new Dense(x, y);
  }

  /** Gauss and Jordan with pivoting. */
  private static void eliminate(double[][] a, int p) {
    for (int c = 0; c < p; c++) {
      int best = c;
      for (int r = c; r < p; r++) {
        best = Math.abs(a[r][c]) > Math.abs(a[best][c]) ? r : best;
      }
      double[] swap = a[c];
      a[c] = a[best];
      a[best] = swap;
      double pivot = a[c][c];
      for (int j = 0; j < a[c].length; j++) {
        a[c][j] /= pivot;
      }
      for (int r = 0; r < p; r++) {
        double factor = a[r][c];
        for (int j = 0; r != c && factor != 0 && j < a[r].length; j++) {
          a[r][j] -= factor * a[c][j];
        }
      }
    }
  }

  /** Sandwich variance of the first k coefficients, scores summed by code. */
  double[][] clustered(int[] codes, int k) {
    int p = coefficients.length;
    var sums = new java.util.TreeMap<Integer, double[]>();
    for (int r = 0; r < residuals.length; r++) {
      double[] s = sums.computeIfAbsent(codes[r], c -> new double[p]);
      for (int j = 0; j < p; j++) {
        s[j] += x[r][j] * residuals[r];
      }
    }
    var v = new double[k][k];
    for (double[] s : sums.values()) {
      var t = new double[k];
      for (int i = 0; i < k; i++) {
        for (int j = 0; j < p; j++) {
          t[i] += inverse[i][j] * s[j];
        }
      }
      for (int i = 0; i < k; i++) {
        for (int j = 0; j < k; j++) {
          v[i][j] += t[i] * t[j];
        }
      }
    }
    return v;
  }

  double ssr() {
    return Arrays.stream(residuals).map(e -> e * e).sum();
  }
}
