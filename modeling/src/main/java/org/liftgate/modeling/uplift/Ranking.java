package org.liftgate.modeling.uplift;

import java.util.List;
import org.liftgate.kernel.Estimate.Reason;

/** What the gate says of a ranking. Segments exist only where it passes. */
public sealed interface Ranking {

  /** It finds whose effect is larger. */
  record Accepted(List<Decile> deciles) implements Ranking {
    public Accepted {
      deciles = List.copyOf(deciles);
    }
  }

  /**
   * @param detail in a sentence
   */
  record Refused(Why why, String detail) implements Ranking {}

  /** Why a ranking is refused. */
  enum Why {
    /** The arms cannot be compared. */
    NO_OVERLAP,
    /** Everybody is predicted the same effect. */
    CONSTANT,
    /** Effects are not larger among those ranked first. */
    NOT_BETTER_THAN_CONSTANT,
    /** Rankings learned from permuted treatments pass too. */
    PLACEBO,
    /** Nothing could be learned from the sample. */
    UNUSABLE;

    /** As the typed reason of an estimate. */
    public Reason reason() {
      return this == NO_OVERLAP ? Reason.NO_OVERLAP : Reason.NO_HETEROGENEITY;
    }
  }
}
