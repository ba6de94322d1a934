package org.liftgate.bench.speed;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Households by weeks, unbalanced, half of them treated from week 30, 45, 60 or 75 on; AR(1) errors
 * of 0.5. The law is that of {@code gen.py}; rows come by household, then week.
 *
 * @param first week of treatment, 0 for never
 */
record PanelData(int[] unit, int[] week, double[] treated, double[] y, int[] first) {
  private static final int[] COHORTS = {30, 45, 60, 75};
  private static final double EFFECT = 0.5;

  /** The peers' columns where their folder is given, else the same law with this seed. */
  static PanelData of(
      Optional<Path> peers, String name, int households, int weeks, boolean event, long seed) {
    if (peers.isPresent()) {
      var columns = new Columns(peers.get().resolve(name));
      return new PanelData(
          columns.ints("hh"),
          columns.ints("week"),
          columns.doubles("d"),
          columns.doubles("y"),
          columns.ints("first"));
    }
    return draw(households, weeks, event, seed);
  }

  private static PanelData draw(int households, int weeks, boolean event, long seed) {
    var random = new SplittableRandom(seed);
    int most = households * weeks;
    var d =
        new PanelData(
            new int[most], new int[most], new double[most], new double[most], new int[most]);
    var common = new double[weeks + 1];
    for (int t = 1; t <= weeks; t++) {
      common[t] = common[t - 1] + 0.1 * random.nextGaussian();
    }
    int rows = 0;
    for (int u = 1; u <= households; u++) {
      rows = d.household(u, common, event, rows, random);
    }
    return new PanelData(
        Arrays.copyOf(d.unit, rows),
        Arrays.copyOf(d.week, rows),
        Arrays.copyOf(d.treated, rows),
        Arrays.copyOf(d.y, rows),
        Arrays.copyOf(d.first, rows));
  }

  private int household(int u, double[] common, boolean event, int from, SplittableRandom random) {
    double seen = random.nextDouble(0.6, 1);
    int start = random.nextBoolean() ? 0 : COHORTS[random.nextInt(COHORTS.length)];
    double level = random.nextGaussian() + (start > 0 ? 0.3 : 0);
    double e = random.nextGaussian();
    int row = from;
    for (int t = 1; t < common.length; t++) {
      e = t == 1 ? e : 0.5 * e + random.nextGaussian();
      if (random.nextDouble() < seen) {
        boolean on = start > 0 && t >= start;
        double grown = on && event ? 0.05 * Math.min(10, t - start) : 0;
        unit[row] = u;
        week[row] = t;
        treated[row] = on ? 1 : 0;
        y[row] = level + common[t] + (on ? EFFECT + grown : 0) + e;
        first[row++] = start;
      }
    }
    return row;
  }

  int rows() {
    return y.length;
  }
}
