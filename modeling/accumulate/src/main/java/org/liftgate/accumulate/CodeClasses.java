package org.liftgate.accumulate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Puts units into classes within which a period has one dummy code: cohorts, where codes are
 * periods since the start. A unit joins the first class that none of its rows contradicts.
 */
final class CodeClasses {
  private static final int UNKNOWN = -2;
  private static final int MOST = 512;

  /** By class, the code of each period; -1 for none. */
  final List<int[]> codes = new ArrayList<>();

  /** Class of each unit. */
  final int[] of;

  private final CompactPanel panel;
  private final int[] rowCodes;

  private CodeClasses(CompactPanel panel, int[] rowCodes) {
    this.panel = panel;
    this.rowCodes = rowCodes;
    this.of = new int[panel.units()];
  }

  /** Empty when there are too many classes to gain by. */
  static Optional<CodeClasses> of(CompactPanel panel, int[] rowCodes) {
    var classes = new CodeClasses(panel, rowCodes);
    for (int u = 0; u < classes.of.length; u++) {
      classes.of[u] = classes.join(panel.offsets[u], panel.offsets[u + 1]);
      if (classes.codes.size() > MOST) {
        return Optional.empty();
      }
    }
    return Optional.of(classes);
  }

  private int join(int from, int to) {
    int c = 0;
    while (c < codes.size() && !agrees(codes.get(c), from, to)) {
      c++;
    }
    if (c == codes.size()) {
      var fresh = new int[CompactPanel.CODES];
      Arrays.fill(fresh, UNKNOWN);
      codes.add(fresh);
    }
    learn(codes.get(c), from, to);
    return c;
  }

  private boolean agrees(int[] known, int from, int to) {
    for (int i = from; i < to; i++) {
      int code = known[panel.cells[i] & 127];
      if (code != rowCodes[i] && code != UNKNOWN && (code >= 0 || rowCodes[i] >= 0)) {
        return false;
      }
    }
    return true;
  }

  private void learn(int[] known, int from, int to) {
    for (int i = from; i < to; i++) {
      known[panel.cells[i] & 127] = Math.max(-1, rowCodes[i]);
    }
  }

  /** Units by class, then by rows, then by number. */
  int[] order(UnitMasks masks) {
    int[] byRows = masks.byRows();
    var next = new int[codes.size() + 1];
    for (int c : of) {
      next[c + 1]++;
    }
    for (int c = 1; c < next.length; c++) {
      next[c] += next[c - 1];
    }
    var order = new int[of.length];
    for (int u : byRows) {
      order[next[of[u]]++] = u;
    }
    return order;
  }
}
