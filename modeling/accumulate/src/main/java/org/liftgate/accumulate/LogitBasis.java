package org.liftgate.accumulate;

/**
 * Columns (x - centre) * scale in which a logistic regression is solved, and the way back.
 *
 * @param centres k values near the means of the columns
 * @param scales k values near one over their standard deviations
 */
record LogitBasis(double[] centres, double[] scales) {

  int width() {
    return centres.length + 1;
  }

  /** Coefficients of the columns as given, the intercept first. */
  double[] coefficients(double[] b) {
    double[] out = b.clone();
    for (int k = 1; k < b.length; k++) {
      out[k] = b[k] * scales[k - 1];
      out[0] -= out[k] * centres[k - 1];
    }
    return out;
  }

  /** T V T' with T = (1, -centre * scale; 0, diag(scale)), V row by row. */
  double[][] covariance(double[] v) {
    int p = width();
    var half = new double[p][p];
    for (int j = 0; j < p; j++) {
      half[0][j] = v[j];
      for (int k = 1; k < p; k++) {
        half[k][j] = scales[k - 1] * v[k * p + j];
        half[0][j] -= centres[k - 1] * half[k][j];
      }
    }
    var out = new double[p][p];
    for (int i = 0; i < p; i++) {
      out[i][0] = half[i][0];
      for (int k = 1; k < p; k++) {
        out[i][k] = scales[k - 1] * half[i][k];
        out[i][0] -= centres[k - 1] * out[i][k];
      }
    }
    return out;
  }

  /** Row i: 1 and the columns, centred and scaled. */
  void row(double[][] columns, int i, double[] out) {
    out[0] = 1;
    for (int k = 1; k < out.length; k++) {
      out[k] = (columns[k - 1][i] - centres[k - 1]) * scales[k - 1];
    }
  }

  /** b0 + sum b_k x_k for rows from to (exclusive). */
  void predict(double[][] columns, double[] b, double[] out, int from, int to) {
    java.util.Arrays.fill(out, from, to, b[0]);
    for (int k = 1; k < b.length; k++) {
      add(columns[k - 1], centres[k - 1], b[k] * scales[k - 1], out, from, to);
    }
  }

  private static void add(double[] x, double centre, double b, double[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      out[i] = Math.fma(b, x[i] - centre, out[i]);
    }
  }
}
