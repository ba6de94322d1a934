package org.liftgate.modeling.panel;

import java.util.List;
import java.util.Optional;
import org.liftgate.accumulate.BinaryWithin;
import org.liftgate.accumulate.CompactPanel;
import org.liftgate.accumulate.SmallSample.Counts;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Covariance;

/**
 * The fast way to {@link TwoWayFixedEffects}: one block in order of unit and period, one binary
 * regressor, at most 128 periods, errors independent or clustered by unit. Whatever is not so, or
 * has no fit, is left to the general way, which also finds the words for it.
 */
final class BinaryFit {
  private static final int PIECE = 1 << 18;

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
    boolean byUnit =
        !(estimator.covariance() instanceof Covariance.Clustered(List<String> by))
            || by.get(0).equals("unit");
    return byUnit && allowed(estimator)
        ? solved(estimator, panel, y, List.of(TwoWayFixedEffects.ATT))
        : Optional.empty();
  }

  private static Optional<PanelFit> solved(
      TwoWayFixedEffects estimator, CompactPanel panel, double[] y, List<String> terms) {
    return BinaryWithin.fit(panel, y, estimator.workers()) instanceof BinaryWithin.Fit fit
        ? solved(estimator, panel, fit, terms)
        : Optional.empty();
  }

  /** Period effects, and errors that are independent or clustered by the panel's own units. */
  static boolean allowed(TwoWayFixedEffects estimator, EffectsPanel panel) {
    boolean byUnit =
        !(estimator.covariance() instanceof Covariance.Clustered(List<String> by))
            || panel.clusters().get(by.get(0)) == panel.unit();
    return panel.rows() > 0 && byUnit && allowed(estimator);
  }

  private static boolean allowed(TwoWayFixedEffects estimator) {
    return estimator.periodEffects()
        && switch (estimator.covariance()) {
          case Covariance.Iid _ -> true;
          case Covariance.Clustered(List<String> by) -> by.size() == 1;
          default -> false;
        };
  }

  static boolean oneBlock(int[] block, Workers workers) {
    int pieces = (block.length + PIECE - 1) / PIECE;
    return workers.map(pieces, p -> differences(block, p * PIECE)).stream().allMatch(d -> d == 0);
  }

  private static int differences(int[] block, int from) {
    int to = Math.min(block.length, from + PIECE);
    int first = block[0];
    int differences = 0;
    for (int i = from; i < to; i++) {
      differences |= block[i] ^ first;
    }
    return differences;
  }

  private static Optional<PanelFit> solved(
      TwoWayFixedEffects estimator, CompactPanel panel, BinaryWithin.Fit fit, List<String> terms) {
    var counts = new Counts(panel.rows(), 1, panel.units(), fit.periods());
    return solved(
        estimator,
        counts,
        terms,
        new double[] {fit.slope()},
        new double[] {1 / fit.information()},
        new double[] {fit.meat()},
        new FitStatistics(counts, fit.ssr(), fit.withinSquares(), fit.totalSquares()));
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
