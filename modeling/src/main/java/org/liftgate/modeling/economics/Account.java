package org.liftgate.modeling.economics;

import java.util.OptionalDouble;

/**
 * What a set of treated groups brought and cost, in money.
 *
 * @param revenue incremental revenue: effect on sales x units x periods, added up over groups
 * @param base the same at base price, before discounts
 * @param margin margin on the base-price value
 * @param discounts given by the retailer on what was sold more: base less revenue
 * @param cost of reaching the units
 * @param profit margin less discounts less cost
 * @param roi profit over cost; null where nothing was paid
 * @param chance share of draws in which the return exceeds the hurdle; empty where nothing was paid
 */
public record Account(
    Amount revenue,
    double base,
    double margin,
    double discounts,
    Amount cost,
    Amount profit,
    java.util.Optional<Amount> roi,
    OptionalDouble chance) {

  /** A figure with its 95% interval. */
  public record Amount(double value, double low, double high) {}

  /** What the extra sales leave before the cost of reaching the units. */
  public double contribution() {
    return margin - discounts;
  }
}
