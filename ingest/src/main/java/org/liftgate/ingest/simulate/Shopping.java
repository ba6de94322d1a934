package org.liftgate.ingest.simulate;

import java.util.function.Consumer;
import org.liftgate.ingest.simulate.Stream.Purpose;

/**
 * A household's trips and lines in a world.
 *
 * <p>Trips: one in each stretch of {@code tripEvery} days, uniform within it, so that every day is
 * as likely as any other. Lines of a trip: Poisson with mean
 *
 * <pre>(level_h + season_d) * exp(noise * z_hw - noise^2 / 2) * tripEvery / (1 - zero_inflation)
 * </pre>
 *
 * which makes the expected number of lines a day {@code level_h + season_d}: season is added, not
 * multiplied, and the noise has mean one, so without campaigns the expected number of lines of any
 * two groups of households moves in parallel as long as the groups are chosen by level alone. The
 * law of prices and quantities depends on neither level nor day, which carries the same over to
 * sales and units. A campaign adds an independent Poisson number of lines of covered products on
 * the trips of its days; its draws have a stream of their own, so that taking a campaign away
 * leaves every other line as it is.
 */
final class Shopping {
  static final int DAYS = 711;

  /** Share of households that redeem coupons of a campaign that reaches them. */
  static final double REDEEMING_SHARE = 0.15;

  private static final double[] DAY_OF_WEEK = {0.06, -0.05, -0.06, -0.03, -0.02, 0.03, 0.07};
  private static final double YEARLY = 0.12;
  private static final double FAVOURITE_SHARE = 0.6;

  private final RetailParameters parameters;
  private final long seed;
  private final Assortment assortment;
  private final Mailings mailings;

  Shopping(RetailParameters parameters, long seed, Assortment assortment, Mailings mailings) {
    this.parameters = parameters;
    this.seed = seed;
    this.assortment = assortment;
    this.mailings = mailings;
  }

  /** Trips with at least one line from a day to another, both included, in the order of trips. */
  void trips(Household household, World world, int from, int to, Consumer<Basket> each) {
    var campaigns = mailings.of(household.index()).stream().filter(world::sends).toList();
    var basket = new Basket();
    int trip = (int) Math.max(0, (from - 1) / household.tripEvery() - 1);
    for (; ; trip++) {
      if (trip * household.tripEvery() - household.tripOffset() >= to) {
        return;
      }
      var random = Stream.of(seed, Purpose.VISIT, household.index(), trip);
      double at = (trip + random.uniform()) * household.tripEvery() - household.tripOffset();
      int day = 1 + (int) StrictMath.floor(at);
      boolean happens = random.uniform() >= parameters.zeroInflation();
      if (happens && day >= from && day <= Math.min(to, household.lastDay())) {
        basket.open(trip, day);
        fill(household, basket, campaigns);
        if (basket.size > 0) {
          each.accept(basket);
        }
      }
    }
  }

  private void fill(Household household, Basket basket, Iterable<Campaign> campaigns) {
    double exposure = household.tripEvery() / (1 - parameters.zeroInflation());
    var random = Stream.of(seed, Purpose.LINES, household.index(), basket.trip);
    double mean =
        (household.linesPerDay() + season(basket.day))
            * weekNoise(household, basket.day)
            * exposure;
    for (int lines = random.poisson(mean); lines > 0; lines--) {
      int commodity = commodity(household, random);
      int product = assortment.draw(commodity, assortment.sizeOf(commodity), random);
      add(basket, household, product, random);
    }
    for (Campaign campaign : campaigns) {
      if (campaign.runsOn(basket.day)) {
        respond(household, basket, campaign, exposure);
      }
    }
  }

  private void respond(Household household, Basket basket, Campaign campaign, double exposure) {
    double mean = campaign.extraLines() / 7 * household.response() * exposure;
    if (parameters.redemptionExclusion()) {
      mean *= redeems(household, campaign) ? 1 / REDEEMING_SHARE : 0;
    }
    var random =
        Stream.of(seed, Purpose.CAMPAIGN_LINES, household.index(), basket.trip, campaign.index());
    for (int lines = random.poisson(mean); lines > 0; lines--) {
      int commodity = campaign.commodities()[random.below(campaign.commodities().length)];
      int product = assortment.drawCovered(commodity, random);
      add(basket, household, product, random);
    }
  }

  private void add(Basket basket, Household household, int product, Stream random) {
    int quantity = quantity(random);
    int off = assortment.discountCents(product, household.store(), week(basket.day));
    basket.add(product, quantity, assortment.shelfCents(product) - off, off);
  }

  private int quantity(Stream random) {
    double u = random.uniform();
    int quantity = u < 0.83 ? 1 : u < 0.96 ? 2 : u < 0.99 ? 3 : 4;
    if (parameters.heavyTails() && random.uniform() < 0.005) {
      double pareto = StrictMath.pow(1 - random.uniform(), -1 / 1.5);
      quantity *= (int) Math.min(500, 5 * pareto);
    }
    return quantity;
  }

  private int commodity(Household household, Stream random) {
    if (random.uniform() < FAVOURITE_SHARE) {
      return household.favourites()[random.below(household.favourites().length)];
    }
    double u = random.uniform();
    return (int) (Assortment.COMMODITIES * u * u);
  }

  /**
   * Whether a household redeems coupons of a campaign, were it mailed; drawn apart from spending.
   */
  boolean redeems(Household household, Campaign campaign) {
    return Stream.of(seed, Purpose.TAKE_UP, household.index(), campaign.index()).uniform()
        < REDEEMING_SHARE;
  }

  private double weekNoise(Household household, int day) {
    double sd = parameters.noise();
    return StrictMath.exp(sd * household.noise()[week(day) - 1] - sd * sd / 2);
  }

  /** Lines a day on top of the level, the same for all; never below -0.2. */
  static double season(int day) {
    return YEARLY * StrictMath.sin(2 * StrictMath.PI * day / 365) + DAY_OF_WEEK[day % 7];
  }

  static int week(int day) {
    return (day + 6) / 7;
  }
}
