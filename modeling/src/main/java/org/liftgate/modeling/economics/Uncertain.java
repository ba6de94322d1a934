package org.liftgate.modeling.economics;

/**
 * A figure that a person brings, and the range it lies in 95 times of 100. Its law is a split
 * normal around the value: each side has the standard deviation that its end of the range implies.
 *
 * @param low at most the value
 * @param high at least the value
 */
public record Uncertain(double value, double low, double high) {
  /** Standard deviations from the middle of a normal law to the end of its 95% range. */
  public static final double SIDE = 1.959963984540054;

  public Uncertain {
    if (!(low <= value && value <= high)) {
      throw new IllegalArgumentException(
          "value (%s) must lie in its range (%s to %s)".formatted(value, low, high));
    }
  }

  public static Uncertain exactly(double value) {
    return new Uncertain(value, value, value);
  }

  /**
   * The figure at a standard normal score, kept between two limits.
   *
   * @param z 0 gives the value, -1.96 the low end, 1.96 the high end
   */
  public double at(double z, double least, double most) {
    double side = z < 0 ? value - low : high - value;
    return Math.clamp(value + z * side / SIDE, least, most);
  }
}
