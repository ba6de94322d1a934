package org.liftgate.modeling.panel;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.liftgate.accumulate.ClusterBootstrap;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Estimate.Reason;

/**
 * Turns replicates of the pairs cluster bootstrap into a fit: the standard error is their standard
 * deviation, the reference law t with clusters - 1 degrees of freedom; the convention names the
 * percentile interval.
 */
final class PairsBootstrap {
  /** Share of the replicates that must have a slope. */
  private static final double LEAST_SHARE = 0.9;

  private static final double TAIL = 0.025;

  private PairsBootstrap() {}

  static PanelFit fit(
      Covariance.PairsCluster pairs,
      ClusterBootstrap.Draws drawn,
      double slope,
      FitStatistics statistics,
      List<String> terms) {
    int usable = drawn.slopes().length;
    if (usable < 2 || usable < LEAST_SHARE * drawn.asked()) {
      return PanelChecks.found(
              Reason.TOO_FEW_CLUSTERS,
              "%d of %d replicates drew units in which the treatment differs from the effects.",
              usable,
              drawn.asked())
          .orElseThrow()
          .missing(terms);
    }
    double error = drawn.standardError();
    return new PanelFit.Solved(
        List.copyOf(terms),
        new double[] {slope},
        new double[][] {{error * error}},
        statistics.counts().units() - 1.0,
        statistics.counts(),
        convention(pairs, drawn),
        statistics);
  }

  private static String convention(Covariance.PairsCluster pairs, ClusterBootstrap.Draws drawn) {
    return String.format(
        Locale.ROOT,
        "pairs cluster bootstrap(%s), %d draws, period effects estimated anew; 95%% percentile"
            + " interval %.6g to %.6g",
        pairs.by(),
        drawn.slopes().length,
        drawn.quantile(TAIL),
        drawn.quantile(1 - TAIL));
  }

  /** What is said of a fit that has no replicates. */
  static Optional<PanelChecks.Found> unsuited() {
    return PanelChecks.found(
        Reason.UNSUITED,
        "The pairs cluster bootstrap draws the units of one panel with period effects and one"
            + " regressor of zeros and ones, at most 128 periods, that leaves residuals."
            + " Maybe cluster by %s instead.",
        "unit");
  }
}
