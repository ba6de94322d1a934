package org.liftgate.modeling.iv;

/** Small dense algebra, written plainly. */
final class Dense {
  private Dense() {}

  static double[][] cross(double[][] a, double[][] b) {
    var out = new double[a.length][b.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < b.length; j++) {
        for (int r = 0; r < a[i].length; r++) {
          out[i][j] += a[i][r] * b[j][r];
        }
      }
    }
    return out;
  }

  /** By Gauss and Jordan with pivoting. */
  static double[][] inverse(double[][] matrix) {
    int n = matrix.length;
    var m = new double[n][2 * n];
    for (int i = 0; i < n; i++) {
      System.arraycopy(matrix[i], 0, m[i], 0, n);
      m[i][n + i] = 1;
    }
    for (int c = 0; c < n; c++) {
      int pivot = c;
      for (int i = c + 1; i < n; i++) {
        pivot = Math.abs(m[i][c]) > Math.abs(m[pivot][c]) ? i : pivot;
      }
      double[] row = m[pivot];
      m[pivot] = m[c];
      m[c] = row;
      double scale = 1 / row[c];
      for (int j = 0; j < 2 * n; j++) {
        row[j] *= scale;
      }
      for (int i = 0; i < n; i++) {
        double f = m[i][c];
        for (int j = 0; i != c && j < 2 * n; j++) {
          m[i][j] -= f * row[j];
        }
      }
    }
    var out = new double[n][n];
    for (int i = 0; i < n; i++) {
      System.arraycopy(m[i], n, out[i], 0, n);
    }
    return out;
  }

  static double[] coefficients(double[][] x, double[] y) {
    double[][] inverse = inverse(cross(x, x));
    double[][] xy = cross(x, new double[][] {y});
    var b = new double[x.length];
    for (int i = 0; i < b.length; i++) {
      for (int j = 0; j < b.length; j++) {
        b[i] += inverse[i][j] * xy[j][0];
      }
    }
    return b;
  }

  static double[] fitted(double[][] x, double[] y) {
    double[] b = coefficients(x, y);
    var out = new double[y.length];
    for (int k = 0; k < b.length; k++) {
      for (int i = 0; i < out.length; i++) {
        out[i] += b[k] * x[k][i];
      }
    }
    return out;
  }
}
