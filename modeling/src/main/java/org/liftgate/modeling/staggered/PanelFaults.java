package org.liftgate.modeling.staggered;

import java.util.Optional;
import org.liftgate.kernel.Estimate.Reason;

/** What makes a sorted panel unfit for any staggered design, found before anything is computed. */
final class PanelFaults {
  private PanelFaults() {}

  /** A reason and a sentence with the figures in it. */
  record Fault(Reason reason, String detail) {}

  static Optional<Fault> of(StaggeredPanel sorted) {
    if (sorted.rows() == 0) {
      return fault(Reason.NO_ROWS, "The panel has no rows.");
    }
    Optional<Fault> found = finite("The outcome", sorted.outcome());
    for (int k = 0; k < sorted.names().size() && found.isEmpty(); k++) {
      found = finite(sorted.names().get(k), sorted.covariates()[k]);
    }
    return found.or(() -> keys(sorted));
  }

  private static Optional<Fault> finite(String name, double[] values) {
    int bad = 0;
    int first = -1;
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        first = bad++ == 0 ? i : first;
      }
    }
    return bad == 0
        ? Optional.empty()
        : fault(
            Reason.NOT_FINITE,
            "%s is missing or not finite in %d of %d rows.",
            name,
            bad,
            values.length);
  }

  private static Optional<Fault> keys(StaggeredPanel p) {
    int[] unit = p.unit();
    int[] period = p.period();
    int[] cohort = p.cohort();
    for (int i = 1; i < unit.length; i++) {
      if (unit[i] == unit[i - 1]) {
        if (period[i] == period[i - 1]) {
          return fault(
              Reason.DUPLICATE_ROWS,
              "Unit %s has more than one row in period %s.",
              p.unitName().apply(unit[i]),
              p.periodName().apply(period[i]));
        }
        if (cohort[i] != cohort[i - 1]) {
          return fault(
              Reason.UNSUITED,
              "Unit %s has two first treated periods, %s and %s; a unit has one or none.",
              p.unitName().apply(unit[i]),
              cohortName(p, cohort[i - 1]),
              cohortName(p, cohort[i]));
        }
      }
    }
    return Optional.empty();
  }

  private static String cohortName(StaggeredPanel p, int cohort) {
    return cohort == StaggeredPanel.NEVER ? "never" : p.periodName().apply(cohort);
  }

  static Optional<Fault> fault(Reason reason, String sentence, Object... values) {
    return Optional.of(new Fault(reason, sentence.formatted(values)));
  }
}
