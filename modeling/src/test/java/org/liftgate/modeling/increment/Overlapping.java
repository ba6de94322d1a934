package org.liftgate.modeling.increment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.liftgate.kernel.Digest;
import org.liftgate.kernel.Panel;

/**
 * Households by weeks under campaigns that start {@code apart} weeks after each other, run for
 * {@code run} weeks and mail by household level, so that lists overlap. Campaign k adds {@code
 * effects[k]} a week while it runs, and {@code beside} more for each other one that runs beside it.
 */
record Overlapping(int households, double[] effects, int apart, int run, double beside) {
  static final int PRE = 4;
  static final int POST = 5;

  ListedPanel draw(long seed) {
    var random = new SplittableRandom(Digest.mix(seed + 17));
    int campaigns = effects.length;
    int weeks = PRE + POST + apart * campaigns;
    var mailed = new boolean[campaigns][households];
    var sales = new double[households][weeks];
    for (int h = 0; h < households; h++) {
      double level = random.nextGaussian();
      double e = random.nextGaussian();
      for (int k = 0; k < campaigns; k++) {
        mailed[k][h] = level + 0.7 * random.nextGaussian() > 0.4;
      }
      for (int t = 0; t < weeks; t++) {
        e = 0.6 * e + 0.8 * random.nextGaussian();
        sales[h][t] = 3 * level + Math.sin(t / 4.0) + e + effect(mailed, h, t);
      }
    }
    return panel(sales, mailed);
  }

  private double effect(boolean[][] mailed, int h, int t) {
    double sum = 0;
    int running = 0;
    for (int k = 0; k < effects.length; k++) {
      if (mailed[k][h] && t >= start(k) && t < start(k) + run) {
        sum += effects[k];
        running++;
      }
    }
    return sum + beside * running * Math.max(0, running - 1);
  }

  private int start(int campaign) {
    return PRE + apart * campaign;
  }

  /** A campaign's mean effect over its weeks of the panel. */
  double truth(int campaign) {
    return effects[campaign] * Math.min(run, POST) / POST;
  }

  private ListedPanel panel(double[][] sales, boolean[][] mailed) {
    var rows = new ArrayList<int[]>();
    var exposures = new ArrayList<int[]>();
    for (int k = 0; k < effects.length; k++) {
      for (int h = 0; h < households; h++) {
        for (int r = -PRE; r < POST; r++) {
          rows.add(new int[] {k, h, r, mailed[k][h] ? 1 : 0});
        }
      }
      for (int o = 0; o < effects.length; o++) {
        for (int r = -PRE; r < POST; r++) {
          int lag = start(k) + r - start(o);
          if (o != k && lag >= 0 && lag < run) {
            exposures.add(new int[] {k, o, r, lag});
          }
        }
      }
    }
    var panel =
        new Panel(
            column(rows, 0),
            column(rows, 1),
            column(rows, 2),
            bytes(column(rows, 3)),
            rows.stream().mapToDouble(r -> sales[r[1]][start(r[0]) + r[2]]).toArray());
    double[] ones = ones(exposures.size());
    return new ListedPanel(
        panel,
        offsets(mailed),
        lists(mailed),
        new Exposures(
            column(exposures, 0),
            column(exposures, 1),
            column(exposures, 2),
            column(exposures, 3),
            ones,
            ones),
        ones(effects.length),
        Integer::toString);
  }

  static double[] ones(int size) {
    var ones = new double[size];
    Arrays.fill(ones, 1);
    return ones;
  }

  private int[] offsets(boolean[][] mailed) {
    var offsets = new int[households + 1];
    for (int h = 0; h < households; h++) {
      int unit = h;
      offsets[h + 1] = offsets[h] + (int) Arrays.stream(mailed).filter(m -> m[unit]).count();
    }
    return offsets;
  }

  private int[] lists(boolean[][] mailed) {
    return IntStream.range(0, households)
        .flatMap(h -> IntStream.range(0, mailed.length).filter(k -> mailed[k][h]))
        .toArray();
  }

  static int[] column(List<int[]> rows, int k) {
    return rows.stream().mapToInt(r -> r[k]).toArray();
  }

  private static byte[] bytes(int[] values) {
    var out = new byte[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (byte) values[i];
    }
    return out;
  }
}
