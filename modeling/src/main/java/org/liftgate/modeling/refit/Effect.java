package org.liftgate.modeling.refit;

import org.liftgate.kernel.Estimate;

/** How an effect is estimated from rows; the same rows and seed give the same estimate. */
@FunctionalInterface
public interface Effect {
  /**
   * @param seed decides folds and whatever else is drawn
   */
  Estimate of(Study study, long seed);
}
