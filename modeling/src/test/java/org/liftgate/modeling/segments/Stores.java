package org.liftgate.modeling.segments;

import java.util.SplittableRandom;

/** Rows of stores before and after a start, with effects that are known. */
final class Stores {
  final ArmRows rows;
  final int[] young;
  final int[] urban;

  /**
   * @param gap what the effect of young customers is larger by
   */
  Stores(int treated, int comparison, int days, double effect, double gap, long seed) {
    var random = new SplittableRandom(seed);
    int stores = treated + comparison;
    int n = stores * days * 2;
    var outcome = new double[n];
    var arm = new boolean[n];
    var post = new boolean[n];
    var cluster = new int[n];
    young = new int[n];
    urban = new int[n];
    int i = 0;
    for (int s = 0; s < stores; s++) {
      double level = 10 * random.nextGaussian();
      double trend = 4 * random.nextGaussian();
      int place = s % 3;
      for (int d = 0; d < 2 * days; d++, i++) {
        arm[i] = s < treated;
        post[i] = d >= days;
        cluster[i] = s;
        young[i] = random.nextInt(2);
        urban[i] = place;
        boolean on = arm[i] && post[i];
        outcome[i] =
            500
                + level
                + (post[i] ? trend : 0)
                + 20 * random.nextGaussian()
                + (on ? effect + (young[i] == 1 ? gap / 2 : -gap / 2) : 0);
      }
    }
    rows = new ArmRows(outcome, arm, post, cluster);
  }
}
