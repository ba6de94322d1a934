package org.liftgate.modeling.refit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.verdict.Words;

/**
 * What a common cause that nobody saw would make of a partially linear effect. A cause u of
 * variance 1, independent of the covariates, that moves the treatment by a and the outcome, beside
 * the treatment, by b biases the slope of residual on residual by a b / V, V the variance of the
 * treatment that is left (a^2 of it u's own); with partial R2 in place of a and b this is equation
 * 13 of Cinelli and Hazlett (2020) and holds for the partially linear model (Chernozhukov and
 * others, 2022).
 *
 * @param estimate of the effect as found
 * @param variance V, above 0
 */
public record UnseenCause(Estimate.Value estimate, double variance) {
  public static final String NAME = "unseen-cause";
  public static final String RULE =
      "An unseen cause as strong as the strongest observed one leaves the 95% interval on its side of zero.";
  private static final double NORMAL = 1.959963984540054;

  public UnseenCause {
    if (!(variance > 0)) {
      throw new IllegalArgumentException("variance (%s) must be above 0".formatted(variance));
    }
  }

  public static UnseenCause of(Estimate.Value estimate, Residuals left) {
    return new UnseenCause(estimate, left.treatmentVariance());
  }

  /**
   * The effect had such a cause been at work and been held fixed.
   *
   * @param onTreatment a, with a^2 below {@link #variance}
   * @param onOutcome b
   */
  public double adjusted(double onTreatment, double onOutcome) {
    if (!(onTreatment * onTreatment < variance)) {
      throw new IllegalArgumentException(
          "onTreatment (%s) must explain less than all that is left of the treatment (%s)"
              .formatted(onTreatment, Math.sqrt(variance)));
    }
    return estimate.value() - onTreatment * onOutcome / variance;
  }

  /** How far a cause must move the outcome to leave no effect; infinite for one that is none. */
  public double tipping(double onTreatment) {
    return estimate.value() * variance / onTreatment;
  }

  /**
   * An observed covariate's strength, held against which an unseen one is imagined.
   *
   * @param onTreatment how far one standard deviation of it, beyond the other covariates, moves the
   *     treatment
   * @param onOutcome how far it moves the outcome beside the treatment
   */
  public record Benchmark(String name, double onTreatment, double onOutcome) {
    double strength() {
      return onTreatment * onOutcome;
    }
  }

  /** A point of the grid. */
  public record Point(double onTreatment, double onOutcome, double effect) {}

  /**
   * Effects over a grid that reaches twice as far as the strongest covariate and past the point
   * where nothing is left, the cause working against the sign found.
   *
   * @param steps points a side, at least 2
   */
  public List<Point> contour(List<Benchmark> seen, int steps) {
    double most = 0.9 * Math.sqrt(variance);
    double a = 0.5 * Math.sqrt(variance);
    double b = Math.abs(tipping(a));
    for (Benchmark s : seen) {
      a = Math.max(a, s.onTreatment());
      b = Math.max(b, s.onOutcome());
    }
    double width = Math.min(most, 2 * a);
    double height = 2 * b;
    double sign = Math.signum(estimate.value());
    var grid = new ArrayList<Point>();
    for (int i = 0; i < steps; i++) {
      for (int j = 0; j < steps; j++) {
        double x = width * i / (steps - 1);
        double y = sign * height * j / (steps - 1);
        grid.add(new Point(x, Math.abs(y), adjusted(x, y)));
      }
    }
    return grid;
  }

  /** Judges by the covariate whose like would move the estimate most. */
  public Trial judge(List<Benchmark> seen) {
    if (seen.isEmpty()) {
      return Trial.unmade(NAME, RULE, 0, "No covariate is observed to measure an unseen one by.");
    }
    Benchmark top = Collections.max(seen, Comparator.comparingDouble(Benchmark::strength));
    if (top.strength() == 0) {
      return Trial.unmade(NAME, RULE, 0, "No observed covariate moves both treatment and outcome.");
    }
    double sign = Math.signum(estimate.value());
    double moved = estimate.value() - sign * top.strength() / variance;
    double half = NORMAL * estimate.stdError();
    boolean clear = sign * moved > half;
    double times = Math.abs(estimate.value()) * variance / top.strength();
    String sentence =
        ("An unseen cause as strong as %s would leave an effect of %s; it takes one whose product of"
                + " strengths is %s times as great to leave none.")
            .formatted(
                top.name(),
                Words.number(moved, estimate.stdError()),
                Words.number(times, times / 2));
    return new Trial(
        NAME, RULE, clear ? Trial.Word.PASS : Trial.Word.FRAGILE, times, 1, 0, sentence);
  }
}
