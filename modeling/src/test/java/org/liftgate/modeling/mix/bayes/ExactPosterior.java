package org.liftgate.modeling.mix.bayes;

/** Dense algebra on small systems, written apart from the sampler. */
final class ExactPosterior {
  private ExactPosterior() {}

  /** The inverse and, last, the log determinant by Gauss and Jordan. */
  static double[][] inverse(double[][] m, double[] logDeterminant) {
    int n = m.length;
    var a = new double[n][2 * n];
    for (int i = 0; i < n; i++) {
      System.arraycopy(m[i], 0, a[i], 0, n);
      a[i][n + i] = 1;
    }
    double log = 0;
    for (int p = 0; p < n; p++) {
      log += Math.log(a[p][p]);
      double pivot = a[p][p];
      for (int j = 0; j < 2 * n; j++) {
        a[p][j] /= pivot;
      }
      for (int i = 0; i < n; i++) {
        double f = a[i][p];
        for (int j = 0; j < 2 * n && i != p; j++) {
          a[i][j] -= f * a[p][j];
        }
      }
    }
    var out = new double[n][n];
    for (int i = 0; i < n; i++) {
      System.arraycopy(a[i], n, out[i], 0, n);
    }
    logDeterminant[0] = log;
    return out;
  }

  /** sigma2 (I + v^2 ZZ'), with an intercept among z. */
  static double[][] covariance(double[][] z, int n, double v, double sigma2) {
    var out = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double sum = i == j ? 1 : 0;
        for (double[] column : z) {
          sum += v * v * column[i] * column[j];
        }
        out[i][j] = sigma2 * sum;
      }
    }
    return out;
  }

  static double form(double[] x, double[][] m, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < y.length; j++) {
        sum += x[i] * m[i][j] * y[j];
      }
    }
    return sum;
  }
}
