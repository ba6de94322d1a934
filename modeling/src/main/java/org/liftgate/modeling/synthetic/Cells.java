package org.liftgate.modeling.synthetic;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.modeling.synthetic.Shape.Unfit;

/** Rows laid out as units by periods, each cell once. */
final class Cells {
  private static final byte EMPTY = -1;

  private final int periods;
  private final double[][] outcome;
  private final byte[][] treated;
  private final @Nullable Unfit problem;

  Cells(TreatedRows rows) {
    int units = rows.units().size();
    periods = rows.periods().size();
    outcome = new double[units][periods];
    treated = new byte[units][periods];
    for (byte[] row : treated) {
      java.util.Arrays.fill(row, EMPTY);
    }
    Unfit met = fill(rows);
    problem = met == null ? firstEmpty(rows) : met;
  }

  @Nullable Unfit problem() {
    return problem;
  }

  private @Nullable Unfit fill(TreatedRows rows) {
    for (int i = 0; i < rows.rows(); i++) {
      int u = rows.unit()[i];
      int t = rows.period()[i];
      if (!Double.isFinite(rows.outcome()[i])) {
        return unfit(Reason.NOT_FINITE, "The outcome is missing or infinite", rows, u, t);
      }
      if (treated[u][t] != EMPTY) {
        return unfit(Reason.DUPLICATE_ROWS, "There are several rows", rows, u, t);
      }
      treated[u][t] = rows.treated()[i];
      outcome[u][t] = rows.outcome()[i];
    }
    return null;
  }

  private @Nullable Unfit firstEmpty(TreatedRows rows) {
    for (int u = 0; u < treated.length; u++) {
      for (int t = 0; t < periods; t++) {
        if (treated[u][t] == EMPTY) {
          return unfit(Reason.INCOMPLETE_CELLS, "The panel is not balanced: no row", rows, u, t);
        }
      }
    }
    return null;
  }

  private static Unfit unfit(Reason reason, String what, TreatedRows rows, int u, int t) {
    String at = " for unit %s in period %s.".formatted(rows.units().get(u), rows.periods().get(t));
    return new Unfit(reason, what + at);
  }

  /** First treated period of a unit, -1 for none. */
  int start(int u) {
    for (int t = 0; t < periods; t++) {
      if (treated[u][t] == 1) {
        return t;
      }
    }
    return -1;
  }

  boolean stops(int u, int start) {
    for (int t = start; t < periods; t++) {
      if (treated[u][t] == 0) {
        return true;
      }
    }
    return false;
  }

  Block block(List<Integer> controls, List<Integer> treatedUnits, int start) {
    int n0 = controls.size();
    var y = new double[n0 + treatedUnits.size()][];
    var units = new int[y.length];
    for (int i = 0; i < y.length; i++) {
      units[i] = i < n0 ? controls.get(i) : treatedUnits.get(i - n0);
      y[i] = outcome[units[i]];
    }
    return new Block(y, n0, start, units);
  }
}
