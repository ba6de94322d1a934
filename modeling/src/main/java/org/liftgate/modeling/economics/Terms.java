package org.liftgate.modeling.economics;

/**
 * What a treatment of one group costs and what a sale leaves.
 *
 * @param fixed money for the group as a whole, at least 0
 * @param perUnit money for each unit treated, at least 0
 * @param margin share of the base-price value that is left after the cost of goods, in [0, 1]
 */
public record Terms(Uncertain fixed, Uncertain perUnit, Uncertain margin) {
  public Terms {
    if (fixed.low() < 0 || perUnit.low() < 0) {
      throw new IllegalArgumentException("costs must be at least 0");
    }
    if (margin.low() < 0 || margin.high() > 1) {
      throw new IllegalArgumentException("margin (" + margin.value() + ") must be in [0, 1]");
    }
  }

  double cost(long units) {
    return fixed.value() + units * perUnit.value();
  }

  double cost(long units, double zFixed, double zUnit) {
    double most = Double.MAX_VALUE;
    return fixed.at(zFixed, 0, most) + units * perUnit.at(zUnit, 0, most);
  }
}
