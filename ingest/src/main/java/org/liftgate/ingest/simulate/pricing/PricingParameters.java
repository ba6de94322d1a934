package org.liftgate.ingest.simulate.pricing;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.liftgate.ingest.simulate.Limits;
import org.liftgate.kernel.Default;
import org.liftgate.kernel.Doc;

/** What of the simulated customers can be turned; every component changes the data or the truth. */
@Doc("Customers with a price each and a demand that responds to it in a known way.")
public record PricingParameters(
    @Doc("How the response differs: step (at an income of 1), smooth or constant") @Default("step")
        Shape heterogeneity,
    @Doc("Units of demand that a price one higher changes, at every income") @Default("-3")
        double slope,
    @Doc("What is added to that slope below an income of 1") @Default("-14") double extra,
    @Doc("The elasticity of all customers where heterogeneity is constant") @Default("-1")
        double elasticity,
    @Doc("How strongly price follows income: 0 by lot, 1 as in the original's data, 4 weak overlap")
        @Default("1")
        double selection,
    @Doc("How strongly what nobody sees moves price and demand together; above 0 none is right")
        @Default("0")
        double hidden,
    @Doc("Standard deviation of the noise of log demand; 0 is the original's data") @Default("0.1")
        double noise,
    @Doc("Customers of a second, large draw that gives the superpopulation's truth; 0: none")
        @Default("0")
        int population) {

  public PricingParameters {
    var check = new Limits();
    check.within("slope", slope, -18, 100);
    check.within("extra", extra, -118, 100);
    check.within("slope + extra", slope + extra, -18, 200);
    check.within("elasticity", elasticity, -20, 20);
    check.within("selection", selection, 0, 10);
    check.within("hidden", hidden, 0, 5);
    check.within("noise", noise, 0, 3);
    check.within("population", population, 0, 10_000_000);
    check.report();
  }

  /** The defaults that the annotations name. */
  public static PricingParameters defaults() {
    return new PricingParameters(Shape.STEP, -3, -14, -1, 1, 0, 0.1, 0);
  }

  /** Another shape of the response. */
  public PricingParameters with(Shape shape) {
    return new PricingParameters(
        shape, slope, extra, elasticity, selection, hidden, noise, population);
  }

  /** Other prices, causes that nobody sees, and noise. */
  public PricingParameters with(double followsIncome, double unseen, double spread) {
    return new PricingParameters(
        heterogeneity, slope, extra, elasticity, followsIncome, unseen, spread, population);
  }

  /** With a second draw of so many customers. */
  public PricingParameters with(int customers) {
    return new PricingParameters(
        heterogeneity, slope, extra, elasticity, selection, hidden, noise, customers);
  }

  Map<String, Object> byName() {
    var all = new LinkedHashMap<String, Object>();
    all.put("heterogeneity", "\"" + heterogeneity.name().toLowerCase(Locale.ROOT) + "\"");
    all.put("slope", slope);
    all.put("extra", extra);
    all.put("elasticity", elasticity);
    all.put("selection", selection);
    all.put("hidden", hidden);
    all.put("noise", noise);
    all.put("population", population);
    return all;
  }
}
