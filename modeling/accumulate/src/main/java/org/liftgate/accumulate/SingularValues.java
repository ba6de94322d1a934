package org.liftgate.accumulate;

import java.util.Arrays;

/** Singular values by one-sided Jacobi rotations, accurate also for the small ones. */
final class SingularValues {
  private static final int SWEEPS = 60;

  private SingularValues() {}

  /**
   * @param columns k arrays of m values, overwritten
   * @return k values, descending
   */
  static double[] of(double[][] columns) {
    int k = columns.length;
    boolean turned = true;
    for (int sweep = 0; sweep < SWEEPS && turned; sweep++) {
      turned = false;
      for (int a = 0; a < k - 1; a++) {
        for (int b = a + 1; b < k; b++) {
          turned |= rotate(columns[a], columns[b]);
        }
      }
    }
    double[] values = Arrays.stream(columns).mapToDouble(c -> Math.sqrt(dot(c, c))).toArray();
    Arrays.sort(values);
    for (int i = 0; i < k / 2; i++) {
      double v = values[i];
      values[i] = values[k - 1 - i];
      values[k - 1 - i] = v;
    }
    return values;
  }

  private static boolean rotate(double[] x, double[] y) {
    double xx = dot(x, x);
    double yy = dot(y, y);
    double xy = dot(x, y);
    if (!(Math.abs(xy) > 1e-15 * Math.sqrt(xx) * Math.sqrt(yy))) {
      return false;
    }
    double zeta = (yy - xx) / (2 * xy);
    double t = Math.copySign(1, zeta) / (Math.abs(zeta) + Math.hypot(1, zeta));
    double c = 1 / Math.hypot(1, t);
    double s = c * t;
    for (int i = 0; i < x.length; i++) {
      double v = x[i];
      x[i] = c * v - s * y[i];
      y[i] = s * v + c * y[i];
    }
    return true;
  }

  private static double dot(double[] a, double[] b) {
    return CrossProducts.dot(a, b, a.length);
  }
}
