package org.liftgate.ingest.simulate.impact;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.liftgate.ingest.simulate.Stream;
import org.liftgate.ingest.simulate.Stream.Purpose;

/**
 * Stores and customers of a draw. Who is treated is drawn by lot from a stream of its own, before
 * any sale.
 *
 * @param treated flag by store
 * @param size, location by store
 * @param age, male, income by customer
 */
record Market(
    boolean[] treated,
    String[] size,
    String[] location,
    int[] age,
    boolean[] male,
    double[] income) {
  private static final int CUSTOMERS_A_STORE = 20;
  private static final String[] SIZES = {"large", "medium", "small"};
  private static final String[] LOCATIONS = {"rural", "suburban", "urban"};

  static Market draw(ImpactParameters p, int stores, long seed) {
    var lot = new double[stores];
    Arrays.setAll(lot, s -> Stream.of(seed, Purpose.ASSIGNMENT, s).uniform());
    int untreated = (int) Math.round(stores * p.untreatedShare());
    double[] sorted = Arrays.stream(lot).sorted().toArray();
    var treated = new boolean[stores];
    var size = new String[stores];
    var location = new String[stores];
    for (int s = 0; s < stores; s++) {
      treated[s] = untreated == 0 || lot[s] > sorted[untreated - 1];
      Stream own = Stream.of(seed, Purpose.STORE, s);
      size[s] = SIZES[own.below(3)];
      location[s] = LOCATIONS[own.below(3)];
    }
    int customers = stores * CUSTOMERS_A_STORE;
    var age = new int[customers];
    var male = new boolean[customers];
    var income = new double[customers];
    IntStream.range(0, customers)
        .forEach(
            c -> {
              Stream own = Stream.of(seed, Purpose.DEMOGRAPHICS, c);
              age[c] = 18 + own.below(52);
              male[c] = own.below(2) == 1;
              income[c] = 30_000 + 10_000 * own.normal();
            });
    return new Market(treated, size, location, age, male, income);
  }

  int stores() {
    return treated.length;
  }

  int customers() {
    return age.length;
  }

  /** What the campaign adds to a sale. */
  double effect(ImpactParameters p, int store, int customer) {
    double byAge = age[customer] < 35 ? p.ageHeterogeneity() : -p.ageHeterogeneity();
    double byPlace =
        location[store].equals("urban") ? p.locationHeterogeneity() : -p.locationHeterogeneity();
    return p.effect() * (1 + byAge + byPlace);
  }

  /** The level of a modifier a sale belongs to, as the pipeline's SQL words it. */
  String level(Modifier modifier, int store, int customer) {
    return switch (modifier) {
      case AGE_BAND -> age[customer] < 35 ? "18-34" : age[customer] < 50 ? "35-49" : "50+";
      case GENDER -> male[customer] ? "M" : "F";
      case INCOME_BAND ->
          income[customer] < 25_000
              ? "under 25000"
              : income[customer] < 35_000 ? "25000-35000" : "over 35000";
      case STORE_SIZE -> size[store];
      case STORE_LOCATION -> location[store];
    };
  }

  /** What effects may differ by. */
  enum Modifier {
    AGE_BAND,
    GENDER,
    INCOME_BAND,
    STORE_SIZE,
    STORE_LOCATION;

    String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
