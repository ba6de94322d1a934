package org.liftgate.modeling.matching;

/** Who chooses first. It changes the result of matching without replacement. */
public enum Order {
  /** The treated with the highest score. */
  LARGEST,
  /** The treated with the lowest score. */
  SMALLEST,
  /** In order of rows. */
  DATA,
  /** The pair with the least distance. */
  CLOSEST
}
