package org.liftgate.accumulate;

/** Sums of z_j v over the rows of each cluster, for the p columns z of a design. */
public final class ClusterTotals {
  private ClusterTotals() {}

  /**
   * Each column is summed in order of rows by one thread, so threads do not change the bytes.
   *
   * @param v n values
   * @param codes n codes 0..clusters-1
   * @return clusters x p, row by row
   */
  public static double[] of(
      WeightedDesign design, double[] v, int[] codes, int clusters, Workers workers) {
    int p = design.width();
    var totals = new double[clusters * p];
    workers.map(
        p,
        j -> {
          var sums = new double[clusters];
          var z = new double[WeightedDesign.BLOCK];
          for (int at = 0; at < v.length; at += WeightedDesign.BLOCK) {
            int m = Math.min(v.length, at + WeightedDesign.BLOCK) - at;
            design.fill(j, at, at + m, z);
            add(sums, z, v, codes, at, m);
          }
          for (int g = 0; g < clusters; g++) {
            totals[g * p + j] = sums[g];
          }
          return j;
        });
    return totals;
  }

  private static void add(double[] sums, double[] z, double[] v, int[] codes, int at, int m) {
    for (int i = 0; i < m; i++) {
      sums[codes[at + i]] += z[i] * v[at + i];
    }
  }

  /** Sum over clusters of s s', p x p. */
  public static double[] meat(double[] totals, int p) {
    var meat = new double[p * p];
    for (int at = 0; at < totals.length; at += p) {
      for (int a = 0; a < p; a++) {
        double s = totals[at + a];
        for (int b = 0; b < p; b++) {
          meat[a * p + b] += s * totals[at + b];
        }
      }
    }
    return meat;
  }
}
