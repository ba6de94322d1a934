package org.liftgate.modeling.panel;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.liftgate.accumulate.ClusterBootstrap;
import org.liftgate.accumulate.PanelBootstrap;
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
    Optional<PanelChecks.Found> few = few(drawn.slopes().length, drawn.asked());
    if (few.isPresent()) {
      return few.get().missing(terms);
    }
    double error = drawn.standardError();
    return solved(
        terms,
        new double[] {slope},
        new double[][] {{error * error}},
        statistics.counts().units(),
        convention(pairs, drawn),
        statistics);
  }

  /** Any regressors, clusters of whole units. */
  static PanelFit fit(
      Covariance.PairsCluster pairs,
      PanelBootstrap.Draws drawn,
      double[] slopes,
      FitStatistics statistics,
      List<String> terms) {
    int usable = drawn.slopes().length;
    return few(usable, drawn.asked())
        .<PanelFit>map(found -> found.missing(terms))
        .orElseGet(
            () ->
                solved(
                    terms,
                    slopes,
                    drawn.covariance(),
                    drawn.clusters(),
                    words(pairs, usable, statistics.counts().periods() > 0),
                    statistics));
  }

  private static Optional<PanelChecks.Found> few(int usable, int asked) {
    return usable < 2 || usable < LEAST_SHARE * asked
        ? PanelChecks.found(
            Reason.TOO_FEW_CLUSTERS,
            "%d of %d replicates drew units in which every regressor differs from the others and"
                + " from the effects.",
            usable,
            asked)
        : Optional.empty();
  }

  private static PanelFit solved(
      List<String> terms,
      double[] slopes,
      double[][] covariance,
      int clusters,
      String convention,
      FitStatistics statistics) {
    return new PanelFit.Solved(
        List.copyOf(terms),
        slopes,
        covariance,
        clusters - 1.0,
        statistics.counts(),
        convention,
        statistics);
  }

  private static String convention(Covariance.PairsCluster pairs, ClusterBootstrap.Draws drawn) {
    return String.format(
        Locale.ROOT,
        "%s; 95%% percentile interval %.6g to %.6g",
        words(pairs, drawn.slopes().length, true),
        drawn.quantile(TAIL),
        drawn.quantile(1 - TAIL));
  }

  private static String words(Covariance.PairsCluster pairs, int usable, boolean periods) {
    return "pairs cluster bootstrap(%s), %d draws, %s effects estimated anew"
        .formatted(pairs.by(), usable, periods ? "period" : "unit");
  }

  /** What is said of a fit that has no replicates. */
  static Optional<PanelChecks.Found> unsuited() {
    return PanelChecks.found(
        Reason.UNSUITED,
        "The pairs cluster bootstrap draws clusters of whole units, with at most %,d periods.\n"
            + "Maybe cluster by %s instead.",
        PanelBootstrap.MOST_PERIODS,
        "unit");
  }
}
