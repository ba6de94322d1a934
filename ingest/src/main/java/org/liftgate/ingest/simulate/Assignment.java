package org.liftgate.ingest.simulate;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.liftgate.ingest.simulate.Stream.Purpose;

/** Draws a campaign's list: the households with the highest score, signal plus luck. */
final class Assignment {
  private static final int HISTORY_DAYS = 56;
  private static final int HIDDEN_DAYS = 63;

  private Assignment() {}

  static void draw(RetailDraw draw, Campaign campaign) {
    double[] signal =
        standardised(
            IntStream.range(0, draw.households())
                .parallel()
                .mapToDouble(h -> signal(draw, campaign, draw.household(h)))
                .toArray());
    var lists = draw.parameters().lists();
    double weight = lists.targeting();
    double luck = StrictMath.sqrt(1 - weight * weight);
    for (int h = 0; h < signal.length; h++) {
      signal[h] = weight * signal[h] + luck * luck(draw, campaign, h);
    }
    if (lists.feedback() != 0) {
      double[] bought = standardised(success(draw, campaign));
      Arrays.setAll(signal, h -> signal[h] + lists.feedback() * bought[h]);
    }
    IntStream.range(0, signal.length)
        .boxed()
        .sorted(Comparator.<Integer>comparingDouble(h -> -signal[h]).thenComparing(h -> h))
        .limit(campaign.mailed())
        .forEach(h -> draw.mailings().mail(campaign, h));
  }

  /** Standard normal; between two lists of one household correlated by {@code list_overlap}. */
  private static double luck(RetailDraw draw, Campaign campaign, int household) {
    double own = Stream.of(draw.seed(), Purpose.ASSIGNMENT, campaign.index(), household).normal();
    double shared = draw.parameters().lists().listOverlap();
    if (shared == 0) {
      return own;
    }
    double always = Stream.of(draw.seed(), Purpose.AFFINITY, household).normal();
    return StrictMath.sqrt(shared) * always + StrictMath.sqrt(1 - shared) * own;
  }

  /**
   * Lines of covered products that each household bought before the start, in the last {@link
   * #HISTORY_DAYS} days, while it was on a list drawn earlier.
   */
  private static double[] success(RetailDraw draw, Campaign campaign) {
    int from = Math.max(1, campaign.start() - HISTORY_DAYS);
    return IntStream.range(0, draw.households())
        .parallel()
        .mapToDouble(h -> success(draw, draw.mailings().of(h), h, from, campaign.start() - 1))
        .toArray();
  }

  private static double success(
      RetailDraw draw, List<Campaign> earlier, int household, int from, int to) {
    var lines = new int[1];
    if (earlier.stream().anyMatch(c -> c.end() >= from)) {
      draw.shopping()
          .trips(
              draw.household(household),
              World.asObserved(),
              from,
              to,
              basket -> lines[0] += covered(draw, earlier, basket));
    }
    return lines[0];
  }

  private static int covered(RetailDraw draw, List<Campaign> earlier, Basket basket) {
    int lines = 0;
    for (int i = 0; i < basket.size; i++) {
      int product = basket.products[i];
      boolean on =
          earlier.stream().anyMatch(c -> c.runsOn(basket.day) && draw.book().covers(c, product));
      lines += on ? 1 : 0;
    }
    return lines;
  }

  private static double signal(RetailDraw draw, Campaign campaign, Household household) {
    return switch (draw.parameters().selection()) {
      case LEVEL -> household.standing();
      case HISTORY -> recentLines(draw, campaign, household);
      case HIDDEN -> goodWeeks(campaign, household);
    };
  }

  private static double recentLines(RetailDraw draw, Campaign campaign, Household household) {
    var lines = new int[1];
    int from = Math.max(1, campaign.start() - HISTORY_DAYS);
    draw.shopping()
        .trips(
            household,
            World.asObserved(),
            from,
            campaign.start() - 1,
            basket -> lines[0] += basket.size);
    return lines[0];
  }

  private static double goodWeeks(Campaign campaign, Household household) {
    int first = Shopping.week(campaign.start()) - 1;
    int last = Math.min(household.noise().length, first + HIDDEN_DAYS / 7);
    return Arrays.stream(household.noise(), first, last).average().orElse(0);
  }

  private static double[] standardised(double[] values) {
    double mean = Arrays.stream(values).sum() / values.length;
    double sd =
        StrictMath.sqrt(
            Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / values.length);
    return Arrays.stream(values).map(v -> sd == 0 ? 0 : (v - mean) / sd).toArray();
  }
}
