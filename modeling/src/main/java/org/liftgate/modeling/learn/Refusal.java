package org.liftgate.modeling.learn;

import org.liftgate.kernel.Estimate.Reason;

/** Ends a fit that cannot go on; entry points of estimators turn it into a typed outcome. */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;
  private final String detail;

  public Refusal(Reason reason, String detail) {
    super(detail, null, false, false);
    this.reason = reason;
    this.detail = detail;
  }

  public Reason reason() {
    return reason;
  }

  public String detail() {
    return detail;
  }
}
