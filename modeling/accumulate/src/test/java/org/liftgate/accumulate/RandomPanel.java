package org.liftgate.accumulate;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Rows by unit and period; a fifth each never and always treated, the rest as it comes. */
record RandomPanel(int[] unit, int[] period, double[] treated, double[] y) {

  /**
   * @param seen share of the periods that a unit is seen in; at least one
   */
  static RandomPanel draw(long seed, int units, int periods, double seen) {
    var random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L ^ 0x5DEECE66DL);
    int most = units * periods;
    var p = new RandomPanel(new int[most], new int[most], new double[most], new double[most]);
    int rows = 0;
    for (int u = 0; u < units; u++) {
      rows = p.unit(u, periods, seen, rows, random);
    }
    return new RandomPanel(
        Arrays.copyOf(p.unit, rows),
        Arrays.copyOf(p.period, rows),
        Arrays.copyOf(p.treated, rows),
        Arrays.copyOf(p.y, rows));
  }

  private int unit(int u, int periods, double seen, int from, SplittableRandom random) {
    int kind = random.nextInt(5);
    int start = random.nextInt(periods);
    int forced = random.nextInt(periods);
    double level = 5 * random.nextGaussian();
    int row = from;
    for (int t = 0; t < periods; t++) {
      if (t == forced || kind != 4 && random.nextDouble() < seen) {
        unit[row] = 3 * u + 7;
        period[row] = t - 5;
        boolean on = kind == 1 || kind == 2 && t >= start || kind == 3 && random.nextBoolean();
        treated[row] = on ? 1 : 0;
        y[row] = level + Math.sin(t) + (on ? 0.5 : 0) + random.nextGaussian();
        row++;
      }
    }
    return row;
  }

  int rows() {
    return y.length;
  }
}
