package org.liftgate.modeling.inference;

/**
 * What a design can detect, and what it would take to detect more. Two-sided tests at 5% with 80%
 * power: the detectable effect is (t_.975 + t_.80) standard errors, 2.8 of them in large samples.
 */
public final class Power {
  private Power() {}

  /** The smallest effect found in four of five repetitions of a design with this uncertainty. */
  public static double detectable(double stdError, double df) {
    var t = new StudentT(df);
    return (t.quantile(0.975) + t.quantile(0.80)) * stdError;
  }

  /**
   * Standard deviation of one unit's before-after difference, as the estimate's own uncertainty
   * shows it: SE^2 = s^2 / information.
   *
   * @param information treated x comparison / (treated + comparison) units, summed over groups
   */
  public static double unitDeviation(double stdError, double information) {
    return stdError * Math.sqrt(information);
  }

  /** Detectable effect of a randomised comparison of two arms. */
  public static double detectable(double unitDeviation, long treated, long comparison) {
    double stdError = unitDeviation * Math.sqrt(1.0 / treated + 1.0 / comparison);
    return detectable(stdError, Math.max(1, treated + comparison - 2.0));
  }

  /** Units each of two equal arms needs to detect an effect; at least 2. */
  public static long unitsPerArm(double unitDeviation, double effect) {
    double z = new StudentT(Double.POSITIVE_INFINITY).quantile(0.975);
    double power = new StudentT(Double.POSITIVE_INFINITY).quantile(0.80);
    double ratio = (z + power) * unitDeviation / effect;
    return Math.max(2, (long) Math.min(1e15, Math.ceil(2 * ratio * ratio)));
  }
}
