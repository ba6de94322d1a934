package org.liftgate.modeling.forest;

import org.jspecify.annotations.Nullable;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Estimate.Reason;

/**
 * A random forest for a mean (Breiman, 2001), each tree on rows drawn without replacement.
 *
 * <p>{@code new RegressionForest(ForestOptions.standard(1), Workers.all()).fit(columns, y)}
 */
public record RegressionForest(ForestOptions options, Workers workers) {
  private static final int MOST = 1 << Histogram.COUNT_BITS;

  /**
   * @param columns p arrays of n values
   * @param y n outcomes
   */
  public ForestFit fit(double[][] columns, double[] y) {
    return fit(columns, y, new double[0]);
  }

  /**
   * @param weights n values above 0, or empty
   * @return a refusal for missing or infinite values, weights not above 0, and too few rows
   */
  public ForestFit fit(double[][] columns, double[] y, double[] weights) {
    var refused = refusal(columns, y, weights);
    return refused != null
        ? refused
        : Forest.grow(
            BinnedFeatures.of(columns, workers), new MeanStrategy(y, weights), options, workers);
  }

  /**
   * On features that are in bins already.
   *
   * @param y n finite outcomes
   */
  public ForestFit fit(BinnedFeatures features, double[] y) {
    var refused = refusal(new double[][] {y}, y, new double[0]);
    return refused != null
        ? refused
        : Forest.grow(features, new MeanStrategy(y, new double[0]), options, workers);
  }

  private ForestFit.@Nullable Refused refusal(double[][] columns, double[] y, double[] weights) {
    if (y.length >= MOST) {
      throw new IllegalArgumentException("rows (" + y.length + ") must be below " + MOST);
    }
    if (y.length < 2 || columns.length == 0) {
      return new ForestFit.Refused(
          Reason.NO_ROWS, "A forest needs two rows and a feature at least.");
    }
    for (int k = 0; k < columns.length; k++) {
      int bad = notFinite(columns[k]);
      if (bad >= 0) {
        return refused("Feature %d is missing or infinite in row %d.".formatted(k, bad));
      }
    }
    if (notFinite(y) >= 0) {
      return refused("The outcome is missing or infinite in row %d.".formatted(notFinite(y)));
    }
    for (int i = 0; i < weights.length; i++) {
      if (!(weights[i] > 0) || Double.isInfinite(weights[i])) {
        return refused("The weight of row %d is not above 0.".formatted(i));
      }
    }
    return null;
  }

  private static ForestFit.Refused refused(String detail) {
    return new ForestFit.Refused(Reason.NOT_FINITE, detail);
  }

  private static int notFinite(double[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        return i;
      }
    }
    return -1;
  }
}
