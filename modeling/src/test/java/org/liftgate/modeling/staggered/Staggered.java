package org.liftgate.modeling.staggered;

import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.liftgate.kernel.Digest;

/**
 * Panels of known effects: unit and period effects, AR(1) errors, cohorts first treated in 4, 6 and
 * 8 of 10 periods and never, a quarter of the units each. The effect in event time e is {@code
 * effect} (1 + e) for the first cohort, half of it for the second, and 0 for the third.
 */
record Staggered(int units, double effect) {
  static final int PERIODS = 10;

  static final int[] COHORTS = {4, 6, 8, StaggeredPanel.NEVER};

  StaggeredPanel draw(long seed) {
    var random = new SplittableRandom(Digest.mix(seed + 1));
    int n = units * PERIODS;
    int[] unit = new int[n];
    int[] period = new int[n];
    int[] cohort = new int[n];
    double[] y = new double[n];
    for (int u = 0, i = 0; u < units; u++) {
      int first = COHORTS[u % 4];
      double level = random.nextGaussian() + u % 4;
      double e = random.nextGaussian();
      for (int t = 1; t <= PERIODS; t++, i++) {
        e = 0.6 * e + 0.8 * random.nextGaussian();
        unit[i] = u;
        period[i] = t;
        cohort[i] = first;
        y[i] = level + 0.3 * t + Math.sin(t) + e + truth(first, t);
      }
    }
    return StaggeredPanel.of(unit, period, cohort, y);
  }

  double truth(int cohort, int t) {
    double share = cohort == 4 ? 1 : cohort == 6 ? 0.5 : 0;
    return t >= cohort ? share * effect * (1 + t - cohort) : 0;
  }

  static StaggeredPanel shuffled(StaggeredPanel panel, long seed) {
    int[] order = IntStream.range(0, panel.rows()).toArray();
    var random = new Random(seed);
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swap = order[i];
      order[i] = order[j];
      order[j] = swap;
    }
    return panel.take(order);
  }

  static StaggeredPanel keep(StaggeredPanel panel, java.util.function.IntPredicate rows) {
    return panel.take(IntStream.range(0, panel.rows()).filter(rows).toArray());
  }
}
