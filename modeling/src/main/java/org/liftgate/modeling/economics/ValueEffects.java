package org.liftgate.modeling.economics;

/**
 * Effects of K groups on what the till takes and on what the same goods cost at base price, per
 * unit and period, with each unit's influence on them.
 *
 * @param sales K effects, net of the retailer's discounts
 * @param base K effects at base price, before discounts
 * @param salesInfluence U x K: what a unit adds to the error; sums of squares are variances
 * @param baseInfluence U x K
 */
public record ValueEffects(
    double[] sales, double[] base, double[] salesInfluence, double[] baseInfluence) {
  public ValueEffects {
    if (base.length != sales.length || salesInfluence.length != baseInfluence.length) {
      throw new IllegalArgumentException("sales and base value must be of the same groups");
    }
  }

  public int groups() {
    return sales.length;
  }

  public int units() {
    return sales.length == 0 ? 0 : salesInfluence.length / sales.length;
  }
}
