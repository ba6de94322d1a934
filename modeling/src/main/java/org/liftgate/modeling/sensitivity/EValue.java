package org.liftgate.modeling.sensitivity;

/**
 * Least risk ratio that an unmeasured common cause must have with both treatment and outcome,
 * beyond the covariates, to explain a risk ratio away (VanderWeele and Ding, 2017): RR + sqrt(RR
 * (RR - 1)).
 *
 * @param estimate for the estimate
 * @param interval for the end of the interval nearer to no effect; 1 when the interval holds it
 */
public record EValue(double estimate, double interval) {
  /** Standardised differences become risk ratios by exp(.91 d) (Chinn, 2000). */
  private static final double PER_DEVIATION = 0.91;

  /**
   * @param ratio the risk ratio, greater than 0
   * @param low lower end of its interval
   * @param high upper end
   */
  public static EValue ofRatio(double ratio, double low, double high) {
    if (!(low > 0) || !(ratio >= low) || !(high >= ratio)) {
      throw new IllegalArgumentException(
          "ratio (%s) must lie in its interval (%s to %s), above 0".formatted(ratio, low, high));
    }
    double nearer = low <= 1 && high >= 1 ? 1 : ratio > 1 ? low : high;
    return new EValue(value(ratio), value(nearer));
  }

  /**
   * Of a difference of means, by the risk ratio it stands for when the outcome is cut in two.
   *
   * @param effect in units of the outcome, with its interval
   * @param deviation standard deviation of the outcome, greater than 0
   */
  public static EValue ofDifference(double effect, double low, double high, double deviation) {
    double scale = PER_DEVIATION / deviation;
    return ofRatio(Math.exp(scale * effect), Math.exp(scale * low), Math.exp(scale * high));
  }

  private static double value(double ratio) {
    double r = ratio < 1 ? 1 / ratio : ratio;
    return r + Math.sqrt(r * (r - 1));
  }
}
