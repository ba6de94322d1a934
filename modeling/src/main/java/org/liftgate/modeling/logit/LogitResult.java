package org.liftgate.modeling.logit;

import java.util.List;
import java.util.Optional;
import org.liftgate.accumulate.LogitFit;
import org.liftgate.kernel.Estimate;

/**
 * A logistic regression, or why there is none.
 *
 * @param estimates k+1, the intercept first, in log odds; a column that is a combination of earlier
 *     ones is missing and the others are of the regression without it
 * @param fit empty when all estimates are missing
 * @param clusters of the smaller clustering; 0 without one
 */
public record LogitResult(List<Estimate> estimates, Optional<LogitFit> fit, int clusters) {
  public LogitResult {
    estimates = List.copyOf(estimates);
  }

  /** Coefficients estimated. */
  public long parameters() {
    return estimates.stream().filter(e -> e instanceof Estimate.Value).count();
  }
}
