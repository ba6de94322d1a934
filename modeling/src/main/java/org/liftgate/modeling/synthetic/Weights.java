package org.liftgate.modeling.synthetic;

import java.util.Arrays;

/**
 * Weights of controls and of periods before the start.
 *
 * @param omega N0 weights of controls, summing to 1
 * @param lambda T0 weights of periods before; they sum to 1, or are all 0 for synthetic control
 */
public record Weights(double[] omega, double[] lambda) {
  static double[] uniform(int n) {
    var w = new double[n];
    Arrays.fill(w, 1.0 / n);
    return w;
  }

  /** What was below a quarter of the largest weight becomes 0; the rest sums to 1 again. */
  static double[] sparse(double[] w) {
    double most = Arrays.stream(w).max().orElse(0);
    return normal(Arrays.stream(w).map(v -> v <= most / 4 ? 0 : v).toArray());
  }

  /** Scaled to sum to 1; equal weights where the sum is 0. */
  static double[] normal(double[] w) {
    double sum = Arrays.stream(w).sum();
    return sum == 0 ? uniform(w.length) : Arrays.stream(w).map(v -> v / sum).toArray();
  }

  /** Mean after the start less the weighted mean before, of one unit's outcomes. */
  double contrast(double[] y) {
    int before = lambda.length;
    double after = 0;
    for (int t = before; t < y.length; t++) {
      after += y[t];
    }
    double sum = after / (y.length - before);
    for (int t = 0; t < before; t++) {
      sum -= lambda[t] * y[t];
    }
    return sum;
  }
}
