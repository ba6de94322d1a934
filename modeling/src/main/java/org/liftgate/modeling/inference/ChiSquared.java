package org.liftgate.modeling.inference;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/** The chi-squared law. */
public final class ChiSquared {
  private ChiSquared() {}

  /**
   * Probability of a larger value.
   *
   * @param df greater than 0
   */
  public static double survival(double value, double df) {
    return ChiSquaredDistribution.of(df).survivalProbability(value);
  }
}
