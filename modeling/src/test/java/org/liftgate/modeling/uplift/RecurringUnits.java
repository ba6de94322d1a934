package org.liftgate.modeling.uplift;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.liftgate.accumulate.Workers;

/**
 * Units that recur in groups: half are likely to be treated and half seldom, by a permanent level;
 * groups have effects and courses of their own.
 */
final class RecurringUnits {
  static final List<String> NAMES = List.of("level", "noise1", "noise2", "noise3");

  private RecurringUnits() {}

  /**
   * @param slope of the effect in the level, in units of the outcome
   */
  static UnitArms draw(int units, int groups, double slope, long seed) {
    var random = new SplittableRandom(seed);
    var features = new double[NAMES.size()][units];
    for (double[] column : features) {
      for (int u = 0; u < units; u++) {
        column[u] = random.nextGaussian();
      }
    }
    var all = new ArrayList<UnitArms.Group>();
    for (int g = 0; g < groups; g++) {
      all.add(group(units, 3 * (g % 3), g, slope, features[0], random));
    }
    return UnitArms.of(all, NAMES, features, 1, Workers.of(1));
  }

  private static UnitArms.Group group(
      int units,
      double mean,
      double course,
      double slope,
      double[] level,
      SplittableRandom random) {
    var unit = new int[units];
    var treated = new byte[units];
    var history = new double[1][units];
    var change = new double[units];
    for (int u = 0; u < units; u++) {
      unit[u] = u;
      history[0][u] = level[u] + random.nextGaussian();
      treated[u] = (byte) (random.nextDouble() < 1 / (1 + Math.exp(1 - level[u])) ? 1 : 0);
      change[u] = course + 10 * random.nextGaussian() + treated[u] * (mean + slope * level[u]);
    }
    return new UnitArms.Group(unit, treated, history, change);
  }
}
