package org.liftgate.ingest.simulate;

import java.util.function.ToDoubleFunction;

/**
 * Differences in differences of a draw's weekly sales, campaign by campaign, in plain arithmetic.
 */
final class Differences {
  private final RetailDraw draw;
  private final long[][] centsByDay;

  private Differences(RetailDraw draw) {
    this.draw = draw;
    centsByDay = new long[draw.households()][Shopping.DAYS + 1];
    for (int h = 0; h < draw.households(); h++) {
      long[] days = centsByDay[h];
      draw.shopping()
          .trips(
              draw.household(h),
              World.asObserved(),
              1,
              Shopping.DAYS,
              basket -> days[basket.day] += basket.cents());
    }
  }

  static Differences of(RetailDraw draw) {
    return new Differences(draw);
  }

  /** Dollars a week: weeks 0..8 less weeks -8..-1, mailed less not mailed. */
  double effect(Campaign campaign) {
    return change(campaign, -8, -1, 0, 8);
  }

  /** The same for weeks -4..-1 less weeks -8..-5: zero in expectation under parallel trends. */
  double preTrend(Campaign campaign) {
    return change(campaign, -8, -5, -4, -1);
  }

  /** With the weights of a stacked two-way regression on balanced blocks. */
  double pooled(ToDoubleFunction<Campaign> each) {
    double sum = 0;
    double weights = 0;
    for (Campaign campaign : draw.campaigns()) {
      double mailed = draw.mailings().list(campaign).cardinality();
      double rest = draw.households() - mailed;
      double weight = mailed * rest / (mailed + rest);
      sum += weight * each.applyAsDouble(campaign);
      weights += weight;
    }
    return sum / weights;
  }

  private double change(Campaign campaign, int from, int to, int later, int last) {
    double[] sum = new double[2];
    int[] count = new int[2];
    for (int h = 0; h < draw.households(); h++) {
      int arm = draw.mailings().has(campaign, h) ? 1 : 0;
      sum[arm] += mean(h, campaign, later, last) - mean(h, campaign, from, to);
      count[arm]++;
    }
    return sum[1] / count[1] - sum[0] / count[0];
  }

  private double mean(int household, Campaign campaign, int from, int to) {
    long cents = 0;
    for (int day = campaign.start() + 7 * from; day <= campaign.start() + 7 * to + 6; day++) {
      cents += centsByDay[household][day];
    }
    return cents / 100.0 / (to - from + 1);
  }
}
