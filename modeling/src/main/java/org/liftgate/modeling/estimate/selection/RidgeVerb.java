package org.liftgate.modeling.estimate.selection;

import org.liftgate.modeling.estimate.Request;

/** {@code ridge}. */
public final class RidgeVerb extends PenalisedVerb {
  @Override
  public String name() {
    return "ridge";
  }

  @Override
  public String summary() {
    return "Ridge regression: coefficients shrunk together, without p-values.";
  }

  @Override
  double share(Request request) {
    return 0;
  }
}
