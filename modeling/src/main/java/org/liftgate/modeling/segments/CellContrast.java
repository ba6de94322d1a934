package org.liftgate.modeling.segments;

/**
 * A signed sum of cell means with cluster-robust uncertainty: the saturated regression on the
 * cells' dummies, whose leverage has a closed form. A row of cluster g in cell c has leverage 1/n_c
 * with the cluster's m_gc rows there, so CR2 (Bell and McCaffrey, 2002) divides the cluster's sum
 * of residuals in the cell by sqrt(1 - m_gc / n_c). Degrees of freedom are Satterthwaite's under
 * independent errors (Pustejovsky and Tipton, 2018).
 *
 * @param value the signed sum
 * @param plain G influences whose squares sum to the CR0 variance
 * @param corrected G influences whose squares sum to the CR2 variance
 * @param df Satterthwaite degrees of freedom of the CR2 variance
 * @param rows in the cells
 * @param present G flags: the cluster has rows in the cells
 * @param least clusters in each cell, the fewest of them
 */
record CellContrast(
    double value,
    double[] plain,
    double[] corrected,
    double df,
    int rows,
    boolean[] present,
    int[] least) {

  /**
   * @param cell n cells, -1 for rows outside
   * @param signs of the cells
   */
  static CellContrast of(
      double[] outcome, int[] cluster, int clusters, int[] cell, double[] signs) {
    int cells = signs.length;
    var count = new int[clusters * cells];
    var sum = new double[clusters * cells];
    var n = new double[cells];
    var mean = new double[cells];
    int rows = 0;
    for (int i = 0; i < outcome.length; i++) {
      if (cell[i] >= 0) {
        n[cell[i]]++;
        mean[cell[i]] += outcome[i];
        rows++;
      }
    }
    for (int c = 0; c < cells; c++) {
      mean[c] /= n[c];
    }
    var present = new boolean[clusters];
    for (int i = 0; i < outcome.length; i++) {
      if (cell[i] >= 0) {
        int at = cluster[i] * cells + cell[i];
        count[at]++;
        sum[at] += outcome[i] - mean[cell[i]];
        present[cluster[i]] = true;
      }
    }
    double value = 0;
    for (int c = 0; c < cells; c++) {
      value += signs[c] * mean[c];
    }
    return new Builder(clusters, cells, signs, count, sum, n).build(value, rows, present);
  }

  double variance(boolean leverage) {
    double total = 0;
    for (double v : leverage ? corrected : plain) {
      total += v * v;
    }
    return total;
  }

  int clusters() {
    int all = 0;
    for (boolean p : present) {
      all += p ? 1 : 0;
    }
    return all;
  }

  private record Builder(
      int clusters, int cells, double[] signs, int[] count, double[] sum, double[] n) {

    CellContrast build(double value, int rows, boolean[] present) {
      var plain = new double[clusters];
      var corrected = new double[clusters];
      var least = new int[cells];
      var diagonal = new double[clusters];
      var weight = new double[clusters * cells];
      for (int g = 0; g < clusters; g++) {
        for (int c = 0; c < cells; c++) {
          int m = count[g * cells + c];
          if (m == 0) {
            continue;
          }
          least[c]++;
          double root = Math.sqrt(1 - m / n[c]);
          double a = root > 0 ? signs[c] / (n[c] * root) : 0;
          plain[g] += signs[c] * sum[g * cells + c] / n[c];
          corrected[g] += a * sum[g * cells + c];
          diagonal[g] += a * a * m;
          weight[g * cells + c] = a * m;
        }
      }
      return new CellContrast(
          value, plain, corrected, satterthwaite(diagonal, weight), rows, present, least);
    }

    /** tr(P)^2 / |P|^2 with P = diag(d) - sum over cells of w_c w_c' / n_c. */
    private double satterthwaite(double[] diagonal, double[] weight) {
      double trace = 0;
      double norm = 0;
      for (int g = 0; g < clusters; g++) {
        double own = 0;
        for (int c = 0; c < cells; c++) {
          double w = weight[g * cells + c];
          own += w * w / n[c];
        }
        trace += diagonal[g] - own;
        norm += diagonal[g] * diagonal[g] - 2 * diagonal[g] * own;
      }
      for (int a = 0; a < cells; a++) {
        for (int b = 0; b < cells; b++) {
          double product = 0;
          for (int g = 0; g < clusters; g++) {
            product += weight[g * cells + a] * weight[g * cells + b];
          }
          norm += product * product / (n[a] * n[b]);
        }
      }
      return norm > 0 ? trace * trace / norm : 0;
    }
  }
}
