package org.liftgate.modeling.staggered;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.modeling.staggered.PanelFaults.Fault;

/**
 * Rows of a sorted panel that a regression over cohorts can use: units never seen untreated are
 * left out; without never-treated units the last cohort takes their place, up to its start.
 *
 * @param comparison the cohort compared with
 */
record CohortRows(StaggeredPanel panel, int comparison, List<String> notes) {

  /** Rows, or why there are none. */
  sealed interface Outcome {}

  record Found(CohortRows rows) implements Outcome {}

  record None(Fault fault) implements Outcome {}

  static Outcome of(StaggeredPanel given) {
    StaggeredPanel sorted = capped(given);
    int[] cohort = sorted.cohort();
    int latest = Arrays.stream(cohort).max().orElseThrow();
    var notes = new ArrayList<String>();
    boolean never = latest == StaggeredPanel.NEVER;
    boolean[] kept = kept(sorted, never ? StaggeredPanel.NEVER : latest);
    if (!never) {
      notes.add(
          ("Every unit is treated at some time: the cohort of %s is the comparison, and periods from"
                  + " its start on are left out.")
              .formatted(sorted.periodName().apply(latest)));
    }
    int count = 0;
    boolean treated = false;
    boolean compared = false;
    for (int i = 0; i < kept.length; i++) {
      count += kept[i] ? 1 : 0;
      treated |= kept[i] && cohort[i] != latest && sorted.period()[i] >= cohort[i];
      compared |= kept[i] && cohort[i] == latest;
    }
    if (never && count < kept.length) {
      notes.add(
          "%,d rows of units never seen untreated were left out.".formatted(kept.length - count));
    }
    if (!treated) {
      return none(never ? Reason.EMPTY_ARM : Reason.NO_COMPARISON, never);
    }
    if (!compared) {
      return none(Reason.NO_COMPARISON, false);
    }
    StaggeredPanel used = count == kept.length ? sorted : sorted.take(numbers(kept, count));
    return new Found(new CohortRows(used, latest, List.copyOf(notes)));
  }

  /** Cohorts after the last period are never treated within the data. */
  private static StaggeredPanel capped(StaggeredPanel p) {
    int last = Arrays.stream(p.period()).max().orElseThrow();
    if (Arrays.stream(p.cohort()).noneMatch(g -> g > last && g != StaggeredPanel.NEVER)) {
      return p;
    }
    int[] cohort = p.cohort().clone();
    Arrays.setAll(cohort, i -> cohort[i] > last ? StaggeredPanel.NEVER : cohort[i]);
    return new StaggeredPanel(
        p.unit(),
        p.period(),
        cohort,
        p.outcome(),
        p.names(),
        p.covariates(),
        p.unitName(),
        p.periodName());
  }

  /** Rows before an end of units seen untreated. */
  private static boolean[] kept(StaggeredPanel p, int end) {
    var kept = new boolean[p.rows()];
    for (int from = 0, to = 0; from < kept.length; from = to) {
      boolean seen = p.period()[from] < p.cohort()[from];
      for (; to < kept.length && p.unit()[to] == p.unit()[from]; to++) {
        kept[to] = seen && p.period()[to] < end;
      }
    }
    return kept;
  }

  private static int[] numbers(boolean[] kept, int count) {
    var numbers = new int[count];
    for (int i = 0, k = 0; i < kept.length; i++) {
      if (kept[i]) {
        numbers[k++] = i;
      }
    }
    return numbers;
  }

  private static None none(Reason reason, boolean never) {
    return new None(
        new Fault(
            reason,
            never
                ? "No unit is seen before and after its start within the periods of the data."
                : "No unit is untreated in a period in which another is treated."));
  }
}
