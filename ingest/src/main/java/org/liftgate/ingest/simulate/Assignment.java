package org.liftgate.ingest.simulate;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.liftgate.ingest.simulate.Stream.Purpose;

/** Draws a campaign's list: the households with the highest score, signal plus luck. */
final class Assignment {
  private static final double SIGNAL = 0.7;
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
    double luck = StrictMath.sqrt(1 - SIGNAL * SIGNAL);
    for (int h = 0; h < signal.length; h++) {
      var random = Stream.of(draw.seed(), Purpose.ASSIGNMENT, campaign.index(), h);
      signal[h] = SIGNAL * signal[h] + luck * random.normal();
    }
    IntStream.range(0, signal.length)
        .boxed()
        .sorted(Comparator.<Integer>comparingDouble(h -> -signal[h]).thenComparing(h -> h))
        .limit(campaign.mailed())
        .forEach(h -> draw.mailings().mail(campaign, h));
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
