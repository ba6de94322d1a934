package org.liftgate.modeling.panel;

import java.util.Arrays;
import java.util.List;
import org.liftgate.accumulate.Workers;

/**
 * Event times within a window: those outside count as its ends.
 *
 * @param distinct those that occur, ascending
 * @param seen by time + {@link #REACH}, whether it occurs; only where that covers all
 */
record EventTimes(int first, int last, int[] distinct, boolean[] seen) {
  /** Times from -REACH to REACH - 1 are looked up in tables, others by bisection. */
  private static final int REACH = 1 << 13;

  private static final int PIECE = 1 << 18;

  /** Rows of one loop, which is compiled after some hundred calls. */
  private static final int SHORT = 256;

  static EventTimes of(int[] times, int first, int last, Workers workers) {
    List<boolean[]> parts = workers.map(pieces(times), p -> seen(times, p * PIECE));
    var seen = new boolean[2 * REACH];
    for (boolean[] part : parts) {
      if (part.length == 0) {
        return new EventTimes(first, last, bySorting(times, first, last), part);
      }
      for (int i = 0; i < seen.length; i++) {
        seen[i] |= part[i];
      }
    }
    return new EventTimes(first, last, listed(seen, first, last), seen);
  }

  private static int pieces(int[] times) {
    return (times.length + PIECE - 1) / PIECE;
  }

  /** Which times occur in a piece; empty when the table has no room for one. */
  private static boolean[] seen(int[] times, int from) {
    int to = Math.min(times.length, from + PIECE);
    var seen = new boolean[2 * REACH];
    for (int at = from; at < to; at += SHORT) {
      if (!mark(times, at, Math.min(to, at + SHORT), seen)) {
        return new boolean[0];
      }
    }
    return seen;
  }

  private static boolean mark(int[] times, int from, int to, boolean[] seen) {
    for (int i = from; i < to; i++) {
      int at = times[i] + REACH;
      if (at >= 0 && at < seen.length) {
        seen[at] = true;
      } else if (times[i] != EffectsPanel.NEVER) {
        return false;
      }
    }
    return true;
  }

  private static int[] listed(boolean[] seen, int first, int last) {
    var distinct = new int[seen.length];
    int count = 0;
    for (int i = 0; i < seen.length; i++) {
      int time = seen[i] ? within(i - REACH, first, last) : 0;
      if (seen[i] && (count == 0 || distinct[count - 1] != time)) {
        distinct[count++] = time;
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
  int[] codes(int[] times, int[] levels, Workers workers) {
    var table = new int[seen.length];
    for (int i = 0; i < table.length; i++) {
      table[i] = seen[i] ? level(i - REACH, levels) : -1;
    }
    var codes = new int[times.length];
    workers.map(
        pieces(times),
        p -> {
          int to = Math.min(times.length, (p + 1) * PIECE);
          for (int at = p * PIECE; at < to; at += SHORT) {
            look(times, at, Math.min(to, at + SHORT), levels, table, codes);
          }
          return p;
        });
    return codes;
  }

  private int level(int time, int[] levels) {
    return Math.max(-1, Arrays.binarySearch(levels, within(time, first, last)));
  }

  private void look(int[] times, int from, int to, int[] levels, int[] table, int[] codes) {
    for (int i = from; i < to; i++) {
      int at = times[i] + REACH;
      if (at >= 0 && at < table.length) {
        codes[i] = table[at];
      } else {
        codes[i] = times[i] == EffectsPanel.NEVER ? -1 : level(times[i], levels);
      }
    }
  }
}
