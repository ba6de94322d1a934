package org.liftgate.modeling.experiment;

import java.util.Optional;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;

/** What makes a comparison of two arms impossible. */
record ArmCheck(String term, int least, Reason tooFew, String what) {

  Optional<Estimate> refusal(byte[] treated, double[]... columns) {
    int ones = 0;
    for (byte t : treated) {
      ones += t;
    }
    int zeros = treated.length - ones;
    if (treated.length == 0) {
      return missing(Reason.NO_ROWS, "There are no rows.");
    }
    if (ones == 0 || zeros == 0) {
      return missing(Reason.EMPTY_ARM, "No row is " + (ones == 0 ? "treated." : "left untreated."));
    }
    if (Math.min(ones, zeros) < least) {
      return missing(
          tooFew, "The arms have %d and %d %s; each needs %d.".formatted(ones, zeros, what, least));
    }
    for (double[] column : columns) {
      for (int i = 0; i < column.length; i++) {
        if (!Double.isFinite(column[i])) {
          return missing(Reason.NOT_FINITE, "Row %d is missing or infinite.".formatted(i));
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Estimate> missing(Reason reason, String detail) {
    return Optional.of(new Estimate.Missing(term, reason, detail));
  }
}
