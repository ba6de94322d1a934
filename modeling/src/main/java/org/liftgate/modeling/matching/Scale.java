package org.liftgate.modeling.matching;

/** What distances are measured on. */
public enum Scale {
  /** The propensity score. */
  SCORE,
  /** Its log odds. */
  LOGIT
}
