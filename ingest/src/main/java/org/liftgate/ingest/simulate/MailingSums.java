package org.liftgate.ingest.simulate;

/**
 * As observed less campaign removed, added up over mailed households seen shopping before the
 * start, by campaign, week from the start and cell. Whole numbers, so that the order in which
 * households come does not matter.
 */
final class MailingSums {
  private static final int OUTCOMES = Outcome.values().length;
  private static final int CELLS = Cells.NAMES.size();

  private final RetailDraw draw;
  private final int weeks;
  private final long[][] sums;
  private final long[][] redeemed;
  private final int[] mailed;
  private final int[] rest;
  private final int[] redeemers;

  MailingSums(RetailDraw draw, int weeks) {
    this.draw = draw;
    this.weeks = weeks;
    int campaigns = draw.campaigns().size();
    sums = new long[campaigns][OUTCOMES * weeks * CELLS];
    redeemed = new long[campaigns][OUTCOMES * weeks];
    mailed = new int[campaigns];
    rest = new int[campaigns];
    redeemers = new int[campaigns];
  }

  void add(Household household, History observed) {
    int firstDay = observed.firstDay();
    for (Campaign campaign : draw.campaigns()) {
      if (firstDay >= campaign.start()) {
        continue;
      }
      if (draw.mailings().has(campaign, household.index())) {
        mailed(household, campaign, observed);
      } else {
        rest[campaign.index()]++;
      }
    }
  }

  private void mailed(Household household, Campaign campaign, History observed) {
    mailed[campaign.index()]++;
    boolean redeems = redeems(household, campaign, observed);
    redeemers[campaign.index()] += redeems ? 1 : 0;
    if (campaign.extraLines() == 0) {
      return; // the two worlds are one
    }
    int last = Math.min(Shopping.DAYS, campaign.start() + 7 * weeks - 1);
    var without = History.of(draw, household, World.without(campaign), campaign.start(), last);
    add(campaign, observed, 1, redeems);
    add(campaign, without, -1, redeems);
  }

  /** Would redeem, and buys a product that the coupons cover while the campaign runs. */
  private boolean redeems(Household household, Campaign campaign, History observed) {
    if (!draw.shopping().redeems(household, campaign)) {
      return false;
    }
    for (int i = 0; i < observed.size(); i++) {
      if (campaign.runsOn(observed.day(i)) && draw.book().covers(campaign, observed.product(i))) {
        return true;
      }
    }
    return false;
  }

  private void add(Campaign campaign, History history, int sign, boolean redeems) {
    long[] own = sums[campaign.index()];
    for (int i = 0; i < history.size(); i++) {
      int week = Math.floorDiv(history.day(i) - campaign.start(), 7);
      if (week >= 0 && week < weeks) {
        int commodity = draw.assortment().commodityOf(history.product(i));
        int cell = draw.cells().of(campaign, commodity);
        for (int o = 0; o < OUTCOMES; o++) {
          long amount = sign * history.amount(o, i);
          own[(o * weeks + week) * CELLS + cell] += amount;
          if (redeems) {
            redeemed[campaign.index()][o * weeks + week] += amount;
          }
        }
      }
    }
  }

  void merge(MailingSums other) {
    for (int k = 0; k < sums.length; k++) {
      Sums.add(sums[k], other.sums[k]);
      Sums.add(redeemed[k], other.redeemed[k]);
      mailed[k] += other.mailed[k];
      rest[k] += other.rest[k];
      redeemers[k] += other.redeemers[k];
    }
  }

  int mailed(Campaign campaign) {
    return mailed[campaign.index()];
  }

  int rest(Campaign campaign) {
    return rest[campaign.index()];
  }

  int redeemers(Campaign campaign) {
    return redeemers[campaign.index()];
  }

  /** Of all cells, in the weeks from the start up to one, not included. */
  double basket(Campaign campaign, Outcome outcome, int from, int to) {
    double sum = 0;
    for (int cell = 0; cell < CELLS; cell++) {
      sum += cell(campaign, outcome, cell, from, to);
    }
    return sum;
  }

  double cell(Campaign campaign, Outcome outcome, int cell, int from, int to) {
    long sum = 0;
    for (int week = from; week < to; week++) {
      sum += sums[campaign.index()][(outcome.ordinal() * weeks + week) * CELLS + cell];
    }
    return outcome.scaled(sum);
  }

  /** Of households that redeem. */
  double redeemed(Campaign campaign, Outcome outcome, int to) {
    long sum = 0;
    for (int week = 0; week < to; week++) {
      sum += redeemed[campaign.index()][outcome.ordinal() * weeks + week];
    }
    return outcome.scaled(sum);
  }
}
