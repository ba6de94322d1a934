package org.liftgate.modeling.mix;

import org.jspecify.annotations.Nullable;

/**
 * How near predictions come.
 *
 * @param mae mean absolute error, in units of the outcome
 * @param rmse root mean squared error
 * @param r2 1 - squared errors / squares about the mean of the same weeks; it may be negative, and
 *     is null where the outcome does not vary
 */
public record Accuracy(int weeks, double mae, double rmse, @Nullable Double r2) {

  /** Of rows from (inclusive) to (exclusive), at least one. */
  public static Accuracy of(double[] outcome, double[] predicted, int from, int to) {
    double absolute = 0;
    double squares = 0;
    double sum = 0;
    for (int i = from; i < to; i++) {
      double e = outcome[i] - predicted[i];
      absolute += Math.abs(e);
      squares += e * e;
      sum += outcome[i];
    }
    int n = to - from;
    double mean = sum / n;
    double total = 0;
    for (int i = from; i < to; i++) {
      total += (outcome[i] - mean) * (outcome[i] - mean);
    }
    return new Accuracy(
        n, absolute / n, Math.sqrt(squares / n), total > 0 ? 1 - squares / total : null);
  }
}
