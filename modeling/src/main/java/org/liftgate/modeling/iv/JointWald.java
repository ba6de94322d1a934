package org.liftgate.modeling.iv;

import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.inference.StudentT;

/**
 * Effects of one instrument on outcome (rho) and treatment (pi) with their joint covariance.
 *
 * @param shared covariance of rho and pi
 * @param df of the t distribution
 */
record JointWald(Slope outcome, Slope treatment, double shared, double df) {
  /** cov(r, p) from var(r/a + p/b), with a and b the standard errors of r and p. */
  static JointWald of(WaldRegressions wald) {
    Slope rho = wald.slope(1, 0);
    Slope pi = wald.slope(0, 1);
    double shared = 0;
    if (rho.variance() > 0 && pi.variance() > 0) {
      double a = 1 / rho.stdError();
      double b = 1 / pi.stdError();
      shared = (wald.slope(a, b).variance() - 2) / (2 * a * b);
    }
    return new JointWald(rho, pi, shared, Math.min(rho.df(), pi.df()));
  }

  double effect() {
    return outcome.value() / treatment.value();
  }

  /** Standard error from the structural residuals y - b d, without cancellation. */
  Estimate late(WaldRegressions wald) {
    double b = effect();
    double variance = wald.slope(1, -b).variance() / (treatment.value() * treatment.value());
    return variance > 0
        ? new StudentT(df).value(IvFit.LATE, b, Math.sqrt(variance))
        : new Estimate.Point(IvFit.LATE, b, "The structural residuals are all zero.");
  }

  AndersonRubin andersonRubin() {
    return wald().andersonRubin();
  }

  Exclusion exclusion(IvSample sample) {
    return sample.binary()
        ? wald().exclusion()
        : new Exclusion.None("The curve needs one instrument and a treatment of 0 and 1.");
  }

  private Wald wald() {
    return new Wald(
        outcome.value(), treatment.value(), outcome.variance(), treatment.variance(), shared, df);
  }
}
