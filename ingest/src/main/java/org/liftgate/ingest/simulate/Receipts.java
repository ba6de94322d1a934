package org.liftgate.ingest.simulate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.liftgate.ingest.simulate.Stream.Purpose;

/**
 * One household's receipts and redemptions as text. Coupons are refunded by the manufacturer, so
 * they change what is recorded and not the sales value. A few lines are blemished as real ones are:
 * zero quantity and value, or a line keyed twice; cleaning takes both out again.
 */
final class Receipts {
  private static final double EMPTY_LINE_SHARE = 0.05;
  private static final double TWICE_SHARE = 0.003;
  private static final long FIRST_BASKET = 26_984_851_472L;
  private static final long BASKETS_PER_HOUSEHOLD = 1_024;

  private final RetailDraw draw;
  private final Household household;
  private final List<Campaign> campaigns;
  private final Map<Campaign, Integer> left = new HashMap<>();
  private final Map<Campaign, Integer> lastDay = new HashMap<>();
  private final StringBuilder lines = new StringBuilder(80_000);
  private final StringBuilder redemptions = new StringBuilder();
  private final Observed.One observed = new Observed.One();

  private Receipts(RetailDraw draw, int household) {
    this.draw = draw;
    this.household = draw.household(household);
    campaigns = draw.mailings().of(household);
    for (Campaign campaign : campaigns) {
      if (draw.shopping().redeems(this.household, campaign)) {
        var random = Stream.of(draw.seed(), Purpose.REDEMPTION, household, campaign.index());
        left.put(campaign, 1 + random.poisson(1.6));
      }
    }
  }

  static Receipts of(RetailDraw draw, int household) {
    var receipts = new Receipts(draw, household);
    draw.shopping()
        .trips(receipts.household, World.asObserved(), 1, Shopping.DAYS, receipts::print);
    return receipts;
  }

  int household() {
    return household.index();
  }

  StringBuilder lines() {
    return lines;
  }

  StringBuilder redemptions() {
    return redemptions;
  }

  Observed.One observed() {
    return observed;
  }

  private void print(Basket basket) {
    observed.add(basket);
    var random = Stream.of(draw.seed(), Purpose.BLEMISH, household.index(), basket.trip);
    int time = 100 * (8 + random.below(14)) + random.below(60);
    long[] coupons = redeem(basket);
    int begin = 0;
    for (int i = 0; i < basket.size; i++) {
      begin = lines.length();
      line(
          basket,
          basket.products[i],
          basket.quantities[i],
          basket.values[i],
          basket.discounts[i],
          coupons[i],
          time);
    }
    if (random.uniform() < TWICE_SHARE) {
      lines.append(lines, begin, lines.length());
    }
    if (random.uniform() < EMPTY_LINE_SHARE) {
      line(basket, random.below(draw.assortment().products()), 0, 0, 0, 0, time);
    }
  }

  /** Cents off by coupon, by line. One coupon a line, one redemption a campaign and day. */
  private long[] redeem(Basket basket) {
    var coupons = new long[basket.size];
    for (Campaign campaign : campaigns) {
      int remaining = left.getOrDefault(campaign, 0);
      boolean today = lastDay.getOrDefault(campaign, 0) == basket.day;
      if (remaining == 0 || today || !campaign.runsOn(basket.day)) {
        continue;
      }
      int at = couponLine(basket, campaign, coupons);
      if (at >= 0) {
        int commodity = draw.assortment().commodityOf(basket.products[at]);
        coupons[at] = Math.min(basket.values[at], commodity % 2 == 0 ? 50 : 100);
        left.put(campaign, remaining - 1);
        lastDay.put(campaign, basket.day);
        redemptions.append(household.key()).append(',').append(basket.day).append(',');
        redemptions.append(draw.book().coupon(campaign, basket.products[at])).append(',');
        redemptions.append(campaign.key()).append('\n');
      }
    }
    return coupons;
  }

  private int couponLine(Basket basket, Campaign campaign, long[] coupons) {
    for (int i = 0; i < basket.size; i++) {
      if (coupons[i] == 0 && draw.book().covers(campaign, basket.products[i])) {
        return i;
      }
    }
    return -1;
  }

  private void line(
      Basket basket, int product, int quantity, long cents, long off, long coupon, int time) {
    lines.append(household.key()).append(',');
    lines.append(FIRST_BASKET + household.index() * BASKETS_PER_HOUSEHOLD + basket.trip);
    lines.append(',').append(basket.day).append(',');
    lines.append(draw.assortment().key(product)).append(',').append(quantity).append(',');
    money(cents).append(',').append(household.storeKey()).append(',');
    money(-off).append(',').append(time).append(',').append(Shopping.week(basket.day));
    lines.append(',');
    money(-coupon).append(",0.00\n");
  }

  private StringBuilder money(long cents) {
    long size = Math.abs(cents);
    lines.append(cents < 0 ? "-" : "").append(size / 100).append('.');
    return lines.append(size % 100 < 10 ? "0" : "").append(size % 100);
  }
}
