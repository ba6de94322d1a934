package org.liftgate.accumulate;

/** Sums of the second pass: residual squares, scores by cluster, the robust meat. Mergeable. */
final class Scores {
  final double[] total;
  final ClusterSums[] clusters;
  private final double[] meat;
  double ssr;

  Scores(int slopes, int clusterings, boolean robust) {
    this.total = new double[slopes];
    this.clusters = new ClusterSums[clusterings];
    for (int c = 0; c < clusterings; c++) {
      clusters[c] = new ClusterSums(slopes);
    }
    this.meat = new double[robust ? slopes * slopes : 0];
  }

  boolean robust() {
    return meat.length > 0;
  }

  double[] meat() {
    return meat;
  }

  void addRobust(double[] x, double e) {
    for (int a = 0; a < (robust() ? x.length : 0); a++) {
      double s = x[a] * e * e;
      for (int b = 0; b < x.length; b++) {
        meat[a * x.length + b] += s * x[b];
      }
    }
  }

  Scores merge(Scores other) {
    ssr += other.ssr;
    for (int k = 0; k < total.length; k++) {
      total[k] += other.total[k];
    }
    for (int i = 0; i < meat.length; i++) {
      meat[i] += other.meat[i];
    }
    for (int c = 0; c < clusters.length; c++) {
      clusters[c].merge(other.clusters[c]);
    }
    return this;
  }
}
