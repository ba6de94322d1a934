package org.liftgate.modeling.inference;

import org.apache.commons.statistics.distribution.ContinuousDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.liftgate.kernel.Estimate;

/**
 * Student's t with df degrees of freedom; the normal where df is infinite.
 *
 * @param df greater than 0
 */
public record StudentT(double df) {
  /** Share of intervals that hold the truth. */
  public static final double LEVEL = 0.95;

  public StudentT {
    if (!(df > 0)) {
      throw new IllegalArgumentException("df (" + df + ") must be greater than 0");
    }
  }

  public double quantile(double p) {
    return distribution().inverseCumulativeProbability(p);
  }

  /** Probability of a statistic at least as far from zero, exact far out in the tail. */
  public double twoSided(double statistic) {
    return Math.min(1, 2 * distribution().survivalProbability(Math.abs(statistic)));
  }

  /** Estimate, two-sided p against zero, and the 95% interval. */
  public Estimate.Value value(String term, double estimate, double stdError) {
    double half = quantile((1 + LEVEL) / 2) * stdError;
    double p = twoSided(estimate / stdError);
    return new Estimate.Value(term, estimate, stdError, df, p, estimate - half, estimate + half);
  }

  private ContinuousDistribution distribution() {
    return Double.isInfinite(df) ? NormalDistribution.of(0, 1) : TDistribution.of(df);
  }
}
