package org.liftgate.ingest.simulate;

import java.util.List;
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
 *
 * <p>What takes usual lines away (substitutes while a campaign runs, covered commodities after it,
 * a price above the list) keeps each line whose threshold lies below the share kept; thresholds,
 * too, have a stream of their own.
 */
final class Shopping {
  static final int DAYS = 711;

  /** Share of households that redeem coupons of a campaign that reaches them. */
  static final double REDEEMING_SHARE = 0.15;

  /** How long stock bought under a campaign lasts, where stockpiling is on. */
  static final int STOCK_DAYS = 28;

  private static final double[] DAY_OF_WEEK = {0.06, -0.05, -0.06, -0.03, -0.02, 0.03, 0.07};
  private static final double YEARLY = 0.12;
  private static final double FAVOURITE_SHARE = 0.6;

  private final RetailParameters parameters;
  private final long seed;
  private final Assortment assortment;
  private final CouponBook book;
  private final Shelf shelf;
  private final Cells cells;
  private final Mailings mailings;
  private final boolean thins;

  /** A household in a world, on its trips. */
  private record Trip(
      Household household, World world, List<Campaign> campaigns, double exposure) {}

  Shopping(
      RetailParameters parameters,
      long seed,
      Assortment assortment,
      CouponBook book,
      Shelf shelf,
      Cells cells,
      Mailings mailings) {
    this.parameters = parameters;
    this.seed = seed;
    this.assortment = assortment;
    this.book = book;
    this.shelf = shelf;
    this.cells = cells;
    this.mailings = mailings;
    thins = parameters.response().takesAway() || parameters.shelf().deals();
  }

  /** Trips with at least one line from a day to another, both included, in the order of trips. */
  void trips(Household household, World world, int from, int to, Consumer<Basket> each) {
    int index = household.index();
    var campaigns =
        mailings.of(index).stream().filter(campaign -> world.reaches(campaign, index)).toList();
    double exposure = household.tripEvery() / (1 - parameters.zeroInflation());
    var alike = new Trip(household, world, campaigns, exposure);
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
        fill(alike, basket);
        if (basket.size > 0) {
          each.accept(basket);
        }
      }
    }
  }

  private void fill(Trip trip, Basket basket) {
    var household = trip.household();
    var random = Stream.of(seed, Purpose.LINES, household.index(), basket.trip);
    double mean =
        (household.linesPerDay() + season(basket.day))
            * weekNoise(household, basket.day)
            * shelf.shock(household, week(basket.day))
            * trip.exposure();
    var threshold = Stream.of(seed, Purpose.THRESHOLD, household.index(), basket.trip);
    for (int lines = random.poisson(mean); lines > 0; lines--) {
      int commodity = commodity(household, random);
      int product = assortment.draw(commodity, assortment.sizeOf(commodity), random);
      int quantity = quantity(random);
      if (!thins || threshold.uniform() < kept(trip, commodity, basket.day)) {
        add(basket, trip, product, quantity);
      }
    }
    if (parameters.shelf().movesDemand()) {
      lifted(trip, basket, mean);
    }
    for (Campaign campaign : trip.campaigns()) {
      if (campaign.runsOn(basket.day)) {
        respond(trip, basket, campaign);
      }
    }
  }

  /**
   * Lines that offers bring: of as many candidates as the highest lift would bring, those whose
   * threshold lies below the commodity's lift. Candidates are the same in every world.
   */
  private void lifted(Trip trip, Basket basket, double mean) {
    var household = trip.household();
    var random = Stream.of(seed, Purpose.SHELF_LINES, household.index(), basket.trip);
    double highest = shelf.highestLift();
    for (int lines = random.poisson(mean * highest); lines > 0; lines--) {
      int commodity = commodity(household, random);
      int product = assortment.draw(commodity, assortment.sizeOf(commodity), random);
      int quantity = quantity(random);
      double lift = shelf.lift(trip.world(), household.store(), commodity, week(basket.day));
      if (random.uniform() * highest < lift) {
        add(basket, trip, product, quantity);
      }
    }
  }

  /** Share of usual lines of the commodity that are bought all the same. */
  private double kept(Trip trip, int commodity, int day) {
    double kept = 1;
    for (Campaign campaign : trip.campaigns()) {
      if (campaign.extraLines() > 0 && acts(trip.household(), campaign)) {
        kept *= 1 - taken(campaign, commodity, day);
      }
    }
    if (parameters.shelf().deals()) {
      int store = trip.household().store();
      kept *= Math.max(0, 1 + Math.min(0, shelf.lift(trip.world(), store, commodity, week(day))));
    }
    return kept;
  }

  private double taken(Campaign campaign, int commodity, int day) {
    if (campaign.runsOn(day)) {
      boolean substitute = cells.of(campaign, commodity) == Cells.SUBSTITUTES;
      return substitute ? parameters.response().cannibalisation() : 0;
    }
    boolean after = day > campaign.end() && day <= campaign.end() + STOCK_DAYS;
    return after && campaign.covers(commodity) ? parameters.response().stockpiling() : 0;
  }

  private void respond(Trip trip, Basket basket, Campaign campaign) {
    if (campaign.commodities().length == 0) {
      return;
    }
    var household = trip.household();
    double mean = campaign.extraLines() / 7 * household.response() * trip.exposure();
    if (parameters.redemptionExclusion()) {
      mean *= redeems(household, campaign) ? 1 / REDEEMING_SHARE : 0;
    }
    var random =
        Stream.of(seed, Purpose.CAMPAIGN_LINES, household.index(), basket.trip, campaign.index());
    for (int lines = random.poisson(mean); lines > 0; lines--) {
      int commodity = campaign.commodities()[random.below(campaign.commodities().length)];
      int product = book.draw(campaign, commodity, random);
      add(basket, trip, product, quantity(random));
    }
    for (int lines = halo(campaign, mean, random); lines > 0; lines--) {
      int commodity = commodity(household, random);
      while (campaign.covers(commodity)) {
        commodity = random.below(assortment.commodities());
      }
      int product = assortment.draw(commodity, assortment.sizeOf(commodity), random);
      add(basket, trip, product, quantity(random));
    }
  }

  private int halo(Campaign campaign, double mean, Stream random) {
    boolean none = campaign.commodities().length == assortment.commodities();
    return none ? 0 : random.poisson(mean * parameters.response().halo());
  }

  private boolean acts(Household household, Campaign campaign) {
    return !parameters.redemptionExclusion() || redeems(household, campaign);
  }

  private void add(Basket basket, Trip trip, int product, int quantity) {
    int week = week(basket.day);
    var household = trip.household();
    int off;
    if (parameters.shelf().deals()) {
      int commodity = assortment.commodityOf(product);
      int offered = shelf.points(household.store(), commodity, week);
      off = assortment.offCents(product, trip.world().points(offered));
    } else {
      off = assortment.discountCents(product, household.storeKey(), week);
    }
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
    return (int) (assortment.commodities() * u * u);
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
