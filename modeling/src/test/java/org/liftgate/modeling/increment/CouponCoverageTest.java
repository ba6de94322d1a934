package org.liftgate.modeling.increment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Digest;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Panel;

/**
 * What coupons do to the commodities they are for, as the flagship asks it: the mean over a
 * campaign's covered commodities, lists that follow a household's level (differences in differences
 * are right) or the weeks to come (nothing is), other campaigns' books beside, which share some
 * commodities and not others.
 */
class CouponCoverageTest {
  private static final int HOUSEHOLDS = 250;
  private static final int CAMPAIGNS = 4;
  private static final int COMMODITIES = 8;
  private static final int COVERED = 3;
  private static final int PRE = 4;
  private static final int POST = 5;
  private static final int APART = 2;
  private static final double GAIN = 1;
  private static final StackedIncrement INCREMENT = new StackedIncrement(-1, 2, 20, Workers.of(2));

  /** The short form in CI; the profile "long" makes it 2,000. */
  private static final int DRAWS = Integer.getInteger("liftgate.draws", 40) >= 2000 ? 2000 : 100;

  /** What the lists follow. */
  private enum Lists {
    LEVEL,
    HIDDEN
  }

  /** Pooled and by campaign: mean error, spread, mean standard error, share covered. */
  private record Bars(double bias, double spread, double error, double coverage, double single) {}

  @Test
  void listsThatFollowTheLevelAreIdentified() {
    Bars bars = run(Lists.LEVEL, 0);
    double least = DRAWS >= 2000 ? 0.93 : 0.87;
    assertThat(bars.coverage()).isBetween(least, 1.0);
    assertThat(bars.single()).isBetween(0.92, 0.98);
    double noise = DRAWS >= 2000 ? 0.1 : 0.1 + 3.3 / Math.sqrt(DRAWS);
    assertThat(Math.abs(bars.bias())).isLessThan(noise * bars.spread());
    assertThat(bars.error() / bars.spread()).isBetween(0.8, 1.25);
  }

  /** The triple difference is right where uncovered commodities do not move, and only there. */
  @Test
  void lessTheUncoveredIsRightWithoutAHaloAndWrongWithOne() {
    assertThat(beyond(0).coverage()).isGreaterThan(DRAWS >= 2000 ? 0.93 : 0.87);
    assertThat(beyond(0.5).coverage()).isLessThan(0.5);
  }

  @Test
  void listsThatFollowWeeksToComeAreNot() {
    assertThat(run(Lists.HIDDEN, 0).coverage()).isLessThan(0.5);
  }

  private static Bars run(Lists lists, double halo) {
    return run(lists, halo, false);
  }

  private static Bars beyond(double halo) {
    return run(Lists.LEVEL, halo, true);
  }

  private static Bars run(Lists lists, double halo, boolean beyond) {
    var errors = new double[DRAWS];
    double std = 0;
    int covered = 0;
    int single = 0;
    for (int d = 0; d < DRAWS; d++) {
      var fit = INCREMENT.fit(draw(1000L * lists.ordinal() + d, lists, halo, beyond));
      var pooled =
          (Estimate.Value)
              fit.pooled().stream().filter(e -> e.term().equals("att")).findFirst().orElseThrow();
      errors[d] = pooled.value() - GAIN;
      std += pooled.stdError() / DRAWS;
      covered += holds(pooled) ? 1 : 0;
      for (var g : fit.groups()) {
        single += g.effect() instanceof Estimate.Value v && holds(v) ? 1 : 0;
      }
    }
    double bias = Arrays.stream(errors).average().orElseThrow();
    double spread =
        Math.sqrt(Arrays.stream(errors).map(e -> (e - bias) * (e - bias)).average().orElseThrow());
    var bars =
        new Bars(
            bias, spread, std, covered / (double) DRAWS, single / (double) (DRAWS * CAMPAIGNS));
    System.out.printf(
        "coupon, lists follow %s, halo %s, beyond %s: %s%n", lists, halo, beyond, bars);
    return bars;
  }

  private static boolean holds(Estimate.Value v) {
    return v.confLow() <= GAIN && GAIN <= v.confHigh();
  }

