package org.liftgate.modeling.estimate.staggered;

import java.util.List;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.modeling.estimate.Request;

/** Ranges of options. */
final class Checks {
  private Checks() {}

  static int atLeast(Request request, String option, int least) {
    int value = request.integer(option);
    if (value < least) {
      throw LiftgateException.input(
          "--%s cannot be used".formatted(option),
          List.of(request.problem(option, "must be at least " + least, "")));
    }
    return value;
  }
}
