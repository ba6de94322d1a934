package org.liftgate.modeling.iv;

import java.util.Optional;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.linear.LinearFit;

/**
 * One coefficient of a regression with its variance; no variance where nothing is left to explain.
 *
 * @param df of its t distribution
 */
record Slope(double value, double variance, double df) {

  /** The named coefficient, or why it is missing. */
  static Slope of(LinearFit fit, String term) {
    if (fit instanceof LinearFit.Solved s && s.terms().contains(term)) {
      int at = s.terms().indexOf(term);
      return new Slope(s.coefficients()[at], s.covariance()[at][at], s.df()[at]);
    }
    return point(fit, term)
        .map(p -> new Slope(p, 0, Double.POSITIVE_INFINITY))
        .orElseThrow(() -> new IllegalStateException("no coefficient " + term));
  }

  static Optional<Double> point(LinearFit fit, String term) {
    return fit.estimates().stream()
        .filter(e -> e.term().equals(term))
        .filter(Estimate.Point.class::isInstance)
        .map(e -> ((Estimate.Point) e).value())
        .findFirst();
  }

  /** Why a coefficient cannot be had; empty when it can. */
  static Optional<Estimate.Missing> missing(LinearFit fit, String term) {
    return fit.estimates().stream()
        .filter(e -> e.term().equals(term))
        .filter(Estimate.Missing.class::isInstance)
        .map(Estimate.Missing.class::cast)
        .findFirst();
  }

  double stdError() {
    return Math.sqrt(variance);
  }
}
