package org.liftgate.ingest.simulate;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.liftgate.ingest.simulate.Stream.Purpose;

/**
 * Commodities, their products, and prices. Commodities that sell most come first, and so do
 * products within one. Unless deals are on, a product's shelf discount is drawn for a store and
 * week with the same law in every week, so that the expected price of a line never moves.
 */
final class Assortment {
  /** Commodities of a planned assortment. */
  static final int PLANNED = 308;

  private static final int PRODUCTS_AT_SCALE_1 = 92_353;
  private static final String[] DEPARTMENTS = {
    "GROCERY", "DRUG GM", "PRODUCE", "MEAT", "DELI", "PASTRY", "FLORAL", "NUTRITION", "SEAFOOD"
  };

  /**
   * Coupons cover middling sellers: on best sellers nearly every household would "participate", and
   * on slow ones none.
   */
  private static final double COVERED_FROM = 0.5;

  private static final double COVERED_SHARE = 0.3;
  private static final double DISCOUNTED_SHARE = 0.25;

  private final long seed;
  private final String[] names;
  private final String[] departments;
  private final int[] first;
  private final long[] keys;
  private final int[] commodity;
  private final int[] cents;
  private final int[] substitute;

  /**
   * @param names of commodities
   * @param departments of commodities
   * @param first products before each commodity, and all of them at the end
   * @param keys of products, in the order of commodities
   */
  Assortment(long seed, String[] names, String[] departments, int[] first, long[] keys) {
    this.seed = seed;
    this.names = names;
    this.departments = departments;
    this.first = first;
    this.keys = keys;
    commodity = new int[keys.length];
    cents = new int[keys.length];
    for (int c = 0; c < names.length; c++) {
      double level = Stream.of(seed, Purpose.COMMODITY, c).normal();
      for (int p = first[c]; p < first[c + 1]; p++) {
        commodity[p] = c;
        double own = Stream.of(seed, Purpose.PRODUCT, p).normal();
        cents[p] =
            (int) Math.max(29, StrictMath.round(230 * StrictMath.exp(0.5 * level + 0.3 * own)));
      }
    }
    substitute = IntStream.range(0, names.length).map(this::nextInDepartment).toArray();
  }

  static Assortment planned(double scale, long seed) {
    int products = (int) StrictMath.round(PRODUCTS_AT_SCALE_1 * Math.clamp(scale, 3.3 * 0.01, 1.0));
    var departments = new String[PLANNED];
    Arrays.setAll(departments, c -> DEPARTMENTS[c % DEPARTMENTS.length]);
    var names = new String[PLANNED];
    Arrays.setAll(names, c -> String.format(Locale.ROOT, "%s %03d", departments[c], c));
    var keys = new long[products];
    Arrays.setAll(keys, p -> key(seed, p));
    return new Assortment(seed, names, departments, layOut(products), keys);
  }

  /** The key in the files: spread like the real ones, and never small enough to pass for a day. */
  private static long key(long seed, int product) {
    return 25_671L + product * 190L + Stream.of(seed, Purpose.PRODUCT, product, 1).below(190);
  }

  /** Earlier commodities hold more products, none fewer than three. */
  private static int[] layOut(int products) {
    double total = 0;
    for (int c = 0; c < PLANNED; c++) {
      total += weight(c);
    }
    var first = new int[PLANNED + 1];
    double sum = 0;
    int spare = products - 3 * PLANNED;
    for (int c = 0; c < PLANNED; c++) {
      sum += weight(c);
      first[c + 1] = 3 * (c + 1) + (int) StrictMath.round(spare * sum / total);
    }
    return first;
  }

  private static double weight(int commodity) {
    return 1 / StrictMath.sqrt(commodity + 10.0);
  }

  /** The commodity next by name in the department, after the last the first; itself if alone. */
  private int nextInDepartment(int commodity) {
    int[] same =
        IntStream.range(0, names.length)
            .filter(c -> departments[c].equals(departments[commodity]))
            .boxed()
            .sorted((a, b) -> names[a].compareTo(names[b]))
            .mapToInt(c -> c)
            .toArray();
    int at = 0;
    while (same[at] != commodity) {
      at++;
    }
    return same[(at + 1) % same.length];
  }

  int commodities() {
    return names.length;
  }

  String name(int commodity) {
    return names[commodity];
  }

  String department(int commodity) {
    return departments[commodity];
  }

  /** The declared substitute of a commodity. */
  int substituteOf(int commodity) {
    return substitute[commodity];
  }

  int products() {
    return commodity.length;
  }

  int commodityOf(int product) {
    return commodity[product];
  }

  /** The key in the files. */
  long key(int product) {
    return keys[product];
  }

  int sizeOf(int commodity) {
    return first[commodity + 1] - first[commodity];
  }

  /** The first rank, by sales, that a planned coupon on a commodity covers. */
  int coveredFrom(int commodity) {
    return (int) (COVERED_FROM * (sizeOf(commodity) - 1));
  }

  /** How many products of a commodity, from that rank on, the planned coupon covers. */
  int covered(int commodity) {
    return (int) StrictMath.ceil(COVERED_SHARE * sizeOf(commodity));
  }

  boolean covered(int commodity, int product) {
    int beyond = product - first[commodity] - coveredFrom(commodity);
    return beyond >= 0 && beyond < covered(commodity);
  }

  /** A product that a planned coupon on the commodity covers. */
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

  /** Cents off one unit in a store and week without deals; 0 in three of four weeks. */
  int discountCents(int product, int storeKey, int week) {
    var random = Stream.of(seed, Purpose.DISCOUNT, product, storeKey, week);
    if (random.uniform() >= DISCOUNTED_SHARE) {
      return 0;
    }
    return (int) (cents[product] * random.between(0.1, 0.4));
  }

  /** Cents off one unit at so many points of depth; below 0 where it is dearer than the list. */
  int offCents(int product, int points) {
    return Math.floorDiv(cents[product] * points, 100);
  }
}
