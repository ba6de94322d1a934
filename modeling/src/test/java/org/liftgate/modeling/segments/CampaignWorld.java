package org.liftgate.modeling.segments;

import java.util.ArrayList;
import java.util.SplittableRandom;

/**
 * Sales of stores around a campaign: levels and trends of stores, noise that a store shares from
 * day to day, noise of a sale, and an effect that differs by the store's place and the customer's
 * age. Days hold none to six sales.
 *
 * @param heterogeneity how far urban stores, and again young customers, respond above and others
 *     below the effect, as a share of it
 */
record CampaignWorld(int treated, int comparison, double heterogeneity) {
  static final double EFFECT = 50;
  private static final int DAYS = 30;
  private static final double YOUNG = 17.0 / 52;
  private static final double URBAN = 1.0 / 3;

  /** The effect on the sales of stores and customers that might have been drawn. */
  double truth() {
    return EFFECT * (1 + heterogeneity * (2 * YOUNG - 1) + heterogeneity * (2 * URBAN - 1));
  }

  /**
   * @param sales every sale by itself
   * @param days the mean sale of a store and day
   * @param ofSales, ofDays the effect on the treated rows of this sample
   */
  record Drawn(ArmRows sales, ArmRows days, double ofSales, double ofDays) {}

  private record Row(double outcome, boolean treated, boolean post, int store, double effect) {}

  Drawn draw(long seed) {
    var random = new SplittableRandom(seed);
    var sales = new ArrayList<Row>();
    var days = new ArrayList<Row>();
    for (int s = 0; s < treated + comparison; s++) {
      double level = 500 + 20 * random.nextGaussian();
      double trend = .1 * random.nextGaussian();
      double place = random.nextDouble() < URBAN ? heterogeneity : -heterogeneity;
      double shared = random.nextGaussian();
      for (int d = -DAYS; d < DAYS; d++) {
        shared = .6 * shared + .8 * random.nextGaussian();
        int count = random.nextInt(7);
        double sum = 0;
        double effects = 0;
        for (int k = 0; k < count; k++) {
          double age = random.nextDouble() < YOUNG ? heterogeneity : -heterogeneity;
          double sale = level + trend * d + 10 * shared + 50 * random.nextGaussian();
          double effect = s < treated && d >= 0 ? EFFECT * (1 + place + age) : 0;
          sales.add(new Row(sale + effect, s < treated, d >= 0, s, effect));
          sum += sale + effect;
          effects += effect;
        }
        if (count > 0) {
          days.add(new Row(sum / count, s < treated, d >= 0, s, effects / count));
        }
      }
    }
    return new Drawn(rows(sales), rows(days), effect(sales), effect(days));
  }

  private static double effect(ArrayList<Row> rows) {
    return rows.stream()
        .filter(r -> r.treated() && r.post())
        .mapToDouble(Row::effect)
        .average()
        .orElseThrow();
  }

  private static ArmRows rows(ArrayList<Row> rows) {
    int n = rows.size();
    var outcome = new double[n];
    var treated = new boolean[n];
    var post = new boolean[n];
    var store = new int[n];
    for (int i = 0; i < n; i++) {
      outcome[i] = rows.get(i).outcome();
      treated[i] = rows.get(i).treated();
      post[i] = rows.get(i).post();
      store[i] = rows.get(i).store();
    }
    return new ArmRows(outcome, treated, post, store);
  }
}
