package org.liftgate.modeling.staggered;

import java.util.List;
import org.liftgate.kernel.Estimate;

/** Group-time effects and their averages, or why there are none. */
public sealed interface GroupTimeFit permits GroupTimeEffects, GroupTimeFit.Missing {
  /** The averages every fit has. */
  List<String> AVERAGES = List.of("simple", "group", "dynamic", "calendar");

  /** Averages first, then events, cohorts, calendar periods and cells. */
  List<Estimate> estimates();

  /** Plain sentences on what was left out and what to beware of. */
  List<String> notes();

  /** Nothing can be estimated. */
  record Missing(Estimate.Reason reason, String detail) implements GroupTimeFit {
    @Override
    public List<Estimate> estimates() {
      return AVERAGES.stream()
          .map(t -> (Estimate) new Estimate.Missing(t, reason, detail))
          .toList();
    }

    @Override
    public List<String> notes() {
      return List.of();
    }
  }
}
