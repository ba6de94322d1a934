package org.liftgate.ingest.simulate;

import org.liftgate.ingest.simulate.Stream.Purpose;

/**
 * What a household is before any campaign: drawn once, the same in every world.
 *
 * @param index 0-based
 * @param key its key in the files; {@code index + 1} unless given
 * @param standing standard normal; the permanent level is an increasing function of it
 * @param linesPerDay permanent level: expected lines a day, at least 0.5
 * @param tripEvery days from one shopping trip to the next, on average
 * @param tripOffset where in the first such stretch the history begins, in days
 * @param store where it shops, 0-based
 * @param favourites commodities that make up most of its baskets
 * @param response factor on every campaign's effect, mean 1
 * @param lastDay the day it leaves for good, past the end for those that stay
 * @param noise standard normal by week (AR(1)), from the week of day 1
 */
record Household(
    int index,
    int key,
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

  /** The store's key in the files. */
  int storeKey() {
    return storeKey(store);
  }

  static int storeKey(int store) {
    return 286 + 3 * store;
  }

  static Household draw(RetailParameters parameters, long seed, Members members, int index) {
    var random = Stream.of(seed, Purpose.HOUSEHOLD, index);
    double standing = members.standing(index, random.normal());
    double weekly = 3.5 + 6.7 * StrictMath.exp(0.7 * standing - 0.245);
    double tripEvery = random.between(3.5, 10);
    double offset = random.uniform() * tripEvery;
    int store = random.below(parameters.shelf().stores());
    var favourites = new int[FAVOURITES];
    for (int i = 0; i < FAVOURITES; i++) {
      favourites[i] = random.below(members.commodities());
    }
    double response = response(parameters.response(), standing, random);
    boolean leaves = random.uniform() < parameters.attrition();
    int lastDay = 1 + random.below(Shopping.DAYS);
    return new Household(
        index,
        members.key(index),
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

  private static double response(ResponseSwitches switches, double standing, Stream random) {
    double spread = switches.responseSpread();
    double steep = switches.heterogeneity();
    double own = random.between(1 - spread, 1 + spread);
    return steep == 0 ? own : own * StrictMath.exp(steep * standing - steep * steep / 2);
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
