package org.liftgate.modeling.sensitivity;

import org.liftgate.modeling.inference.StudentT;

/**
 * Omitted variable bias of a least squares coefficient in terms of partial R2 (Cinelli and Hazlett,
 * 2020).
 *
 * @param estimate the coefficient
 * @param stdError its standard error under iid errors
 * @param df residual degrees of freedom
 */
public record Robustness(double estimate, double stdError, double df) {

  public Robustness {
    if (!(stdError > 0) || !(df > 1)) {
      throw new IllegalArgumentException(
          "stdError (%s) must be above 0 and df (%s) above 1".formatted(stdError, df));
    }
  }

  /** Share of the outcome's residual variance that the treatment explains: t^2 / (t^2 + df). */
  public double partialR2() {
    double t = estimate / stdError;
    return t * t / (t * t + df);
  }

  /**
   * Partial R2 with treatment and with outcome at which an unseen cause takes away the share q of
   * the estimate: (sqrt(f^4 + 4 f^2) - f^2) / 2, f = q |t| / sqrt(df) (equation 18).
   */
  public double value(double q) {
    return solve(q * Math.abs(estimate / stdError) / Math.sqrt(df));
  }

  /** The same for the estimate to lose its significance at a level such as .05. */
  public double value(double q, double alpha) {
    double f = q * Math.abs(estimate / stdError) / Math.sqrt(df);
    double critical = new StudentT(df - 1).quantile(1 - alpha / 2) / Math.sqrt(df - 1);
    double left = f - critical;
    if (left < 0) {
      return 0;
    }
    return f > 1 / critical ? (f * f - critical * critical) / (1 + f * f) : solve(left);
  }

  private static double solve(double f) {
    double f2 = f * f;
    return (Math.sqrt(f2 * f2 + 4 * f2) - f2) / 2;
  }

  /**
   * The estimate after an unseen cause of given strength.
   *
   * @param withTreatment its partial R2 with the treatment
   * @param withOutcome its partial R2 with the outcome
   */
  public record Adjusted(
      double withTreatment, double withOutcome, double estimate, double stdError) {}

  /** Moves the estimate towards zero by the bias (equation 15) and adjusts its error. */
  public Adjusted adjusted(double withTreatment, double withOutcome) {
    double bias =
        Math.sqrt(withOutcome * withTreatment / (1 - withTreatment)) * stdError * Math.sqrt(df);
    double error = stdError * Math.sqrt((1 - withOutcome) / (1 - withTreatment) * df / (df - 1));
    double moved = Math.signum(estimate) * (Math.abs(estimate) - bias);
    return new Adjusted(withTreatment, withOutcome, moved, error);
  }

  /**
   * An unseen cause k times as strong as an observed covariate (section 4.4).
   *
   * @param treatmentR2 partial R2 of the covariate with the treatment, given the others
   * @param outcomeR2 its partial R2 with the outcome, given the treatment and the others
   * @return empty when so strong a cause is impossible
   */
  public java.util.Optional<Adjusted> benchmark(double k, double treatmentR2, double outcomeR2) {
    double withTreatment = k * treatmentR2 / (1 - treatmentR2);
    double shared = k * treatmentR2 * treatmentR2 / ((1 - k * treatmentR2) * (1 - treatmentR2));
    if (!(withTreatment < 1) || !(shared < 1) || !(k * treatmentR2 < 1)) {
      return java.util.Optional.empty();
    }
    double eta = (Math.sqrt(k) + Math.sqrt(shared)) / Math.sqrt(1 - shared);
    double withOutcome = Math.min(1, eta * eta * outcomeR2 / (1 - outcomeR2));
    return java.util.Optional.of(adjusted(withTreatment, withOutcome));
  }
}
