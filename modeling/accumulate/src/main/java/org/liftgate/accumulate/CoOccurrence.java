package org.liftgate.accumulate;

import java.util.Arrays;

/**
 * Sums over units of m m' / n, m being a unit's mask of periods and n its rows, for units that come
 * in order of n. Masks are turned 64 units at a time, so that a word holds one period of 64 units
 * and a count over units is a population count: exact integers, whatever the order. Mergeable.
 */
final class CoOccurrence {
  private static final int CODES = CompactPanel.CODES;

  /** Words of 64 units that are counted together: they fit the first-level cache. */
  private static final int WORDS = 16;

  /** Lower triangle, CODES x CODES. */
  final double[] sums = new double[CODES * CODES];

  private final int[] counts = new int[CODES * CODES];
  private final long[] words = new long[WORDS * CODES];

  /** Masks that wait to be turned; two more than are turned at a time. */
  private final long[] low = new long[64 * WORDS + 2];

  private final long[] high = new long[64 * WORDS + 2];
  private final int width;
  private int filled;
  private int rows;
  private boolean counted;

  /**
   * @param width codes in use lie below this
   */
  CoOccurrence(int width) {
    this.width = width;
  }

  /** Forgets all units. */
  void clear() {
    Arrays.fill(sums, 0);
    rows = 0;
  }

  /**
   * Adds a unit with n rows some times over; n must not be less than that of the unit before.
   * Written twice whatever the times are: a branch on them would seldom be foreseen.
   */
  void add(long seenLow, long seenHigh, int n, int times) {
    if (n != rows) {
      finish();
      rows = n;
    }
    int at = filled;
    low[at] = seenLow;
    low[at + 1] = seenLow;
    high[at] = seenHigh;
    high[at + 1] = seenHigh;
    filled = at + Math.min(2, times);
    if (filled >= 64 * WORDS) {
      full();
    }
    if (times > 2) {
      add(seenLow, seenHigh, n, times - 2);
    }
  }

  /** Counts what is full, and keeps a unit that is over. */
  private void full() {
    int over = filled - 64 * WORDS;
    long overLow = low[64 * WORDS];
    long overHigh = high[64 * WORDS];
    filled = 64 * WORDS;
    count();
    low[0] = overLow;
    high[0] = overHigh;
    filled = over;
  }

  /** Brings what has been added into {@link #sums}. */
  void finish() {
    count();
    if (counted) {
      for (int t = 0; t < width; t++) {
        weigh(t * CODES, t, 1.0 / rows);
      }
      counted = false;
    }
  }

  private void weigh(int at, int t, double each) {
    for (int s = at; s <= at + t; s++) {
      sums[s] += counts[s] * each;
      counts[s] = 0;
    }
  }

  private void count() {
    if (filled == 0) {
      return;
    }
    int padded = filled + 255 & -256;
    Arrays.fill(low, filled, padded, 0);
    Arrays.fill(high, filled, padded, 0);
    for (int w = 0; w < padded / 64; w++) {
      turned(w);
    }
    for (int t = 0; t < width; t++) {
      for (int w = 0; w < padded / 64; w += 4) {
        row(words, w * CODES, t, counts, t * CODES, (t | 7) + 1);
      }
    }
    filled = 0;
    counted = true;
  }

  private void turned(int w) {
    System.arraycopy(low, 64 * w, words, w * CODES, 64);
    turn(words, w * CODES);
    if (width > 64) {
      System.arraycopy(high, 64 * w, words, w * CODES + 64, 64);
      turn(words, w * CODES + 64);
    }
  }

  /** Counts of period t with the periods up to the limit, over four words of units. */
  private static void row(long[] words, int at, int t, int[] counts, int to, int limit) {
    long a = words[at + t];
    long b = words[at + CODES + t];
    long c = words[at + 2 * CODES + t];
    long d = words[at + 3 * CODES + t];
    for (int s = 0; s < limit; s++) {
      counts[to + s] +=
          Long.bitCount(a & words[at + s])
              + Long.bitCount(b & words[at + CODES + s])
              + Long.bitCount(c & words[at + 2 * CODES + s])
              + Long.bitCount(d & words[at + 3 * CODES + s]);
    }
  }

  /** Transposes 64 x 64 bits in place (Warren, Hacker's Delight, 7-3). */
  static void turn(long[] a, int from) {
    swap(a, from, 32, 0x00000000FFFFFFFFL);
    swap(a, from, 16, 0x0000FFFF0000FFFFL);
    swap(a, from, 8, 0x00FF00FF00FF00FFL);
    swap(a, from, 4, 0x0F0F0F0F0F0F0F0FL);
    swap(a, from, 2, 0x3333333333333333L);
    swap(a, from, 1, 0x5555555555555555L);
  }

  private static void swap(long[] a, int from, int half, long mask) {
    for (int top = from; top < from + 64; top += 2 * half) {
      for (int i = top; i < top + half; i++) {
        long moved = (a[i] >>> half ^ a[i + half]) & mask;
        a[i] ^= moved << half;
        a[i + half] ^= moved;
      }
    }
  }

  CoOccurrence merge(CoOccurrence other) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += other.sums[i];
    }
    return this;
  }
}
