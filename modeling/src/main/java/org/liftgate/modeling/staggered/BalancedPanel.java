package org.liftgate.modeling.staggered;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.modeling.staggered.PanelFaults.Fault;

/**
 * Units seen in every period, as the R package did makes them by default: units treated in the
 * first period or before are dropped, cohorts after the last period count as never treated, then
 * units with a missing period are dropped. Without never-treated units the last cohort takes their
 * place and the periods from its start on are dropped.
 *
 * @param periods T, ascending
 * @param cohorts first treated periods to be estimated, ascending
 * @param members per group, the rows of its units in the matrices; group 0 is never treated (or the
 *     last cohort in its place), group c + 1 is {@code cohorts[c]}
 * @param outcome units x T, row by row
 * @param covariates k matrices, units x T
 */
record BalancedPanel(
    StaggeredPanel source,
    int[] periods,
    int[] cohorts,
    int[][] members,
    double[] outcome,
    double[][] covariates,
    int units,
    List<String> notes) {

  /** A panel, or why there is none. */
  sealed interface Built {}

  record Usable(BalancedPanel panel) implements Built {}

  record Unusable(Fault fault) implements Built {}

  /**
   * @param needNever whether only never-treated units may be compared with
   */
  static Built of(StaggeredPanel given, boolean needNever, int anticipation) {
    StaggeredPanel sorted = given.sorted();
    var fault = PanelFaults.of(sorted);
    return fault
        .<Built>map(Unusable::new)
        .orElseGet(() -> new Builder(sorted, needNever, anticipation).build());
  }

  private static final class Builder {
    private final StaggeredPanel rows;
    private final boolean needNever;
    private final int anticipation;
    private final List<String> notes = new ArrayList<>();
    private final int spanned;
    private int[] periods;
    private int[] start;
    private int[] first;

    Builder(StaggeredPanel rows, boolean needNever, int anticipation) {
      this.rows = rows;
      this.needNever = needNever;
      this.anticipation = anticipation;
      this.periods = Ranks.of(rows.period()).values();
      this.spanned = periods.length;
      units();
    }

    private void units() {
      int[] unit = rows.unit();
      var starts = new int[unit.length + 1];
      int count = 0;
      for (int i = 0; i < unit.length; i++) {
        if (i == 0 || unit[i] != unit[i - 1]) {
          starts[count++] = i;
        }
      }
      starts[count] = unit.length;
      start = Arrays.copyOf(starts, count + 1);
      int last = periods[periods.length - 1];
      first = new int[count];
      for (int u = 0; u < count; u++) {
        int cohort = rows.cohort()[start[u]];
        first[u] = cohort > last ? StaggeredPanel.NEVER : cohort;
      }
    }

    Built build() {
      int never = (int) Arrays.stream(first).filter(g -> g == StaggeredPanel.NEVER).count();
      int treated = first.length - never;
      if (treated == 0) {
        return unusable(Reason.EMPTY_ARM, "No unit is treated within the periods of the data.");
      }
      int comparison = StaggeredPanel.NEVER;
      if (never == 0) {
        if (needNever) {
          return unusable(
              Reason.NO_COMPARISON,
              "Every unit is treated at some time. Maybe use --control not-yet.");
        }
        comparison = Arrays.stream(first).max().orElseThrow();
        cut(comparison);
      }
      if (periods.length < 2) {
        return unusable(Reason.NO_COMPARISON, "No two periods are left to compare.");
      }
      return balanced(comparison);
    }

    private void cut(int comparison) {
      int end = comparison - anticipation;
      periods = Arrays.stream(periods).filter(t -> t < end).toArray();
      notes.add(
          ("Every unit is treated at some time: the cohort of %s is the comparison, and periods from"
                  + " %s on are left out.")
              .formatted(name(comparison), name(end)));
    }

    private Built balanced(int comparison) {
      var groups = new TreeMap<Integer, List<Integer>>();
      groups.put(Integer.MIN_VALUE, new ArrayList<>());
      int early = 0;
      int incomplete = 0;
      boolean whole = periods.length == spanned;
      var kept = new ArrayList<Integer>();
      for (int u = 0; u < first.length; u++) {
        boolean compared = first[u] == comparison;
        if (!compared && first[u] <= periods[0] + anticipation) {
          early++;
        } else if (whole ? start[u + 1] - start[u] < periods.length : !complete(u)) {
          incomplete++;
        } else {
          int key = compared ? Integer.MIN_VALUE : first[u];
          groups.computeIfAbsent(key, g -> new ArrayList<>()).add(kept.size());
          kept.add(u);
        }
      }
      note(early, "units are treated in the first period or before and were left out.");
      note(incomplete, "units lack a period and were left out, so that the panel is balanced.");
      return finish(groups, kept, comparison);
    }

    private void note(int units, String what) {
      if (units > 0) {
        notes.add("%,d of %,d %s".formatted(units, first.length, what));
      }
    }

    private Built finish(TreeMap<Integer, List<Integer>> groups, List<Integer> kept, int control) {
      if (groups.size() == 1) {
        return unusable(Reason.EMPTY_ARM, "No treated unit is seen in every period.");
      }
      if (groups.firstEntry().getValue().isEmpty() && (needNever || groups.size() == 2)) {
        return unusable(Reason.NO_COMPARISON, "No comparison unit is seen in every period.");
      }
      int[] cohorts = groups.keySet().stream().skip(1).mapToInt(Integer::intValue).toArray();
      int[][] members =
          groups.values().stream()
              .map(g -> g.stream().mapToInt(Integer::intValue).toArray())
              .toArray(int[][]::new);
      double[][] wide =
          Arrays.stream(rows.covariates()).map(c -> wide(c, kept)).toArray(double[][]::new);
      return new Usable(
          new BalancedPanel(
              rows,
              periods,
              cohorts,
              members,
              wide(rows.outcome(), kept),
              wide,
              kept.size(),
              List.copyOf(notes)));
    }

    private boolean complete(int u) {
      int at = start[u];
      int found = 0;
      for (int t : periods) {
        while (at < start[u + 1] && rows.period()[at] < t) {
          at++;
        }
        found += at < start[u + 1] && rows.period()[at] == t ? 1 : 0;
      }
      return found == periods.length;
    }

    private double[] wide(double[] column, List<Integer> kept) {
      int width = periods.length;
      if (kept.size() * width == column.length) {
        return column;
      }
      var out = new double[kept.size() * width];
      for (int k = 0; k < kept.size(); k++) {
        int u = kept.get(k);
        for (int i = start[u], t = 0; i < start[u + 1] && t < width; i++) {
          if (rows.period()[i] == periods[t]) {
            out[k * width + t++] = column[i];
          }
        }
      }
      return out;
    }

    private String name(int period) {
      return rows.periodName().apply(period);
    }

    private static Built unusable(Reason reason, String sentence) {
      return new Unusable(new Fault(reason, sentence));
    }
  }
}
