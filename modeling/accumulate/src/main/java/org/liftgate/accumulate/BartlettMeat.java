package org.liftgate.accumulate;

/**
 * The long-run covariance of scores in the order of rows, with Bartlett weights 1 - l/(L+1) (Newey
 * and West, 1987).
 */
public final class BartlettMeat {
  private BartlettMeat() {}

  /**
   * @param v n residuals
   * @param lags L
   * @return sum over t and s of weight(|t-s|) u_t u_s', p x p
   */
  public static double[] of(WeightedDesign design, double[] v, int lags, Workers workers) {
    int p = design.width();
    int n = v.length;
    var total = new double[p * p];
    workers
        .map(Chunks.count(n), c -> chunk(design, v, lags, Chunks.start(c), Chunks.end(c, n)))
        .forEach(
            part -> {
              for (int i = 0; i < total.length; i++) {
                total[i] += part[i];
              }
            });
    var meat = new double[p * p];
    for (int a = 0; a < p; a++) {
      for (int b = 0; b < p; b++) {
        meat[a * p + b] = total[a * p + b] + total[b * p + a];
      }
    }
    return meat;
  }

  /** Sum over t of u_t (u_t / 2 + weighted earlier scores)'. */
  private static double[] chunk(WeightedDesign design, double[] v, int lags, int from, int to) {
    int p = design.width();
    int first = Math.max(0, from - lags);
    var u = new double[p][to - first];
    var earlier = new double[p][to - first];
    for (int j = 0; j < p; j++) {
      design.fill(j, first, to, u[j]);
      for (int i = first; i < to; i++) {
        u[j][i - first] *= v[i];
      }
      for (int i = from - first; i < to - first; i++) {
        double sum = u[j][i] / 2;
        for (int l = 1; l <= Math.min(lags, i); l++) {
          sum += (1 - l / (lags + 1.0)) * u[j][i - l];
        }
        earlier[j][i] = sum;
      }
    }
    var out = new double[p * p];
    for (int a = 0; a < p; a++) {
      for (int b = 0; b < p; b++) {
        double sum = 0;
        for (int i = from - first; i < to - first; i++) {
          sum += u[a][i] * earlier[b][i];
        }
        out[a * p + b] = sum;
      }
    }
    return out;
  }
}
