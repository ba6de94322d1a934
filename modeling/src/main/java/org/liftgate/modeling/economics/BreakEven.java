package org.liftgate.modeling.economics;

import java.util.OptionalDouble;

/**
 * The effect on sales, per unit and period, at which treatments earn the hurdle: cost x (1 +
 * hurdle) / (units x periods x what one more unit of money at the till leaves). What it leaves is 1
 * - (1 - margin) x base-price value per money taken, at the ratio at which treated units buy: extra
 * sales with as many discounts as usual.
 */
public final class BreakEven {
  private BreakEven() {}

  /**
   * @param basePerSale base-price value of what treated units buy over what they pay, at least 1
   * @return empty where an extra sale leaves nothing, so that no effect on sales pays
   */
  public static OptionalDouble effect(
      Iterable<Project> projects, double basePerSale, double hurdle) {
    double needed = 0;
    double left = 0;
    for (Project p : projects) {
      needed += p.cost() * (1 + hurdle);
      left += p.scale() * (1 - (1 - p.terms().margin().value()) * basePerSale);
    }
    return left > 0 ? OptionalDouble.of(needed / left) : OptionalDouble.empty();
  }
}
