package org.liftgate.accumulate;

import java.util.Arrays;

/**
 * One block of a panel, turned so that the effect with more levels is demeaned and the one with
 * fewer is solved for: rows grouped by the former, each carrying a code of the latter.
 */
final class PanelBlock {
  final int start;
  final int rows;
  final int units;
  final int periods;

  /** True when periods are demeaned and units solved for. */
  final boolean turned;

  /** Offsets of the demeaned effect's levels among positions 0..rows. */
  final int[] levelStart;

  /** Code of the solved effect, by position. */
  final int[] solved;

  /** Row (from {@code start}) at a position; empty when position and row are the same. */
  final int[] order;

  private final int solvedLevels;

  /** Offsets of units among rows. */
  final int[] unitStart;

  /** Code of the period, by row. */
  final int[] periodCode;

  private PanelBlock(
      int start, int[] unitStart, int[] periodCode, int periods, boolean periodEffects) {
    this.start = start;
    this.rows = periodCode.length;
    this.units = unitStart.length - 1;
    this.periods = periods;
    this.unitStart = unitStart;
    this.periodCode = periodCode;
    this.turned = periodEffects && units < periods;
    this.solvedLevels = periodEffects ? Math.min(units, periods) : 1;
    if (turned) {
      levelStart = offsets(periodCode, periods);
      order = byCode(periodCode, levelStart);
      solved = at(unitCodes(), order);
    } else {
      levelStart = unitStart;
      order = new int[0];
      solved = periodEffects ? periodCode : new int[rows];
    }
  }

  static PanelBlock of(int from, int to, int[] unit, int[] period, boolean periodEffects) {
    var starts = new int[to - from + 1];
    int units = 0;
    for (int i = from; i < to; i++) {
      if (i == from || unit[i] != unit[i - 1]) {
        starts[units++] = i - from;
      }
    }
    starts[units] = to - from;
    int[] labels = Arrays.copyOfRange(period, from, to);
    int[] distinct = distinct(labels);
    for (int i = 0, last = 0; i < labels.length; i++) {
      int next = last + 1 < distinct.length ? last + 1 : 0;
      if (distinct[last] != labels[i]) {
        last = distinct[next] == labels[i] ? next : Arrays.binarySearch(distinct, labels[i]);
      }
      labels[i] = last;
    }
    return new PanelBlock(
        from, Arrays.copyOf(starts, units + 1), labels, distinct.length, periodEffects);
  }

  private static int[] distinct(int[] values) {
    int low = Integer.MAX_VALUE;
    int high = Integer.MIN_VALUE;
    for (int v : values) {
      low = Math.min(low, v);
      high = Math.max(high, v);
    }
    if ((long) high - low > 4L * values.length + 1024) {
      return Arrays.stream(values).sorted().distinct().toArray();
    }
    var seen = new java.util.BitSet();
    for (int v : values) {
      seen.set(v - low);
    }
    int offset = low;
    return seen.stream().map(b -> b + offset).toArray();
  }

  private static int[] offsets(int[] codes, int levels) {
    var offsets = new int[levels + 1];
    for (int code : codes) {
      offsets[code + 1]++;
    }
    for (int k = 0; k < levels; k++) {
      offsets[k + 1] += offsets[k];
    }
    return offsets;
  }

  private static int[] byCode(int[] codes, int[] offsets) {
    int[] next = offsets.clone();
    var order = new int[codes.length];
    for (int i = 0; i < codes.length; i++) {
      order[next[codes[i]]++] = i;
    }
    return order;
  }

  private int[] unitCodes() {
    var codes = new int[rows];
    for (int u = 0; u < units; u++) {
      Arrays.fill(codes, unitStart[u], unitStart[u + 1], u);
    }
    return codes;
  }

  private static int[] at(int[] codes, int[] order) {
    var out = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      out[i] = codes[order[i]];
    }
    return out;
  }

  /** Levels of the demeaned effect. */
  int levels() {
    return levelStart.length - 1;
  }

  /** Levels of the effect solved for; one, with coefficient 0, where there is no such effect. */
  int solvedLevels() {
    return solvedLevels;
  }

  /** Row in the whole panel of a position in this block. */
  int row(int position) {
    return start + (order.length == 0 ? position : order[position]);
  }

  int firstRepeat() {
    for (int u = 0; u < units; u++) {
      for (int i = unitStart[u] + 1; i < unitStart[u + 1]; i++) {
        if (periodCode[i] == periodCode[i - 1]) {
          return start + i;
        }
      }
    }
    return -1;
  }

  boolean unitsNestedIn(int[] codes) {
    for (int u = 0; u < units; u++) {
      int code = codes[start + unitStart[u]];
      for (int i = unitStart[u] + 1; i < unitStart[u + 1]; i++) {
        if (codes[start + i] != code) {
          return false;
        }
      }
    }
    return true;
  }

  boolean periodsNestedIn(int[] codes) {
    var code = new int[periods];
    var seen = new boolean[periods];
    for (int i = 0; i < rows; i++) {
      int t = periodCode[i];
      if (seen[t] && code[t] != codes[start + i]) {
        return false;
      }
      seen[t] = true;
      code[t] = codes[start + i];
    }
    return true;
  }
}
