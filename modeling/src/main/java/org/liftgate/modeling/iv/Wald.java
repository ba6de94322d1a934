package org.liftgate.modeling.iv;

import java.util.ArrayList;
import java.util.Locale;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.inference.StudentT;

/**
 * Effects of one binary assignment on an outcome (ITT) and on the share that takes a treatment (pi)
 * with their joint covariance, whatever regression they come from. Under exclusion, independence
 * and monotonicity ITT / pi is the mean effect on those whom assignment makes take it (Imbens and
 * Angrist, 1994).
 *
 * @param itt in units of the outcome
 * @param pi effect on the share that takes the treatment
 * @param shared covariance of the two
 * @param df of the t distribution
 */
public record Wald(
    double itt, double pi, double ittVariance, double piVariance, double shared, double df) {
  /** Shares of the ITT that the exclusion curve takes for direct. */
  private static final double[] DIRECT = {0, 0.1, 0.25, 0.5, 0.75, 1};

  public double effect() {
    return itt / pi;
  }

  /** var(itt - b pi) / pi^2 at b = itt / pi. */
  public Estimate late() {
    double b = effect();
    double variance = (ittVariance - 2 * b * shared + b * b * piVariance) / (pi * pi);
    return Double.isFinite(b) && variance > 0
        ? new StudentT(df).value(IvFit.LATE, b, Math.sqrt(variance))
        : new Estimate.Missing(
            IvFit.LATE,
            Estimate.Reason.NO_VARIATION,
            "Assignment does not move the treatment, or nothing is left to judge its error by.");
  }

  /** t^2 of the first stage. */
  public double firstStageF() {
    return pi * pi / piVariance;
  }

  /** (itt - b pi)^2 at most t^2 var(itt - b pi). */
  public AndersonRubin andersonRubin() {
    double t = new StudentT(df).quantile((1 + StudentT.LEVEL) / 2);
    return AndersonRubin.of(
        pi * pi - t * t * piVariance,
        -(itt * pi - t * t * shared),
        itt * itt - t * t * ittVariance);
  }

  /** The curve of {@link Exclusion}; none unless assignment raises the share. */
  public Exclusion exclusion() {
    if (!(pi > 0 && pi <= 1)) {
      return new Exclusion.None(
          String.format(
              Locale.ROOT,
              "Assignment must raise the share that takes the treatment; it moves it by %.3f.",
              pi));
    }
    var points = new ArrayList<Exclusion.Point>();
    for (double share : DIRECT) {
      // tau = itt (1 - (1 - pi) share) / pi and its derivatives by itt and pi.
      double byOutcome = (1 - (1 - pi) * share) / pi;
      double byTreatment = -itt * (1 - share) / (pi * pi);
      double variance =
          byOutcome * byOutcome * ittVariance
              + 2 * byOutcome * byTreatment * shared
              + byTreatment * byTreatment * piVariance;
      if (!(variance > 0)) {
        return new Exclusion.None("The effects of assignment have no error to carry over.");
      }
      String term = "late(direct=%.0f%% of itt)".formatted(100 * share);
      points.add(
          new Exclusion.Point(
              share * itt, new StudentT(df).value(term, byOutcome * itt, Math.sqrt(variance))));
    }
    return new Exclusion.Curve(points);
  }
}
