package org.liftgate.modeling.weighting;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Missing;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.kernel.Estimator;
import org.liftgate.modeling.propensity.Observed;

/**
 * Doubly robust effect: regressions m1, m0 of the outcome corrected by weighted residuals (Robins,
 * Rotnitzky and Zhao, 1994), with cross-fitting (Chernozhukov et al., 2018) and normalised weights.
 *
 * <ul>
 *   <li>ATE: mean(m1 - m0) + mean_w(y - m1) - mean_w(y - m0), w = t/p and (1-t)/(1-p)
 *   <li>ATT: mean over treated (y - m0) - mean_w(y - m0), w = (1-t) p/(1-p)
 *   <li>ATO: sum [(t-p)^2 (m1 - m0) + t(1-p)(y - m1) - (1-t)p(y - m0)] / sum (t-p)^2
 * </ul>
 *
 * @param folds at least 2, grouped by the cluster; 1 for no cross-fitting
 * @param seed decides the folds
 */
public record AugmentedWeighting(
    Target target, int folds, long seed, Covariance covariance, Workers workers)
    implements Estimator<Observed> {

  public AugmentedWeighting {
    if (folds < 1) {
      throw new IllegalArgumentException("folds (" + folds + ") must be at least 1");
    }
  }

  /** Five folds. */
  public AugmentedWeighting(Target target, long seed) {
    this(target, 5, seed, Covariance.iid(), Workers.of(1));
  }

  public AugmentedWeighting withFolds(int value) {
    return new AugmentedWeighting(target, value, seed, covariance, workers);
  }

  public AugmentedWeighting withCovariance(Covariance value) {
    return new AugmentedWeighting(target, folds, seed, value, workers);
  }

  public AugmentedWeighting withWorkers(Workers value) {
    return new AugmentedWeighting(target, folds, seed, covariance, value);
  }

  @Override
  public String name() {
    return "aipw";
  }

  @Override
  public List<Estimate> estimate(Observed units) {
    return List.of(weigh(units).effect());
  }

  /** The effect with its weights. */
  public WeightingResult weigh(Observed units) {
    int[] groups = groups(units);
    if (Arrays.stream(groups).distinct().count() < Math.max(2, folds)) {
      String detail = "There must be at least as many groups as folds (%d).".formatted(folds);
      return InverseProbability.refused(
          new Missing(
              target.term(), units.rows() == 0 ? Reason.NO_ROWS : Reason.TOO_FEW_CLUSTERS, detail));
    }
    int[] fold = Folds.of(groups, units.treated(), folds, seed);
    var found = Nuisances.of(units, fold, folds, target.term(), workers);
    return found
        .missing()
        .map(InverseProbability::refused)
        .orElseGet(() -> combine(units, found.nuisances().orElseThrow()));
  }

  private int[] groups(Observed units) {
    if (covariance instanceof Covariance.Clustered(List<String> by)) {
      int[] codes = units.clusters().get(by.get(0));
      if (codes == null) {
        throw new IllegalArgumentException("clusters must hold " + by.get(0));
      }
      return codes;
    }
    return IntStream.range(0, units.rows()).toArray();
  }

  private WeightingResult combine(Observed units, Nuisances m) {
    int n = units.rows();
    double[] weights = new double[n];
    Arrays.setAll(weights, i -> target.weight(units.treated()[i] != 0, m.score[i]));
    double[] influence = new double[n];
    double value =
        target == Target.ATO
            ? overlap(units, m, weights, influence)
            : corrected(units, m, weights, influence);
    var notes = new ArrayList<String>();
    notes.add(
        folds == 1
            ? "Score and regressions are of the same units."
            : "Score and regressions come from %d folds.".formatted(folds));
    if (m.bounded > 0) {
      notes.add(
          "%,d scores were moved to within [%s, %s]."
              .formatted(m.bounded, Nuisances.BOUND, 1 - Nuisances.BOUND));
    }
    Estimate effect =
        new Influence(influence, units.clusters()).estimate(target.term(), value, covariance);
    return new WeightingResult(effect, m.score, weights, notes, influence);
  }

  /** ATE and ATT: mean of the regression part + weighted residuals of the arms. */
  private double corrected(Observed units, Nuisances m, double[] weights, double[] influence) {
    boolean all = target == Target.ATE;
    double[] y = units.outcome();
    double[] residual = new double[y.length];
    double[] total = new double[2];
    double[] mean = new double[2];
    for (int i = 0; i < y.length; i++) {
      int arm = units.treated()[i];
      residual[i] = y[i] - (all && arm == 1 ? m.outcome1[i] : m.outcome0[i]);
      total[arm] += weights[i];
      mean[arm] += weights[i] * residual[i];
    }
    mean[0] /= total[0];
    mean[1] /= total[1];
    double regression = 0;
    for (int i = 0; i < (all ? y.length : 0); i++) {
      regression += (m.outcome1[i] - m.outcome0[i]) / y.length;
    }
    for (int i = 0; i < y.length; i++) {
      int arm = units.treated()[i];
      double own = y.length * weights[i] * (residual[i] - mean[arm]) / total[arm];
      influence[i] = arm == 1 ? own : -own;
      influence[i] += all ? m.outcome1[i] - m.outcome0[i] - regression : 0;
    }
    return regression + mean[1] - mean[0];
  }

  private static double overlap(Observed units, Nuisances m, double[] weights, double[] influence) {
    int n = influence.length;
    double[] share = new double[n];
    double total = 0;
    double sum = 0;
    for (int i = 0; i < n; i++) {
      int t = units.treated()[i];
      share[i] = (t - m.score[i]) * (t - m.score[i]);
      double residual = units.outcome()[i] - (t == 1 ? m.outcome1[i] : m.outcome0[i]);
      influence[i] =
          share[i] * (m.outcome1[i] - m.outcome0[i]) + (2 * t - 1) * weights[i] * residual;
      total += share[i];
      sum += influence[i];
    }
    double value = sum / total;
    for (int i = 0; i < n; i++) {
      influence[i] = n * (influence[i] - value * share[i]) / total;
    }
    return value;
  }
}
