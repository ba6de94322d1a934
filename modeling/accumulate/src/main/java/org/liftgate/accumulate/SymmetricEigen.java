package org.liftgate.accumulate;

/** Eigenvalues and vectors of a small symmetric matrix by Jacobi rotations. */
final class SymmetricEigen {
  private static final int SWEEPS = 60;

  /** k values, in no order. */
  final double[] values;

  /** Vector i is row i. */
  final double[][] vectors;

  /**
   * @param a k x k, overwritten
   */
  SymmetricEigen(double[][] a) {
    int k = a.length;
    vectors = new double[k][k];
    for (int i = 0; i < k; i++) {
      vectors[i][i] = 1;
    }
    double whole = squares(a, false);
    for (int sweep = 0; sweep < SWEEPS && squares(a, true) > 1e-32 * whole; sweep++) {
      for (int p = 0; p < k - 1; p++) {
        for (int q = p + 1; q < k; q++) {
          rotate(a, p, q);
        }
      }
    }
    values = new double[k];
    for (int i = 0; i < k; i++) {
      values[i] = a[i][i];
    }
  }

  private static double squares(double[][] a, boolean off) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a.length; j++) {
        sum += off && i == j ? 0 : a[i][j] * a[i][j];
      }
    }
    return sum;
  }

  private void rotate(double[][] a, int p, int q) {
    double apq = a[p][q];
    if (apq == 0) {
      return;
    }
    double theta = (a[q][q] - a[p][p]) / (2 * apq);
    double t = Math.copySign(1, theta) / (Math.abs(theta) + Math.hypot(1, theta));
    double c = 1 / Math.hypot(1, t);
    double s = c * t;
    for (int i = 0; i < a.length; i++) {
      double aip = a[i][p];
      double aiq = a[i][q];
      a[i][p] = c * aip - s * aiq;
      a[i][q] = s * aip + c * aiq;
    }
    turn(a[p], a[q], c, s);
    turn(vectors[p], vectors[q], c, s);
  }

  private static void turn(double[] x, double[] y, double c, double s) {
    for (int i = 0; i < x.length; i++) {
      double v = x[i];
      x[i] = c * v - s * y[i];
      y[i] = s * v + c * y[i];
    }
  }
}
