package org.liftgate.modeling.uplift;

import org.liftgate.kernel.Estimate.Reason;

/** Ends a fit that cannot go on; the package's entry points turn it into a typed outcome. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;
  private final String detail;

  Refusal(Reason reason, String detail) {
    super(detail, null, false, false);
    this.reason = reason;
    this.detail = detail;
  }

  Reason reason() {
    return reason;
  }

  String detail() {
    return detail;
  }
}
