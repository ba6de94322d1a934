package org.liftgate.accumulate;

/** Z_g'Z_g of each cluster, the lower triangles packed row by row. */
public final class ClusterGrams {
  private ClusterGrams() {}

  /**
   * Each pair of columns is summed in order of rows by one thread.
   *
   * @param codes n codes 0..clusters-1
   * @return clusters x p(p+1)/2
   */
  public static double[] of(WeightedDesign design, int[] codes, int clusters, Workers workers) {
    int p = design.width();
    int size = p * (p + 1) / 2;
    var grams = new double[Math.multiplyExact(clusters, size)];
    workers.map(
        p,
        a -> {
          var za = new double[WeightedDesign.BLOCK];
          var zb = new double[WeightedDesign.BLOCK];
          for (int at = 0; at < codes.length; at += WeightedDesign.BLOCK) {
            int m = Math.min(codes.length, at + WeightedDesign.BLOCK) - at;
            design.fill(a, at, at + m, za);
            for (int b = 0; b <= a; b++) {
              design.fill(b, at, at + m, zb);
              int place = a * (a + 1) / 2 + b;
              for (int i = 0; i < m; i++) {
                grams[codes[at + i] * size + place] += za[i] * zb[i];
              }
            }
          }
          return a;
        });
    return grams;
  }
}
