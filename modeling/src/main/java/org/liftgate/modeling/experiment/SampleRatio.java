package org.liftgate.modeling.experiment;

import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * Sample-ratio mismatch: whether arms have the sizes they were meant to have, by Pearson's
 * chi-square. A mismatch says that assignment or logging is broken; the effect is not to be read.
 *
 * @param chiSquare the statistic
 * @param df arms less one
 * @param pValue of sizes at least as far from the plan
 */
public record SampleRatio(double chiSquare, int df, double pValue) {
  /**
   * p below this is a mismatch: sizes are looked at often, and chance must not stop experiments.
   */
  public static final double ALARM = 0.001;

  private static final double LEAST_EXPECTED = 5;

  /**
   * @param counts subjects seen in each of at least two arms
   * @param shares planned, above 0, in any scale
   * @return empty when an arm was to have fewer than 5 subjects, where the law does not hold
   */
  public static Optional<SampleRatio> test(long[] counts, double[] shares) {
    if (counts.length < 2 || counts.length != shares.length) {
      throw new IllegalArgumentException(
          "counts (%d) and shares (%d) must name the same two or more arms"
              .formatted(counts.length, shares.length));
    }
    if (Arrays.stream(shares).anyMatch(s -> !(s > 0))) {
      throw new IllegalArgumentException(
          "shares (" + Arrays.toString(shares) + ") must be above 0");
    }
    double subjects = Arrays.stream(counts).sum();
    double whole = Arrays.stream(shares).sum();
    double sum = 0;
    for (int k = 0; k < counts.length; k++) {
      double expected = subjects * shares[k] / whole;
      if (expected < LEAST_EXPECTED) {
        return Optional.empty();
      }
      sum += (counts[k] - expected) * (counts[k] - expected) / expected;
    }
    int df = counts.length - 1;
    double p = ChiSquaredDistribution.of(df).survivalProbability(sum);
    return Optional.of(new SampleRatio(sum, df, p));
  }

  public boolean mismatch() {
    return pValue < ALARM;
  }
}
