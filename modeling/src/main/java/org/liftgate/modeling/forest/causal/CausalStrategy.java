package org.liftgate.modeling.forest.causal;

import org.liftgate.modeling.forest.ForestStrategy;

/**
 * Splits that separate slopes of outcome on treatment (Athey, Tibshirani and Wager, 2019, section
 * 6.1): rows of a node are relabelled by how each pulls the node's slope, rho = (W - mean W) (Y -
 * mean Y - slope (W - mean W)). Leaves keep means of Y, W, W Y and W W; averaged over trees they
 * give the slope (WY - W Y) / (WW - W W).
 *
 * @param sides n flags, 1 where the treatment is above what features predict; each child keeps some
 *     of either
 * @param units n codes of rows drawn as one, or empty
 * @param statistics Y, W, W Y and W W of residuals
 */
record CausalStrategy(byte[] sides, int[] units, double[][] statistics) implements ForestStrategy {
  private static final int Y = 0;
  private static final int W = 1;
  private static final int WY = 2;
  private static final int WW = 3;

  /** Share of the treatment's residual variance below which it counts as constant. */
  private static final double FLAT = 1e-9;

  static CausalStrategy of(double[] outcome, double[] treatment, int[] units) {
    int n = outcome.length;
    var product = new double[n];
    var square = new double[n];
    var sides = new byte[n];
    for (int i = 0; i < n; i++) {
      product[i] = treatment[i] * outcome[i];
      square[i] = treatment[i] * treatment[i];
      sides[i] = (byte) (treatment[i] > 0 ? 1 : 0);
    }
    return new CausalStrategy(sides, units, new double[][] {outcome, treatment, product, square});
  }

  @Override
  public double[] weights() {
    return new double[0];
  }

  @Override
  public ForestStrategy take(int[] rows, int count) {
    var outcome = new double[count];
    var treatment = new double[count];
    var flags = new byte[count];
    for (int i = 0; i < count; i++) {
      outcome[i] = statistics[Y][rows[i]];
      treatment[i] = statistics[W][rows[i]];
      flags[i] = sides[rows[i]];
    }
    return new CausalStrategy(flags, new int[0], new double[][] {outcome, treatment});
  }

  @Override
  public boolean fixed() {
    return false;
  }

  @Override
  public boolean relabel(int[] rows, int from, int to, double[] out) {
    double[] outcome = statistics[Y];
    double[] treatment = statistics[W];
    double y = 0;
    double w = 0;
    double wy = 0;
    double ww = 0;
    int count = to - from;
    for (int i = from; i < to; i++) {
      double yi = outcome[rows[i]];
      double wi = treatment[rows[i]];
      y += yi;
      w += wi;
      wy += wi * yi;
      ww += wi * wi;
    }
    y /= count;
    w /= count;
    double spread = ww - count * w * w;
    if (!(spread > FLAT * ww)) {
      return false;
    }
    double slope = (wy - count * w * y) / spread;
    for (int i = from; i < to; i++) {
      double d = treatment[rows[i]] - w;
      out[i - from] = d * (outcome[rows[i]] - y - slope * d);
    }
    return true;
  }

  /** NaN where the treatment does not vary among the rows that speak. */
  @Override
  public double predict(double[] a, int o) {
    double spread = spread(a, o);
    return spread > 0 ? (a[o + WY] - a[o + W] * a[o + Y]) / spread : Double.NaN;
  }

  @Override
  public double[] gradient(double[] a, int o) {
    double spread = spread(a, o);
    double slope = (a[o + WY] - a[o + W] * a[o + Y]) / spread;
    return new double[] {
      -a[o + W] / spread, (2 * slope * a[o + W] - a[o + Y]) / spread, 1 / spread, -slope / spread
    };
  }

  private static double spread(double[] a, int o) {
    double spread = a[o + WW] - a[o + W] * a[o + W];
    return spread > FLAT * a[o + WW] ? spread : 0;
  }
}