  private static ListedPanel draw(long seed, Lists lists, double halo, boolean beyond) {
    var random = new SplittableRandom(Digest.mix(seed + 91));
    int weeks = PRE + POST + APART * CAMPAIGNS;
    boolean[][] books = books(random);
    var mailed = new boolean[CAMPAIGNS][HOUSEHOLDS];
    var sales = new double[HOUSEHOLDS][COMMODITIES][weeks];
    for (int h = 0; h < HOUSEHOLDS; h++) {
      double level = random.nextGaussian();
      double[][] noise = noise(random, weeks);
      for (int k = 0; k < CAMPAIGNS; k++) {
        int start = PRE + APART * k;
        double follows =
            lists == Lists.LEVEL
                ? level
                : IntStream.range(start, start + POST)
                    .mapToDouble(t -> noise[0][t])
                    .average()
                    .orElse(0);
        mailed[k][h] = follows + 0.7 * random.nextGaussian() > 0.4;
      }
      for (int c = 0; c < COMMODITIES; c++) {
        for (int t = 0; t < weeks; t++) {
          double gain = 0;
          for (int k = 0; k < CAMPAIGNS; k++) {
            int since = t - PRE - APART * k;
            if (mailed[k][h] && since >= 0 && since < POST) {
              gain += books[k][c] ? GAIN : halo;
            }
          }
          sales[h][c][t] =
              level * (1 + c / 8.0) + Math.sin(t / 3.0 + c) + noise[0][t] + noise[1 + c][t] + gain;
        }
      }
    }
    return panel(sales, mailed, books, beyond);
  }

  /** A serially correlated shock of the household, then one for each commodity. */
  private static double[][] noise(SplittableRandom random, int weeks) {
    var noise = new double[1 + COMMODITIES][weeks];
    for (double[] n : noise) {
      double e = random.nextGaussian();
      for (int t = 0; t < weeks; t++) {
        e = 0.6 * e + 0.8 * random.nextGaussian();
        n[t] = e;
      }
    }
    return noise;
  }

  private static boolean[][] books(SplittableRandom random) {
    var books = new boolean[CAMPAIGNS][COMMODITIES];
    for (boolean[] book : books) {
      for (int n = 0; n < COVERED; ) {
        int c = random.nextInt(COMMODITIES);
        n += book[c] ? 0 : 1;
        book[c] = true;
      }
    }
    return books;
  }

  private static ListedPanel panel(
      double[][][] sales, boolean[][] mailed, boolean[][] books, boolean beyond) {
    var rows = new ArrayList<int[]>();
    var exposures = new ArrayList<int[]>();
    for (int k = 0; k < CAMPAIGNS; k++) {
      for (int h = 0; h < HOUSEHOLDS; h++) {
        for (int r = -PRE; r < POST; r++) {
          rows.add(new int[] {k, h, r, mailed[k][h] ? 1 : 0});
        }
      }
      for (int o = 0; o < CAMPAIGNS; o++) {
        for (int r = -PRE; r < POST; r++) {
          int since = APART * (k - o) + r;
          if (o != k && since >= 0 && since < POST) {
            exposures.add(new int[] {k, o, r, k});
          }
        }
      }
    }
    double[] y =
        rows.stream()
            .mapToDouble(
                r -> {
                  int week = PRE + APART * r[0] + r[2];
                  double inside = mean(sales[r[1]], books[r[0]], true, week);
                  return beyond ? inside - mean(sales[r[1]], books[r[0]], false, week) : inside;
                })
            .toArray();
    var treated = new byte[rows.size()];
    IntStream.range(0, treated.length).forEach(i -> treated[i] = (byte) rows.get(i)[3]);
    double[] ones = Overlapping.ones(exposures.size());
    var offsets = new int[HOUSEHOLDS + 1];
    for (int h = 0; h < HOUSEHOLDS; h++) {
      int unit = h;
      offsets[h + 1] = offsets[h] + (int) Arrays.stream(mailed).filter(m -> m[unit]).count();
    }
    int[] lists =
        IntStream.range(0, HOUSEHOLDS)
            .flatMap(h -> IntStream.range(0, CAMPAIGNS).filter(k -> mailed[k][h]))
            .toArray();
    var factors = new double[CAMPAIGNS];
    Arrays.fill(factors, COVERED);
    return new ListedPanel(
        new Panel(
            Overlapping.column(rows, 0),
            Overlapping.column(rows, 1),
            Overlapping.column(rows, 2),
            treated,
            y),
        offsets,
        lists,
        new Exposures(
            Overlapping.column(exposures, 0),
            Overlapping.column(exposures, 1),
            Overlapping.column(exposures, 2),
            Overlapping.column(exposures, 3),
            ones,
            ones),
        factors,
        Integer::toString);
  }

  private static double mean(double[][] household, boolean[] book, boolean inside, int week) {
    return IntStream.range(0, COMMODITIES)
        .filter(c -> book[c] == inside)
        .mapToDouble(c -> household[c][week])
        .average()
        .orElseThrow();
  }
}
