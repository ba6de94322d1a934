package org.liftgate.modeling.refute;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.liftgate.modeling.adjusted.UnitInfluence;

/**
 * Pooled differences in differences around any date, from each unit's running sum of the outcome by
 * day: a window costs two subtractions a unit, so that hundreds of dates and horizons need no
 * panel. Groups are weighted as a stacked regression weighs them.
 *
 * @param first first day observed; {@code sums[u][d]} is the sum of unit u before day first + d
 * @param group n codes of (group, unit) pairs, sorted
 * @param start n days
 * @param exposed for each unit, pairs of first and last day under a treatment; empty when unknown
 */
public record Windows(
    int first,
    double[][] sums,
    int[] group,
    int[] unit,
    byte[] treated,
    int[] start,
    int[][] exposed) {
  private static final int LEAST = 20;

  /**
   * The effect at a shift of every start.
   *
   * @param shift days added to each group's start; negative is before
   * @param pre weeks before, wholly observed
   * @param post weeks from there on, wholly observed
   * @param free only units under no treatment in the window
   * @return empty when no group has both arms, 20 units each, with these weeks observed
   */
  public Optional<UnitInfluence> effect(int shift, int pre, int post, boolean free) {
    var effects = new ArrayList<UnitInfluence>();
    var weights = new ArrayList<Double>();
    for (int from = 0; from < group.length; ) {
      int to = from;
      while (to < group.length && group[to] == group[from]) {
        to++;
      }
      one(from, to, shift, pre, post, free, effects, weights);
      from = to;
    }
    return effects.isEmpty()
        ? Optional.empty()
        : Optional.of(UnitInfluence.mean(effects, weights.stream().mapToDouble(w -> w).toArray()));
  }

  private void one(
      int from,
      int to,
      int shift,
      int pre,
      int post,
      boolean free,
      List<UnitInfluence> effects,
      List<Double> weights) {
    int at = start[from] + shift;
    int low = at - 7 * pre;
    int high = at + 7 * post;
    if (low < first || high - first > sums[0].length - 1) {
      return;
    }
    int n = 0;
    int[] units = new int[to - from];
    byte[] arms = new byte[to - from];
    double[] d = new double[to - from];
    int[] count = new int[2];
    for (int i = from; i < to; i++) {
      if (!free || untouched(unit[i], low, high - 1)) {
        double[] s = sums[unit[i]];
        units[n] = unit[i];
        arms[n] = treated[i];
        d[n++] = (s[high - first] - s[at - first]) / post - (s[at - first] - s[low - first]) / pre;
        count[treated[i]]++;
      }
    }
    if (Math.min(count[0], count[1]) >= LEAST) {
      effects.add(
          UnitInfluence.ofMeans(
              java.util.Arrays.copyOf(units, n), arms, java.util.Arrays.copyOf(d, n), sums.length));
      double p = (double) pre * post / (pre + post);
      weights.add((double) count[0] * count[1] / n * p);
    }
  }

  private boolean untouched(int u, int low, int high) {
    for (int k = 0; k < exposed[u].length; k += 2) {
      if (exposed[u][k] <= high && exposed[u][k + 1] >= low) {
        return false;
      }
    }
    return true;
  }
}
