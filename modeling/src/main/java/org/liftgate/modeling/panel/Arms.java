package org.liftgate.modeling.panel;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;
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
    return distinct(IntStream.range(0, codes.length).filter(i -> treated[i] == arm), codes);
  }

  static int distinct(int[] codes) {
    return distinct(IntStream.range(0, codes.length), codes);
  }

  private static int distinct(IntStream rows, int[] codes) {
    int low = Arrays.stream(codes).min().orElse(0);
    int high = Arrays.stream(codes).max().orElse(0);
    IntStream chosen = rows.map(i -> codes[i]);
    if ((long) high - low > 4L * codes.length + 1024) {
      return (int) chosen.sorted().distinct().count();
    }
    var seen = new BitSet();
    chosen.forEach(code -> seen.set(code - low));
    return seen.cardinality();
  }
}
