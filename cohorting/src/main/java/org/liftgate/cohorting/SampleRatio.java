package org.liftgate.cohorting;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * Pearson's chi-square test of arm counts against a declared ratio, one degree of freedom (Fabijan
 * et al., 2019, on sample-ratio mismatch).
 *
 * <pre>{@code
 * double p = SampleRatio.of(1).pValue(5_000, 5_300);
 * }</pre>
 *
 * @param ratio treated units for each comparison unit, above 0
 */
public record SampleRatio(double ratio) {
  public SampleRatio {
    if (!(ratio > 0 && Double.isFinite(ratio))) {
      throw new IllegalArgumentException("ratio (" + ratio + ") must be above 0 and finite");
    }
  }

  public static SampleRatio of(double ratio) {
    return new SampleRatio(ratio);
  }

  /**
   * Sum of (observed - expected)^2 / expected over the two arms.
   *
   * @throws IllegalArgumentException when there is no unit at all
   */
  public double statistic(long treated, long comparison) {
    double n = (double) treated + comparison;
    if (treated < 0 || comparison < 0 || n == 0) {
      throw new IllegalArgumentException(
          "counts (%d, %d) must not be negative, nor both 0".formatted(treated, comparison));
    }
    double expected = n * ratio / (1 + ratio);
    double difference = treated - expected;
    return difference * difference / expected + difference * difference / (n - expected);
  }

  /** How likely counts at least this far from the ratio are when it holds. */
  public double pValue(long treated, long comparison) {
    return ChiSquaredDistribution.of(1).survivalProbability(statistic(treated, comparison));
  }
}
