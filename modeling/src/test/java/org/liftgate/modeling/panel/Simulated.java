package org.liftgate.modeling.panel;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.liftgate.kernel.Digest;
import org.liftgate.kernel.Panel;

/**
 * Campaigns over one set of households: level, common weeks, AR(1) errors of 0.6 that run through
 * all campaigns, and mailing by household level, which parallel trends allow.
 *
 * @param households U
 * @param campaigns G, three weeks apart, each seen from week -8 to +8
 * @param mailed households mailed in each campaign
 * @param effect per household and week from the start on
 */
record Simulated(int households, int campaigns, int mailed, double effect, boolean byLevel) {
  private static final double RHO = 0.6;
  private static final int BEFORE = 8;
  private static final int AFTER = 8;
  private static final int APART = 3;

  Panel draw(long seed) {
    var random = new SplittableRandom(Digest.mix(seed + 1));
    int weeks = BEFORE + AFTER + 1 + APART * campaigns;
    var sales = new double[households][weeks];
    var level = new double[households];
    for (int u = 0; u < households; u++) {
      level[u] = random.nextGaussian();
      double e = random.nextGaussian();
      for (int t = 0; t < weeks; t++) {
        e = RHO * e + Math.sqrt(1 - RHO * RHO) * random.nextGaussian();
        sales[u][t] = 3 * level[u] + Math.sin(t / 4.0) + e;
      }
    }
    List<boolean[]> lists = new ArrayList<>();
    for (int g = 0; g < campaigns; g++) {
      lists.add(list(level, random));
    }
    return panel(sales, lists);
  }

  private boolean[] list(double[] level, SplittableRandom random) {
    var score = new double[households];
    for (int u = 0; u < households; u++) {
      score[u] = (byLevel ? level[u] : 0) + random.nextGaussian();
    }
    double[] sorted = score.clone();
    java.util.Arrays.sort(sorted);
    var treated = new boolean[households];
    for (int u = 0; u < households; u++) {
      treated[u] = score[u] >= sorted[households - mailed];
    }
    return treated;
  }

  private Panel panel(double[][] sales, List<boolean[]> lists) {
    int width = BEFORE + AFTER + 1;
    int n = campaigns * households * width;
    var p = new Panel(new int[n], new int[n], new int[n], new byte[n], new double[n]);
    int row = 0;
    for (int g = 0; g < campaigns; g++) {
      for (int u = 0; u < households; u++) {
        for (int t = -BEFORE; t <= AFTER; t++) {
          boolean treated = lists.get(g)[u];
          p.group()[row] = g;
          p.unit()[row] = u;
          p.period()[row] = t;
          p.treated()[row] = (byte) (treated ? 1 : 0);
          p.outcome()[row] = sales[u][APART * g + BEFORE + t] + (treated && t >= 0 ? effect : 0);
          row++;
        }
      }
    }
    return p;
  }
}
