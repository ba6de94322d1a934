package org.liftgate.modeling.inference;

import org.apache.commons.statistics.distribution.NormalDistribution;

/** The standard normal law between two points, without loss of digits in either tail. */
public final class NormalTail {
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  private NormalTail() {}

  /** Probability of a..b; 0 where b is below a. */
  public static double mass(double a, double b) {
    if (!(a < b)) {
      return 0;
    }
    return a > 0
        ? NORMAL.survivalProbability(a) - NORMAL.survivalProbability(b)
        : NORMAL.cumulativeProbability(b) - NORMAL.cumulativeProbability(a);
  }

  /**
   * The p-quantile of the standard normal law truncated to a..b.
   *
   * @param p between 0 and 1
   */
  public static double quantileBetween(double a, double b, double p) {
    return quantileBetween(a, b, p, mass(a, b));
  }

  /** The same where the probability of a..b is known. */
  static double quantileBetween(double a, double b, double p, double mass) {
    if (a > 0) {
      return -quantileBetween(-b, -a, 1 - p, mass);
    }
    double low = NORMAL.cumulativeProbability(a);
    double v = low + p * mass;
    double q = v > 0 && v < 1 ? NORMAL.inverseCumulativeProbability(v) : v >= 1 ? b : a;
    return Math.clamp(q, Math.min(a, b), b);
  }
}
