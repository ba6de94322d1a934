package org.liftgate.ingest.simulate.pricing;

import org.liftgate.ingest.simulate.Stream;
import org.liftgate.ingest.simulate.Stream.Purpose;

/**
 * One customer: what is known of it, what is not, and the draws that its price and its noise come
 * from. Every figure has a stream of its own, so a switch changes what it is about and nothing
 * else.
 *
 * @param lot uniform draw that decides the price
 * @param unseen standard normal: what nobody sees
 * @param noise standard normal: what is only of this purchase
 * @param before standard normal: what was only of the purchase before prices differed
 */
record Customer(
    int accountAge,
    int age,
    double hours,
    int days,
    int friends,
    boolean member,
    boolean american,
    double songs,
    double income,
    double lot,
    double unseen,
    double noise,
    double before) {
  /** The prices that are offered. */
  static final double[] PRICES = {0.8, 0.9, 1.0};

  private static final double[] BELOW = {0.5, 0.3, 0.2};
  private static final double[] ABOVE = {0.1, 0.2, 0.7};
  private static final double[] MIDDLE = {0.3, 0.25, 0.45};

  static Customer draw(long seed, long number) {
    Stream who = Stream.of(seed, Purpose.DEMOGRAPHICS, number);
    int accountAge = 1 + who.below(5);
    int age = 18 + who.below(43);
    double hours = Math.max(0, 5 + 2 * who.normal());
    int days = who.below(8);
    int friends = 0;
    for (int i = 0; i < 20; i++) {
      friends += who.below(2);
    }
    Stream noise = Stream.of(seed, Purpose.NOISE, number);
    return new Customer(
        accountAge,
        age,
        hours,
        days,
        friends,
        who.uniform() < 0.5,
        who.uniform() < 0.8,
        Math.max(0, 5 + 3 * who.normal()),
        StrictMath.exp(0.5 * who.normal()),
        Stream.of(seed, Purpose.ASSIGNMENT, number).uniform(),
        Stream.of(seed, Purpose.AFFINITY, number).normal(),
        noise.normal(),
        noise.normal());
  }

  /** Chances of the prices, given what is known and a value of what is not. */
  double[] chances(PricingParameters p, double hiddenCause) {
    double[] group = income < 1 ? BELOW : ABOVE;
    var chance = new double[PRICES.length];
    double sum = 0;
    for (int k = 0; k < chance.length; k++) {
      double log =
          StrictMath.log(MIDDLE[k])
              + p.selection() * StrictMath.log(group[k] / MIDDLE[k])
              + p.hidden() * hiddenCause * (k - 1);
      chance[k] = StrictMath.exp(log);
      sum += chance[k];
    }
    for (int k = 0; k < chance.length; k++) {
      chance[k] /= sum;
    }
    return chance;
  }

  double price(PricingParameters p) {
    double[] chance = chances(p, unseen);
    double sum = 0;
    for (int k = 0; k < chance.length - 1; k++) {
      sum += chance[k];
      if (lot < sum) {
        return PRICES[k];
      }
    }
    return PRICES[PRICES.length - 1];
  }

  /** Expected demand at a price, on average over noise and what nobody sees. */
  double response(PricingParameters p, double price) {
    double base = 20 + 0.5 * hours + (days > 4 ? 5 : 0);
    return p.heterogeneity() == Shape.CONSTANT
        ? base * StrictMath.exp(p.elasticity() * StrictMath.log(price))
        : (p.slope() + p.extra() * p.heterogeneity().steep(income)) * price + base;
  }

  /** What is demanded: the response times log-normal factors of mean 1. */
  double demand(PricingParameters p, double price) {
    return demand(p, price, noise);
  }

  /** Demand at the full price, before prices differed: the price offered since cannot move it. */
  double demandBefore(PricingParameters p) {
    return demand(p, 1, before);
  }

  private double demand(PricingParameters p, double price, double draw) {
    double own = p.noise();
    double common = 0.2 * p.hidden();
    double factor =
        StrictMath.exp(own * draw - own * own / 2 + common * unseen - common * common / 2);
    return response(p, price) * factor;
  }

  String line(PricingParameters p) {
    double price = price(p);
    return String.join(
        ",",
        Integer.toString(accountAge),
        Integer.toString(age),
        Double.toString(hours),
        Integer.toString(days),
        Integer.toString(friends),
        member ? "1" : "0",
        american ? "1" : "0",
        Double.toString(songs),
        Double.toString(income),
        Double.toString(price),
        Double.toString(demand(p, price)),
        Double.toString(demandBefore(p)));
  }
}
