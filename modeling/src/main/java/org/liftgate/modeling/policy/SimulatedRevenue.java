package org.liftgate.modeling.policy;

/** What prices would bring in where the response to them is known, as in a simulation. */
public final class SimulatedRevenue {
  private SimulatedRevenue() {}

  /** How much a row buys at a price. */
  @FunctionalInterface
  public interface Response {
    double demand(int row, double price);
  }

  /**
   * Mean over rows of price x demand at that price, in money per row.
   *
   * @param prices n prices that a policy sets
   */
  public static double mean(double[] prices, Response response) {
    double sum = 0;
    for (int i = 0; i < prices.length; i++) {
      sum += prices[i] * response.demand(i, prices[i]);
    }
    return sum / prices.length;
  }
}
