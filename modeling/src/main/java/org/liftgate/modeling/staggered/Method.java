package org.liftgate.modeling.staggered;

/** How covariates are brought in; without covariates all are the difference of mean changes. */
public enum Method {
  /** Doubly robust: logit and least squares. */
  DR,
  /** Inverse probability weighting, weights made to sum to one. */
  IPW,
  /** Outcome regression among comparison units. */
  REG,
  /** Doubly robust with a calibrated score and weighted least squares. */
  IMPROVED
}
