package org.liftgate.modeling.iv;

import java.util.ArrayList;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.inference.StudentT;

/**
 * Effects of one instrument on outcome (rho) and treatment (pi) with their joint covariance.
 *
 * @param shared covariance of rho and pi
 * @param df of the t distribution
 */
record JointWald(Slope outcome, Slope treatment, double shared, double df) {
  /** Shares of the ITT that the exclusion curve takes for direct. */
  private static final double[] DIRECT = {0, 0.1, 0.25, 0.5, 0.75, 1};

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

  /** (rho - b pi)^2 at most t^2 var(rho - b pi). */
  AndersonRubin andersonRubin() {
    double t = critical();
    double r = outcome.value();
    double p = treatment.value();
    return AndersonRubin.of(
        p * p - t * t * treatment.variance(),
        -(r * p - t * t * shared),
        r * r - t * t * outcome.variance());
  }

  private double critical() {
    return new StudentT(df).quantile((1 + StudentT.LEVEL) / 2);
  }

  Exclusion exclusion(IvSample sample) {
    double pi = treatment.value();
    if (!sample.binary()) {
      return new Exclusion.None("The curve needs one instrument and a treatment of 0 and 1.");
    }
    if (!(pi > 0 && pi <= 1)) {
      return new Exclusion.None(
          "Assignment must raise the share that takes the treatment; it moves it by "
              + "%.3f.".formatted(pi));
    }
    var points = new ArrayList<Exclusion.Point>();
    for (double share : DIRECT) {
      double delta = share * outcome.value();
      // tau = rho (1 - (1 - pi) share) / pi and its derivatives by rho and pi.
      double byOutcome = (1 - (1 - pi) * share) / pi;
      double byTreatment = -outcome.value() * (1 - share) / (pi * pi);
      double variance =
          byOutcome * byOutcome * outcome.variance()
              + 2 * byOutcome * byTreatment * shared
              + byTreatment * byTreatment * treatment.variance();
      if (!(variance > 0)) {
        return new Exclusion.None("The effects of assignment have no error to carry over.");
      }
      String term = "late(direct=%.0f%% of itt)".formatted(100 * share);
      double tau = byOutcome * outcome.value();
      points.add(
          new Exclusion.Point(delta, new StudentT(df).value(term, tau, Math.sqrt(variance))));
    }
    return new Exclusion.Curve(points);
  }
}
