package org.liftgate.ingest.simulate;

import org.liftgate.ingest.simulate.Stream.Purpose;

/**
 * Commodities, their products, and prices. A product's shelf discount is drawn for a store and week
 * with the same law in every week, so that the expected price of a line never moves.
 */
final class Assortment {
  static final int COMMODITIES = 308;
  private static final int PRODUCTS_AT_SCALE_1 = 92_353;

  /**
   * Coupons cover middling sellers: on best sellers nearly every household would "participate", and
   * on slow ones none.
   */
  private static final double COVERED_FROM = 0.5;

  private static final double COVERED_SHARE = 0.3;
  private static final double DISCOUNTED_SHARE = 0.25;

  private final long seed;
  private final int[] first = new int[COMMODITIES + 1];
  private final int[] commodity;
  private final int[] cents;

  Assortment(double scale, long seed) {
    this.seed = seed;
    int products = (int) StrictMath.round(PRODUCTS_AT_SCALE_1 * Math.clamp(scale, 3.3 * 0.01, 1.0));
    layOut(products);
    commodity = new int[products];
    cents = new int[products];
    for (int c = 0; c < COMMODITIES; c++) {
      double level = Stream.of(seed, Purpose.COMMODITY, c).normal();
      for (int p = first[c]; p < first[c + 1]; p++) {
        commodity[p] = c;
        double own = Stream.of(seed, Purpose.PRODUCT, p).normal();
        cents[p] =
            (int) Math.max(29, StrictMath.round(230 * StrictMath.exp(0.5 * level + 0.3 * own)));
      }
    }
  }

  /** Earlier commodities hold more products, none fewer than three. */
  private void layOut(int products) {
    double total = 0;
    for (int c = 0; c < COMMODITIES; c++) {
      total += weight(c);
    }
    double sum = 0;
    int spare = products - 3 * COMMODITIES;
    for (int c = 0; c < COMMODITIES; c++) {
      sum += weight(c);
      first[c + 1] = 3 * (c + 1) + (int) StrictMath.round(spare * sum / total);
    }
  }

  private static double weight(int commodity) {
    return 1 / StrictMath.sqrt(commodity + 10.0);
  }

  int products() {
    return commodity.length;
  }

  int commodityOf(int product) {
    return commodity[product];
  }

  /** The key in the files: spread like the real ones, and never small enough to pass for a day. */
  long key(int product) {
    return 25_671L + product * 190L + Stream.of(seed, Purpose.PRODUCT, product, 1).below(190);
  }

  int sizeOf(int commodity) {
    return first[commodity + 1] - first[commodity];
  }

  /** The first rank, by sales, that a coupon on a commodity covers. */
  int coveredFrom(int commodity) {
    return (int) (COVERED_FROM * (sizeOf(commodity) - 1));
  }

  /** How many products of a commodity, from that rank on, the coupon covers. */
  int covered(int commodity) {
    return (int) StrictMath.ceil(COVERED_SHARE * sizeOf(commodity));
  }

  boolean covered(int commodity, int product) {
    int beyond = product - first[commodity] - coveredFrom(commodity);
    return beyond >= 0 && beyond < covered(commodity);
  }

  /** A product that a coupon on the commodity covers. */
  int drawCovered(int commodity, Stream random) {
    return product(commodity, coveredFrom(commodity) + random.below(covered(commodity)));
  }

  int product(int commodity, int rank) {
    return first[commodity] + rank;
  }

  /** A product of a commodity; low ranks sell most. */
  int draw(int commodity, int ranks, Stream random) {
    double u = random.uniform();
    return first[commodity] + (int) (ranks * u * u * StrictMath.sqrt(u));
  }

  int shelfCents(int product) {
    return cents[product];
  }

  /** Cents off one unit in a store and week; 0 in three of four weeks. */
  int discountCents(int product, int store, int week) {
    var random = Stream.of(seed, Purpose.DISCOUNT, product, store, week);
    if (random.uniform() >= DISCOUNTED_SHARE) {
      return 0;
    }
    return (int) (cents[product] * random.between(0.1, 0.4));
  }
}
