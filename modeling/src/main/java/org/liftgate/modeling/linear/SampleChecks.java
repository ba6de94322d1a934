package org.liftgate.modeling.linear;

import java.util.List;
import java.util.Optional;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Estimate.Reason;

/** What makes a sample unusable as a whole. */
final class SampleChecks {
  private SampleChecks() {}

  static Optional<LinearFit> unusable(LinearSample sample, Covariance covariance) {
    for (String name : Groupings.names(covariance)) {
      if (!sample.clusters().containsKey(name)) {
        throw new IllegalArgumentException(
            "cluster (%s) must be one of %s".formatted(name, sample.clusters().keySet()));
      }
    }
    if (sample.rows() == 0) {
      return missing(sample, Reason.NO_ROWS, "There are no rows.");
    }
    if (sample.terms().isEmpty()) {
      return missing(sample, Reason.UNSUITED, "The model has no term to estimate.");
    }
    Optional<LinearFit> found = finite(sample, "The outcome", sample.outcome());
    for (int k = 0; k < sample.columns().length && found.isEmpty(); k++) {
      found = finite(sample, sample.names().get(k), sample.columns()[k]);
    }
    return found.isPresent() ? found : weights(sample);
  }

  private static Optional<LinearFit> weights(LinearSample sample) {
    for (int i = 0; i < sample.weights().length; i++) {
      double w = sample.weights()[i];
      if (!(w > 0) || Double.isInfinite(w)) {
        return missing(
            sample,
            Reason.NOT_FINITE,
            "The weight of row %d (%s) must be finite and greater than 0.".formatted(i + 1, w));
      }
    }
    return Optional.empty();
  }

  private static Optional<LinearFit> finite(LinearSample sample, String what, double[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        return missing(
            sample, Reason.NOT_FINITE, "%s is not finite in row %d.".formatted(what, i + 1));
      }
    }
    return Optional.empty();
  }

  private static Optional<LinearFit> missing(LinearSample sample, Reason reason, String detail) {
    return Optional.of(LinearFit.Missing.all(sample.terms(), reason, detail, List.of()));
  }
}
