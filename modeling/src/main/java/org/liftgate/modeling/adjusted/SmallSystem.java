package org.liftgate.modeling.adjusted;

import java.util.Optional;

/** Systems of a handful of equations. */
final class SmallSystem {
  private static final double SINGULAR = 1e-8;

  private SmallSystem() {}

  /** Inverse by elimination with the largest pivot of a column; empty when one is next to zero. */
  static Optional<double[][]> inverse(double[][] matrix) {
    int m = matrix.length;
    double[][] work = new double[m][2 * m];
    for (int i = 0; i < m; i++) {
      System.arraycopy(matrix[i], 0, work[i], 0, m);
      work[i][m + i] = 1;
    }
    for (int k = 0; k < m; k++) {
      int best = k;
      for (int i = k + 1; i < m; i++) {
        best = Math.abs(work[i][k]) > Math.abs(work[best][k]) ? i : best;
      }
      double[] swap = work[k];
      work[k] = work[best];
      work[best] = swap;
      double pivot = work[k][k];
      if (!(Math.abs(pivot) > SINGULAR)) {
        return Optional.empty();
      }
      for (int j = 0; j < 2 * m; j++) {
        work[k][j] /= pivot;
      }
      for (int i = 0; i < m; i++) {
        double factor = work[i][k];
        for (int j = 0; i != k && factor != 0 && j < 2 * m; j++) {
          work[i][j] -= factor * work[k][j];
        }
      }
    }
    double[][] out = new double[m][];
    for (int i = 0; i < m; i++) {
      out[i] = java.util.Arrays.copyOfRange(work[i], m, 2 * m);
    }
    return Optional.of(out);
  }
}
