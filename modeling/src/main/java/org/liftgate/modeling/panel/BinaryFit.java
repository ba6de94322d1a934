package org.liftgate.modeling.panel;

import java.util.List;
import java.util.Optional;
import org.liftgate.accumulate.BinaryWithin;
import org.liftgate.accumulate.ClusterBootstrap;
import org.liftgate.accumulate.CompactPanel;
import org.liftgate.accumulate.SmallSample.Counts;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Covariance;

/**
 * The fast way to {@link TwoWayFixedEffects}: one block in order of unit and period, one binary
 * regressor, at most 128 periods, errors independent or clustered by unit, units perhaps drawn
 * anew. Whatever is not so, or has no fit, is left to the general way, which also finds the words
 * for it.
 */
final class BinaryFit {
  private static final int PIECE = 1 << 18;

  /** Rows of one loop, which is compiled after some hundred calls. */
  private static final int SHORT = 256;

  private BinaryFit() {}

  /** Empty when the panel or what is asked of it does not allow the fast way. */
  static Optional<PanelFit> of(TwoWayFixedEffects estimator, EffectsPanel panel) {
    if (panel.columns().length != 1 || !allowed(estimator, panel)) {
      return Optional.empty();
    }
    Workers workers = estimator.workers();
    return CompactPanel.of(panel.unit(), panel.period(), panel.columns()[0], workers)
        .filter(_ -> oneBlock(panel.block(), workers))
        .filter(compact -> estimator.clustersSuffice(panel, compact.units()))
        .flatMap(compact -> solved(estimator, compact, panel.outcome(), panel.names()));
  }

  /** From the layout itself, whose units are the cluster {@code unit}. */
  static Optional<PanelFit> of(TwoWayFixedEffects estimator, CompactPanel panel, double[] y) {
    return estimator.periodEffects()
            && cluster(estimator.covariance())
                .filter(by -> by.equals("unit") || by.isEmpty())
                .isPresent()
        ? solved(estimator, panel, y, List.of(TwoWayFixedEffects.ATT))
        : Optional.empty();
  }

  private static Optional<PanelFit> solved(
      TwoWayFixedEffects estimator, CompactPanel panel, double[] y, List<String> terms) {
    return BinaryWithin.fit(panel, y, estimator.workers()) instanceof BinaryWithin.Fit fit
        ? solved(estimator, panel, y, fit, terms)
        : Optional.empty();
  }

  /** Period effects, and errors that are independent or clustered by the panel's own units. */
  static boolean allowed(TwoWayFixedEffects estimator, EffectsPanel panel) {
    return panel.rows() > 0
        && estimator.periodEffects()
        && cluster(estimator.covariance())
            .filter(by -> by.isEmpty() || panel.clusters().get(by) == panel.unit())
            .isPresent();
  }

  /** The one cluster variable, nothing for independent errors; empty for other covariances. */
  private static Optional<String> cluster(Covariance covariance) {
    return switch (covariance) {
      case Covariance.Iid _ -> Optional.of("");
      case Covariance.Clustered(List<String> by) when by.size() == 1 -> Optional.of(by.get(0));
      case Covariance.PairsCluster pairs -> Optional.of(pairs.by());
      default -> Optional.empty();
    };
  }

  static boolean oneBlock(int[] block, Workers workers) {
    int pieces = (block.length + PIECE - 1) / PIECE;
    return workers.map(pieces, p -> differences(block, p * PIECE)).stream().allMatch(d -> d == 0);
  }

  private static int differences(int[] block, int from) {
    int to = Math.min(block.length, from + PIECE);
    int differences = 0;
    for (int at = from; at < to; at += SHORT) {
      differences |= differences(block, at, Math.min(to, at + SHORT));
    }
    return differences;
  }

  private static int differences(int[] block, int from, int to) {
    int first = block[0];
    int differences = 0;
    for (int i = from; i < to; i++) {
      differences |= block[i] ^ first;
    }
    return differences;
  }

  private static Optional<PanelFit> solved(
      TwoWayFixedEffects estimator,
      CompactPanel panel,
      double[] y,
      BinaryWithin.Fit fit,
      List<String> terms) {
    var counts = new Counts(panel.rows(), 1, panel.units(), fit.periods());
    var statistics = new FitStatistics(counts, fit.ssr(), fit.withinSquares(), fit.totalSquares());
    if (counts.rows() <= counts.parameters()) {
      return Optional.empty();
    }
    if (estimator.covariance() instanceof Covariance.PairsCluster pairs) {
      var drawn =
          ClusterBootstrap.run(panel, y, fit, pairs.draws(), pairs.seed(), estimator.workers());
      return Optional.of(PairsBootstrap.fit(pairs, drawn, fit.slope(), statistics, terms));
    }
    return solved(
        estimator,
        counts,
        terms,
        new double[] {fit.slope()},
        new double[] {1 / fit.information()},
        new double[] {fit.meat()},
        statistics);
  }

  /** Empty when no degrees of freedom are left. */
  static Optional<PanelFit> solved(
      TwoWayFixedEffects estimator,
      Counts counts,
      List<String> terms,
      double[] slopes,
      double[] bread,
      double[] meat,
      FitStatistics statistics) {
    if (counts.rows() <= counts.parameters()) {
      return Optional.empty();
    }
    var sandwich = new SandwichOptions(estimator.covariance(), estimator.smallSample());
    var v = sandwich.byUnit(bread, meat, statistics.ssr(), counts);
    return Optional.of(
        new PanelFit.Solved(
            List.copyOf(terms),
            slopes,
            v.covariance(),
            v.df(),
            counts,
            sandwich.words(),
            statistics));
  }
}
