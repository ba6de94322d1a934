package org.liftgate.modeling.synthetic;

import java.util.Arrays;

/**
 * Treated mean less synthetic outcome, period by period.
 *
 * @param gaps T differences in units of the outcome
 * @param start T0
 */
public record Gaps(double[] gaps, int start) {

  public static Gaps of(Block block, Weights weights) {
    var gaps = new double[block.periods()];
    for (int i = 0; i < block.outcomes().length; i++) {
      double weight = i < block.controls() ? -weights.omega()[i] : 1.0 / block.treated();
      for (int t = 0; t < gaps.length; t++) {
        gaps[t] += weight * block.outcomes()[i][t];
      }
    }
    return new Gaps(gaps, block.before());
  }

  /** Root mean square before the start, about the mean where a constant is free. */
  double before(boolean centred) {
    double mean = centred ? Arrays.stream(gaps, 0, start).average().orElse(0) : 0;
    return rootMeanSquare(0, start, mean);
  }

  /** Root mean square from the start on. */
  double after() {
    return rootMeanSquare(start, gaps.length, 0);
  }

  private double rootMeanSquare(int from, int to, double mean) {
    double squares = 0;
    for (int t = from; t < to; t++) {
      squares += (gaps[t] - mean) * (gaps[t] - mean);
    }
    return Math.sqrt(squares / (to - from));
  }
}
