package org.liftgate.modeling.dose;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Random;
import org.liftgate.modeling.dose.DoseSample.Named;
import org.liftgate.modeling.linear.LinearSample.Effect;

/**
 * Stores that discount commodities week by week, and households that buy there: the law that the
 * retailer's simulator has, small enough to be drawn a thousand times. Expected units of a cell are
 * {@code base * (1 + 2 * depth + feature_effect * display + .6 * event)}; deals are more likely in
 * some stores x commodities and commodities x weeks; an event lasts two weeks and is in no column.
 * What a household bought itself takes no part in what it is offered.
 *
 * @param follow whether deals follow last week's events, which no effect can take out
 * @param features what a display adds, relative; displays are more likely on deals
 */
record Shelves(int stores, boolean follow, double features) {
  static final int PER_STORE = 4;
  static final int COMMODITIES = 6;
  static final int WEEKS = 14;
  static final double STEEP = 2;
  private static final double EVENT = 0.6;
  private static final double START = 0.1;
  private static final double SHARE = 0.25;

  /** Mean of what a household buys of a commodity without any of it. */
  private static final double MEAN = 0.6;

  static final DoseBins BINS = new DoseBins(java.util.List.of(0.0, 10.0, 20.0, 100.0));

  DoseSample draw(long seed) {
    var random = new Random(seed);
    int n = stores * PER_STORE * COMMODITIES * WEEKS;
    var dose = new double[n];
    var units = new double[n];
    var sales = new double[n];
    var own = new double[n];
    var display = new double[n];
    var codes = new int[4][n];
    double[] here = uniform(random, stores * COMMODITIES);
    double[] now = uniform(random, COMMODITIES * WEEKS);
    int i = 0;
    for (int s = 0; s < stores; s++) {
      double[][] base = base(random);
      for (int c = 0; c < COMMODITIES; c++) {
        boolean[] begins = new boolean[WEEKS + 2];
        for (int w = 0; w < begins.length; w++) {
          begins[w] = random.nextDouble() < START;
        }
        for (int w = 0; w < WEEKS; w++) {
          boolean event = begins[w + 2] || begins[w + 1];
          boolean before = begins[w + 1] || begins[w];
          double chance = SHARE * here[s * COMMODITIES + c] * now[c * WEEKS + w];
          chance *= !follow ? 1 : before ? 2.2 : 0.7;
          boolean deal = random.nextDouble() < chance;
          double points = deal ? 5 + random.nextInt(36) : 0;
          double shown = random.nextDouble() < (deal ? 0.5 : 0.1) ? 1 : 0;
          double d = points / 100;
          double rest = 1 + features * shown + (event ? EVENT : 0);
          for (int h = 0; h < PER_STORE; h++, i++) {
            double mean = base[h][c] * (rest + STEEP * d);
            int bought = poisson(random, mean);
            dose[i] = points;
            display[i] = shown;
            units[i] = bought;
            sales[i] = bought * (1 - d);
            own[i] = bought > 0 ? points : 0;
            codes[0][i] = s * PER_STORE + h;
            codes[1][i] = c * WEEKS + w;
            codes[2][i] = s * COMMODITIES + c;
            codes[3][i] = s;
          }
        }
      }
    }
    var later = new double[n];
    for (int k = 0; k < n; k++) {
      boolean last = k / PER_STORE % WEEKS == WEEKS - 1;
      later[k] = last ? Double.NaN : dose[k + PER_STORE];
    }
    var clusters = new LinkedHashMap<String, int[]>();
    clusters.put("household", codes[0]);
    clusters.put("store", codes[3]);
    return DoseSample.of(
            dose,
            Arrays.asList(
                new Effect("household", codes[0]),
                new Effect("commodity^week", codes[1]),
                new Effect("store^commodity", codes[2])),
            clusters,
            new Named("units", units),
            new Named("sales", sales))
        .withChosen(new Named("own_share", own))
        .withLater(new Named("next", later))
        .withHeld(new Named("display", display));
  }

  /**
   * Over infinitely many stores, which is what the standard errors are about: half of one point
   * more less one point less, of all cells.
   */
  double perPoint(boolean sales) {
    double depth = SHARE * (5 + 40) / 200;
    double rest = rest(SHARE * 0.5 + (1 - SHARE) * 0.1);
    return MEAN * (sales ? STEEP * (1 - 2 * depth) - rest : STEEP) / 100;
  }

  /** The same of deals as they are against none, of the cells in a bin. */
  double bin(int bin, boolean sales) {
    int low = bin == 1 ? 5 : bin == 2 ? 11 : 21;
    int high = bin == 1 ? 10 : bin == 2 ? 20 : 40;
    double sum = 0;
    for (int points = low; points <= high; points++) {
      double d = points / 100.0;
      sum += sales ? (rest(0.5) + STEEP * d) * (1 - d) - rest(0.5) : STEEP * d;
    }
    return MEAN * sum / (high - low + 1);
  }

  private double rest(double shown) {
    return 1 + features * shown + EVENT * (1 - (1 - START) * (1 - START));
  }

  private static double[][] base(Random random) {
    var base = new double[PER_STORE][COMMODITIES];
    for (double[] household : base) {
      double level = Math.exp(0.5 * random.nextGaussian() - 0.125);
      Arrays.setAll(household, _ -> level * (0.1 + random.nextDouble()));
    }
    return base;
  }

  private static double[] uniform(Random random, int n) {
    var out = new double[n];
    Arrays.setAll(out, _ -> 0.5 + random.nextDouble());
    return out;
  }

  private static int poisson(Random random, double mean) {
    double limit = Math.exp(-mean);
    double product = random.nextDouble();
    int count = 0;
    while (product > limit) {
      product *= random.nextDouble();
      count++;
    }
    return count;
  }
}
