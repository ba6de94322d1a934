package org.liftgate.modeling.estimate.selection;

import org.liftgate.modeling.estimate.Request;

/** {@code lasso}. */
public final class LassoVerb extends PenalisedVerb {
  @Override
  public String name() {
    return "lasso";
  }

  @Override
  public String summary() {
    return "Lasso: shrinks and selects, without p-values.";
  }

  @Override
  double share(Request request) {
    return 1;
  }
}
