package org.liftgate.ingest.simulate;

import java.util.stream.IntStream;
import org.liftgate.ingest.simulate.Stream.Purpose;

/**
 * What each store offers in each week, the same for whoever walks in: depth of the shelf discount
 * by commodity, displays and mailers.
 *
 * <p>A commodity is on a deal with probability {@code deal_share * a(store, commodity) *
 * b(commodity, week)}, a and b uniform on .5 to 1.5; depth is then 5 to 40 points, each as likely.
 * So effects of store x commodity and of commodity x week leave depth that is as good as random.
 *
 * <p>Local events (a fair, a heat wave) raise a commodity's demand in a store by {@link
 * #EVENT_LIFT} for two weeks, and are in no file. Under {@code selection=level} deals know nothing
 * of them; under {@code history} deals follow last week's event; under {@code hidden} this week's.
 *
 * <p>Demand: a commodity's expected usual lines are multiplied by {@code 1 + lift}, where lift is
 * {@code depth_effect * depth + feature_effect * (display + mailer) + event}.
 */
final class Shelf {
  static final double EVENT_LIFT = 0.6;

  /** No deal is deeper, in points. */
  static final int DEEPEST = 40;

  private static final int SHALLOWEST = 5;
  private static final double EVENT_START = 0.1;
  private static final double AFTER_EVENT = 2.2;
  private static final double AFTER_NONE = 0.7;
  private static final int WEEKS = Shopping.week(Shopping.DAYS);

  /** Kaggle's codes; the first of each means none. */
  private static final String DISPLAYS = "01235679A";

  private static final String MAILERS = "0ACDFHJLPXZ";

  private final RetailParameters parameters;
  private final long seed;
  private final int commodities;
  private final byte[][] points;
  private final byte[][] display;
  private final byte[][] mailer;
  private final double[][] shock;

  Shelf(RetailParameters parameters, long seed, int commodities) {
    this.parameters = parameters;
    this.seed = seed;
    this.commodities = commodities;
    int stores = parameters.shelf().stores();
    boolean drawn = parameters.shelf().movesDemand() || parameters.shelf().causalData();
    points = new byte[drawn ? stores : 0][commodities * WEEKS];
    display = new byte[points.length][commodities * WEEKS];
    mailer = new byte[points.length][commodities * WEEKS];
    shock = new double[parameters.shelf().storeNoise() > 0 ? stores : 0][WEEKS];
    IntStream.range(0, points.length).parallel().forEach(this::offer);
    IntStream.range(0, shock.length).forEach(this::shock);
  }

  private void offer(int store) {
    var shelf = parameters.shelf();
    for (int c = 0; c < commodities; c++) {
      double here = Stream.of(seed, Purpose.STORE, store, c).between(0.5, 1.5);
      for (int w = 1; w <= WEEKS; w++) {
        var random = Stream.of(seed, Purpose.OFFER, store, c, w);
        double now = Stream.of(seed, Purpose.OFFER, -1, c, w).between(0.5, 1.5);
        double chance = shelf.dealShare() * here * now * timing(store, c, w);
        boolean deal = random.uniform() < chance && shelf.deals();
        int depth = SHALLOWEST + random.below(DEEPEST - SHALLOWEST + 1);
        boolean shown = random.uniform() < (deal ? 0.25 : 0.06);
        int where = 1 + random.below(DISPLAYS.length() - 1);
        boolean mailed = random.uniform() < (deal ? 0.5 : 0.08);
        int page = 1 + random.below(MAILERS.length() - 1);
        points[store][at(c, w)] = (byte) (deal ? depth : 0);
        display[store][at(c, w)] = (byte) (shown ? where : 0);
        mailer[store][at(c, w)] = (byte) (mailed ? page : 0);
      }
    }
  }

  /** Factor on the chance of a deal, about 1 on average. */
  private double timing(int store, int commodity, int week) {
    return switch (parameters.selection()) {
      case LEVEL -> 1;
      case HISTORY -> event(store, commodity, week - 1) ? AFTER_EVENT : AFTER_NONE;
      case HIDDEN -> event(store, commodity, week) ? AFTER_EVENT : AFTER_NONE;
    };
  }

  /** Whether an event began in the week or the one before. */
  private boolean event(int store, int commodity, int week) {
    return begins(store, commodity, week) || begins(store, commodity, week - 1);
  }

  private boolean begins(int store, int commodity, int week) {
    return Stream.of(seed, Purpose.STORE, store, commodity, week).uniform() < EVENT_START;
  }

  private void shock(int store) {
    double sd = parameters.shelf().storeNoise();
    for (int w = 0; w < WEEKS; w++) {
      double z = Stream.of(seed, Purpose.STORE, store, -1, w).normal();
      shock[store][w] = StrictMath.exp(sd * z - sd * sd / 2);
    }
  }

  private static int at(int commodity, int week) {
    return commodity * WEEKS + week - 1;
  }

  /** Points of depth offered in the world observed. */
  int points(int store, int commodity, int week) {
    return points.length == 0 ? 0 : points[store][at(commodity, week)];
  }

  char display(int store, int commodity, int week) {
    return DISPLAYS.charAt(display[store][at(commodity, week)]);
  }

  char mailer(int store, int commodity, int week) {
    return MAILERS.charAt(mailer[store][at(commodity, week)]);
  }

  /** What the week does to a store's demand; mean 1. */
  double shock(Household household, int week) {
    return shock.length == 0 ? 1 : shock[household.store()][week - 1];
  }

  /**
   * Relative gain of the commodity's usual lines; below 0 where a world is dearer than the list.
   */
  double lift(World world, int store, int commodity, int week) {
    int i = at(commodity, week);
    int features = (display[store][i] > 0 ? 1 : 0) + (mailer[store][i] > 0 ? 1 : 0);
    double lift = depthEffect() * world.points(points[store][i]) / 100;
    lift += featureEffect() * features;
    return parameters.shelf().deals() && event(store, commodity, week) ? lift + EVENT_LIFT : lift;
  }

  /** No lift of any world is above it. */
  double highestLift() {
    double events = parameters.shelf().deals() ? EVENT_LIFT : 0;
    return depthEffect() * (DEEPEST + 1) / 100 + 2 * featureEffect() + events;
  }

  private double depthEffect() {
    var shelf = parameters.shelf();
    return shelf.deals() ? shelf.depthEffect() * parameters.effectSize() : 0;
  }

  private double featureEffect() {
    return parameters.shelf().featureEffect() * parameters.effectSize();
  }
}
