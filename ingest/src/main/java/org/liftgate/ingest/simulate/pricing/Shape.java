package org.liftgate.ingest.simulate.pricing;

/** How the response to price differs between customers. */
public enum Shape {
  /** Two groups that part at an income of 1, as in the original's data. */
  STEP,
  /** A smooth passage between the same two groups. */
  SMOOTH,
  /** One elasticity for all. */
  CONSTANT;

  /** Share of the steeper response that a customer of this income has; 0 where all are alike. */
  double steep(double income) {
    return switch (this) {
      case STEP -> income < 1 ? 1 : 0;
      case SMOOTH -> 1 / (1 + StrictMath.exp(4 * (income - 1)));
      case CONSTANT -> 0;
    };
  }
}
