package org.liftgate.modeling.panel;

import java.util.Arrays;

/**
 * Event times within a window: those outside count as its ends.
 *
 * @param low the least that occurs
 * @param distinct those that occur, ascending
 */
record EventTimes(int first, int last, int low, int[] distinct) {
  private static final int TABLE = 1 << 16;

  static EventTimes of(int[] times, int first, int last) {
    int low = Integer.MAX_VALUE;
    int high = Integer.MIN_VALUE;
    for (int e : times) {
      if (e != EffectsPanel.NEVER) {
        low = Math.min(low, e);
        high = Math.max(high, e);
      }
    }
    if (low > high) {
      return new EventTimes(first, last, 0, new int[0]);
    }
    low = Math.clamp(low, first, last);
    high = Math.clamp(high, first, last);
    return new EventTimes(
        first,
        last,
        low,
        (long) high - low < TABLE
            ? byTable(times, first, last, low, high)
            : bySorting(times, first, last));
  }

  private static int[] byTable(int[] times, int first, int last, int low, int high) {
    var seen = new boolean[high - low + 1];
    for (int e : times) {
      if (e != EffectsPanel.NEVER) {
        seen[within(e, first, last) - low] = true;
      }
    }
    var distinct = new int[seen.length];
    int count = 0;
    for (int i = 0; i < seen.length; i++) {
      if (seen[i]) {
        distinct[count++] = low + i;
      }
    }
    return Arrays.copyOf(distinct, count);
  }

  private static int[] bySorting(int[] times, int first, int last) {
    return Arrays.stream(times)
        .filter(e -> e != EffectsPanel.NEVER)
        .map(e -> within(e, first, last))
        .sorted()
        .distinct()
        .toArray();
  }

  private static int within(int e, int first, int last) {
    return Math.min(last, Math.max(first, e));
  }

  /**
   * @param levels some of the distinct times, ascending
   * @return n numbers of levels, -1 for a time that is none of them
   */
  int[] codes(int[] times, int[] levels) {
    var codes = new int[times.length];
    int span = distinct[distinct.length - 1] - low;
    if (span < 0 || span >= TABLE) {
      for (int i = 0; i < codes.length; i++) {
        int e = times[i];
        int time = e == EffectsPanel.NEVER ? e : within(e, first, last);
        codes[i] = Math.max(-1, Arrays.binarySearch(levels, time));
      }
      return codes;
    }
    var table = new int[span + 1];
    Arrays.fill(table, -1);
    for (int k = 0; k < levels.length; k++) {
      table[levels[k] - low] = k;
    }
    for (int i = 0; i < codes.length; i++) {
      int e = times[i];
      codes[i] = e == EffectsPanel.NEVER ? -1 : table[within(e, first, last) - low];
    }
    return codes;
  }
}
