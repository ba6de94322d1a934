package org.liftgate.modeling.stages;

import org.liftgate.kernel.Estimate;

/** The estimate among units that no other campaign reached in the window. */
final class CleanArms {
  static final String TERM = "att-clean";

  private CleanArms() {}

  static Estimate tooSmall(int treated, int comparison, int least) {
    return new Estimate.Missing(
        TERM,
        Estimate.Reason.SMALL_ARM,
        "%d treated and %d comparison units were reached by no other campaign; both arms need %d."
            .formatted(treated, comparison, least));
  }

  static Estimate named(Estimate estimate) {
    return switch (estimate) {
      case Estimate.Value v ->
          new Estimate.Value(
              TERM, v.value(), v.stdError(), v.df(), v.pValue(), v.confLow(), v.confHigh());
      case Estimate.Point p -> new Estimate.Point(TERM, p.value(), p.why());
      case Estimate.Missing m -> new Estimate.Missing(TERM, m.reason(), m.detail());
    };
  }
}
