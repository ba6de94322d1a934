package org.liftgate.modeling.mix.bayes;

import java.util.SplittableRandom;

/**
 * Controls integrated out: with gamma ~ N(0, sigma^2 v^2 I) the outcome less the channels is N(0,
 * sigma^2 (I + v^2 ZZ')), whose inverse is I - QQ', Q = Z L^-T, LL' = Z'Z + I / v^2 (Woodbury).
 */
final class Projection {
  private final int n;
  private final int k;
  private final double[][] lower;
  private final double[][] q;

  Projection(double[][] z, int n, double v) {
    this.n = n;
    this.k = z.length;
    this.lower = new double[k][k];
    for (int a = 0; a < k; a++) {
      for (int b = 0; b <= a; b++) {
        double sum = dot(z[a], z[b]) + (a == b ? 1 / (v * v) : 0);
        for (int i = 0; i < b; i++) {
          sum -= lower[a][i] * lower[b][i];
        }
        lower[a][b] = a == b ? Math.sqrt(sum) : sum / lower[b][b];
      }
    }
    this.q = new double[k][];
    for (int a = 0; a < k; a++) {
      double[] column = z[a].clone();
      for (int i = 0; i < a; i++) {
        for (int t = 0; t < n; t++) {
          column[t] -= lower[a][i] * q[i][t];
        }
      }
      for (int t = 0; t < n; t++) {
        column[t] /= lower[a][a];
      }
      q[a] = column;
    }
  }

  static double dot(double[] a, double[] b) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    int n = a.length;
    for (; i + 3 < n; i += 4) {
      s0 = Math.fma(a[i], b[i], s0);
      s1 = Math.fma(a[i + 1], b[i + 1], s1);
      s2 = Math.fma(a[i + 2], b[i + 2], s2);
      s3 = Math.fma(a[i + 3], b[i + 3], s3);
    }
    for (; i < n; i++) {
      s0 = Math.fma(a[i], b[i], s0);
    }
    return (s0 + s1) + (s2 + s3);
  }

  /** x'(I - QQ')x. */
  double square(double[] x) {
    double sum = dot(x, x);
    for (double[] column : q) {
      double d = dot(column, x);
      sum -= d * d;
    }
    return sum;
  }

  /** out = (I - QQ')x. */
  void apply(double[] x, double[] out) {
    System.arraycopy(x, 0, out, 0, n);
    for (double[] column : q) {
      double d = dot(column, x);
      for (int t = 0; t < n; t++) {
        out[t] = Math.fma(-d, column[t], out[t]);
      }
    }
  }

  /** A draw of gamma given the residual r of the channels: N(A Z'r, sigma^2 A), A = (LL')^-1. */
  double[] controls(double[] r, double sigma, SplittableRandom random) {
    var g = new double[k];
    for (int a = k - 1; a >= 0; a--) {
      double sum = dot(q[a], r) + sigma * random.nextGaussian();
      for (int b = a + 1; b < k; b++) {
        sum -= lower[b][a] * g[b];
      }
      g[a] = sum / lower[a][a];
    }
    return g;
  }
}
