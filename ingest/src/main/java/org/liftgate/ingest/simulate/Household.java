package org.liftgate.ingest.simulate;

import org.liftgate.ingest.simulate.Stream.Purpose;

/**
 * What a household is before any campaign: drawn once, the same in every world.
 *
 * @param index 0-based; its key in the files is {@code index + 1}
 * @param standing standard normal; the permanent level is an increasing function of it
 * @param linesPerDay permanent level: expected lines a day, at least 0.5
 * @param tripEvery days from one shopping trip to the next, on average
 * @param tripOffset where in the first such stretch the history begins, in days
 * @param store where it shops
 * @param favourites commodities that make up most of its baskets
 * @param response factor on every campaign's effect, mean 1
 * @param lastDay the day it leaves for good, past the end for those that stay
 * @param noise standard normal by week (AR(1)), from the week of day 1
 */
record Household(
    int index,
    double standing,
    double linesPerDay,
    double tripEvery,
    double tripOffset,
    int store,
    int[] favourites,
    double response,
    int lastDay,
    double[] noise) {
  private static final int FAVOURITES = 20;
  private static final int STORES = 120;

  int key() {
    return index + 1;
  }

  static Household draw(RetailParameters parameters, long seed, int index) {
    var random = Stream.of(seed, Purpose.HOUSEHOLD, index);
    double standing = random.normal();
    double weekly = 3.5 + 6.7 * StrictMath.exp(0.7 * standing - 0.245);
    double tripEvery = random.between(3.5, 10);
    double offset = random.uniform() * tripEvery;
    int store = 286 + 3 * random.below(STORES);
    var favourites = new int[FAVOURITES];
    for (int i = 0; i < FAVOURITES; i++) {
      favourites[i] = random.below(Assortment.COMMODITIES);
    }
    double response = random.between(0.5, 1.5);
    boolean leaves = random.uniform() < parameters.attrition();
    int lastDay = 1 + random.below(Shopping.DAYS);
    return new Household(
        index,
        standing,
        weekly / 7,
        tripEvery,
        offset,
        store,
        favourites,
        response,
        leaves ? lastDay : Integer.MAX_VALUE,
        noise(parameters, seed, index));
  }

  private static double[] noise(RetailParameters parameters, long seed, int index) {
    var random = Stream.of(seed, Purpose.NOISE, index);
    double rho = parameters.persistence();
    double innovation = StrictMath.sqrt(1 - rho * rho);
    var path = new double[(Shopping.DAYS + 6) / 7];
    path[0] = random.normal();
    for (int w = 1; w < path.length; w++) {
      path[w] = rho * path[w - 1] + innovation * random.normal();
    }
    return path;
  }
}
