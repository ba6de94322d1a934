package org.liftgate.accumulate;

import java.util.List;

/** The second pass of a linear regression: residuals, leverages, scores. Mergeable. */
final class LinearScores {
  private final double[] means;
  private final double[] slopes;
  private final double[] inverse;
  private final List<int[]> clusterings;
  private final int width;
  private final double[] row;
  final double[] total;
  final ClusterSums[] clusters;

  /** HC0, HC2, HC3. */
  final double[][] meats;

  double ssr;

  LinearScores(LinearMoments m, double[] slopes, double[] inverse, List<int[]> clusterings) {
    this.slopes = slopes;
    this.inverse = inverse;
    this.clusterings = clusterings;
    this.width = slopes.length + 1;
    this.means = new double[width];
    for (int k = 0; k < width; k++) {
      means[k] = m.mean(k);
    }
    this.row = new double[width];
    this.total = new double[width];
    this.meats = new double[3][width * width];
    this.clusters = new ClusterSums[clusterings.size()];
    for (int c = 0; c < clusters.length; c++) {
      clusters[c] = new ClusterSums(width);
    }
  }

  /**
   * @param columns k+1 arrays, the outcome last
   */
  LinearScores add(double[][] columns, int from, int to) {
    for (int i = from; i < to; i++) {
      double e = columns[width - 1][i] - means[width - 1];
      row[0] = 1;
      for (int k = 0; k < width - 1; k++) {
        row[k + 1] = columns[k][i] - means[k];
        e -= row[k + 1] * slopes[k];
      }
      ssr += e * e;
      double spared = 1 - leverage();
      addMeats(e * e, e * e / spared, e * e / (spared * spared));
      addScores(i, e);
    }
    return this;
  }

  private double leverage() {
    double h = 0;
    for (int a = 0; a < width; a++) {
      double sum = 0;
      for (int b = 0; b < width; b++) {
        sum += inverse[a * width + b] * row[b];
      }
      h += sum * row[a];
    }
    return h;
  }

  private void addMeats(double... squares) {
    for (int type = 0; type < squares.length; type++) {
      for (int a = 0; a < width; a++) {
        double left = squares[type] * row[a];
        for (int b = 0; b < width; b++) {
          meats[type][a * width + b] += left * row[b];
        }
      }
    }
  }

  private void addScores(int i, double e) {
    for (int k = 0; k < width; k++) {
      total[k] += row[k] * e;
    }
    for (int c = 0; c < clusters.length; c++) {
      int at = clusters[c].at(clusterings.get(c)[i]);
      double[] values = clusters[c].values();
      for (int k = 0; k < width; k++) {
        values[at + k] += row[k] * e;
      }
    }
  }

  LinearScores merge(LinearScores other) {
    ssr += other.ssr;
    for (int k = 0; k < width; k++) {
      total[k] += other.total[k];
    }
    for (int type = 0; type < meats.length; type++) {
      for (int i = 0; i < meats[type].length; i++) {
        meats[type][i] += other.meats[type][i];
      }
    }
    for (int c = 0; c < clusters.length; c++) {
      clusters[c].merge(other.clusters[c]);
    }
    return this;
  }
}
