package org.liftgate.modeling.panel;

import java.util.Arrays;
import java.util.BitSet;
import org.liftgate.kernel.Panel;

/**
 * Units of each arm of a panel; a unit that is treated in one group and compared in another counts
 * in both.
 */
public record Arms(int treated, int comparison) {

  public static Arms of(Panel panel) {
    return new Arms(
        distinct(panel.unit(), panel.treated(), 1), distinct(panel.unit(), panel.treated(), 0));
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
