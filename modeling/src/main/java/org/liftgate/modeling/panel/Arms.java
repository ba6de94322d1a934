package org.liftgate.modeling.panel;

import java.util.Arrays;
import java.util.BitSet;
import org.liftgate.kernel.Panel;

/**
 * Units of each arm of a panel; a unit that is treated in one group and compared in another counts
 * in both.
 *
 * @param units of either arm, each counted once
 * @param information sum over groups of treated x comparison / (treated + comparison) units: what a
 *     unit's variance is divided by in the variance of a stacked effect
 */
public record Arms(int treated, int comparison, int units, double information) {

  public static Arms of(Panel panel) {
    return new Arms(
        distinct(panel.unit(), panel.treated(), 1),
        distinct(panel.unit(), panel.treated(), 0),
        distinct(panel.unit()),
        information(Panels.byGroup(panel)));
  }

  /** Arms of one group. */
  public static Arms of(int treated, int comparison) {
    return new Arms(treated, comparison, treated + comparison, share(treated, comparison));
  }

  private static double share(double treated, double comparison) {
    return treated + comparison == 0 ? 0 : treated * comparison / (treated + comparison);
  }

  private static double information(Panel sorted) {
    double sum = 0;
    var arms = new int[2];
    for (int i = 0; i < sorted.rows(); i++) {
      boolean next = i > 0 && sorted.group()[i] != sorted.group()[i - 1];
      if (next) {
        sum += share(arms[1], arms[0]);
        Arrays.fill(arms, 0);
      }
      if (i == 0 || next || sorted.unit()[i] != sorted.unit()[i - 1]) {
        arms[sorted.treated()[i]]++;
      }
    }
    return sum + share(arms[1], arms[0]);
  }

  static int distinct(int[] codes, byte[] treated, int arm) {
    var chosen = new int[codes.length];
    int count = 0;
    for (int i = 0; i < codes.length; i++) {
      if (treated[i] == arm) {
        chosen[count++] = codes[i];
      }
    }
    return distinct(Arrays.copyOf(chosen, count));
  }

  static int distinct(int[] codes) {
    int low = Integer.MAX_VALUE;
    int high = Integer.MIN_VALUE;
    for (int code : codes) {
      low = Math.min(low, code);
      high = Math.max(high, code);
    }
    if ((long) high - low > 4L * codes.length + 1024) {
      return (int) Arrays.stream(codes).sorted().distinct().count();
    }
    var seen = new BitSet();
    for (int code : codes) {
      seen.set(code - low);
    }
    return seen.cardinality();
  }
}
