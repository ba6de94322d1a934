package org.liftgate.modeling.staggered;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
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

  static Outcome of(StaggeredPanel sorted) {
    int last = Arrays.stream(sorted.period()).max().orElseThrow();
    int[] cohort = sorted.cohort().clone();
    Arrays.setAll(cohort, i -> cohort[i] > last ? StaggeredPanel.NEVER : cohort[i]);
    int latest = Arrays.stream(cohort).max().orElseThrow();
    var notes = new ArrayList<String>();
    boolean never = latest == StaggeredPanel.NEVER;
    boolean[] always = always(sorted, cohort);
    int[] kept =
        IntStream.range(0, cohort.length)
            .filter(i -> !always[i] && (never || sorted.period()[i] < latest))
            .toArray();
    if (!never) {
      notes.add(
          ("Every unit is treated at some time: the cohort of %s is the comparison, and periods from"
                  + " its start on are left out.")
              .formatted(sorted.periodName().apply(latest)));
    }
    int dropped = cohort.length - kept.length;
    if (never && dropped > 0) {
      notes.add("%,d rows of units never seen untreated were left out.".formatted(dropped));
    }
    if (Arrays.stream(kept)
        .noneMatch(i -> cohort[i] != latest && sorted.period()[i] >= cohort[i])) {
      return none(never ? Reason.EMPTY_ARM : Reason.NO_COMPARISON, never);
    }
    if (Arrays.stream(kept).noneMatch(i -> cohort[i] == latest)) {
      return none(Reason.NO_COMPARISON, false);
    }
    StaggeredPanel replaced =
        new StaggeredPanel(
            sorted.unit(),
            sorted.period(),
            cohort,
            sorted.outcome(),
            sorted.names(),
            sorted.covariates(),
            sorted.unitName(),
            sorted.periodName());
    StaggeredPanel used = kept.length == cohort.length ? replaced : replaced.take(kept);
    return new Found(new CohortRows(used, latest, List.copyOf(notes)));
  }

  private static None none(Reason reason, boolean never) {
    return new None(
        new Fault(
            reason,
            never
                ? "No unit is seen before and after its start within the periods of the data."
                : "No unit is untreated in a period in which another is treated."));
  }

  private static boolean[] always(StaggeredPanel p, int[] cohort) {
    var always = new boolean[cohort.length];
    for (int from = 0, to = 0; from < cohort.length; from = to) {
      while (to < cohort.length && p.unit()[to] == p.unit()[from]) {
        to++;
      }
      Arrays.fill(always, from, to, p.period()[from] >= cohort[from]);
    }
    return always;
  }

  boolean treatedCohort(int row) {
    return panel.cohort()[row] != comparison;
  }

  /** Periods since the start; only for rows of a treated cohort. */
  int event(int row) {
    return panel.period()[row] - panel.cohort()[row];
  }
}
