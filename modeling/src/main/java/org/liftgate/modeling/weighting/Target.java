package org.liftgate.modeling.weighting;

import java.util.Locale;

/** Whose effect is estimated. */
public enum Target {
  /** All units. */
  ATE,
  /** The treated. */
  ATT,
  /**
   * Units in proportion to p(1-p), those who might be in either arm (Li, Morgan, Zaslavsky, 2018).
   */
  ATO;

  /** The term printed. */
  public String term() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Weight of a unit with probability p of its own arm's. */
  double weight(boolean treated, double p) {
    return switch (this) {
      case ATE -> treated ? 1 / p : 1 / (1 - p);
      case ATT -> treated ? 1 : p / (1 - p);
      case ATO -> treated ? 1 - p : p;
    };
  }

  /** Derivative of the weight by the log odds of p. */
  double slope(boolean treated, double p) {
    return switch (this) {
      case ATE -> treated ? -(1 - p) / p : p / (1 - p);
      case ATT -> treated ? 0 : p / (1 - p);
      case ATO -> treated ? -p * (1 - p) : p * (1 - p);
    };
  }
}
