package org.liftgate.modeling.panel;

import java.util.List;
import java.util.Optional;
import org.liftgate.accumulate.CodedWithin;
import org.liftgate.accumulate.CompactPanel;
import org.liftgate.accumulate.SmallSample.Counts;
import org.liftgate.accumulate.Workers;

/**
 * The fast way to dummies by code, for {@link EventStudy} and others: one block in order of unit
 * and period, no other regressors, at most 128 periods, errors independent or clustered by unit.
 * The rest is left to the general way, as in {@link BinaryFit}.
 */
final class CodedFit {
  private CodedFit() {}

  /**
   * @param codes n codes, negative for none
   * @param terms names of the codes
   * @return empty when the panel or what is asked of it does not allow the fast way
   */
  static Optional<PanelFit> of(
      TwoWayFixedEffects estimator, EffectsPanel panel, int[] codes, List<String> terms) {
    boolean others = panel.columns().length > 0 || terms.isEmpty();
    if (others || !BinaryFit.allowed(estimator, panel)) {
      return Optional.empty();
    }
    Workers workers = estimator.workers();
    return CompactPanel.of(panel.unit(), panel.period(), new double[0], workers)
        .filter(_ -> BinaryFit.oneBlock(panel.block(), workers))
        .filter(compact -> estimator.clustersSuffice(panel, compact.units()))
        .flatMap(compact -> of(estimator, compact, panel.outcome(), codes, terms));
  }

  private static Optional<PanelFit> of(
      TwoWayFixedEffects estimator,
      CompactPanel panel,
      double[] y,
      int[] codes,
      List<String> terms) {
    int levels = terms.size();
    return CodedWithin.fit(panel, codes, levels, y, estimator.workers())
            instanceof CodedWithin.Fit fit
        ? solved(estimator, panel, fit, terms)
        : Optional.empty();
  }

  private static Optional<PanelFit> solved(
      TwoWayFixedEffects estimator, CompactPanel panel, CodedWithin.Fit fit, List<String> terms) {
    var counts = new Counts(panel.rows(), terms.size(), panel.units(), fit.periods());
    var statistics = new FitStatistics(counts, fit.ssr(), fit.withinSquares(), fit.totalSquares());
    return BinaryFit.solved(
        estimator, counts, terms, fit.slopes(), fit.inverse(), fit.meat(), statistics);
  }
}
