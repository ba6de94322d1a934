package org.liftgate.modeling.uplift;

import java.util.Arrays;

/**
 * Units of one fold with effects predicted by a model that has learned from earlier folds alone.
 *
 * @param rows m rows of the sample
 * @param predicted m effects
 * @param scores m doubly robust scores
 * @param groups m codes
 */
record HeldOut(int[] rows, double[] predicted, double[] scores, int[] groups) {
  private static final double ROUNDING = 1e-9;

  static HeldOut of(int[] rows, double[] predicted, double[] scores, int[] groups) {
    return new HeldOut(
        rows,
        settled(predicted),
        Arrays.stream(rows).mapToDouble(i -> scores[i]).toArray(),
        Arrays.stream(rows).map(i -> groups[i]).toArray());
  }

  /** Effects that differ by rounding alone are one: a constant must not rank anybody. */
  private static double[] settled(double[] predicted) {
    double most = Arrays.stream(predicted).map(Math::abs).max().orElse(0);
    double step = most * ROUNDING;
    return step > 0
        ? Arrays.stream(predicted).map(v -> step * Math.rint(v / step)).toArray()
        : predicted;
  }
}
