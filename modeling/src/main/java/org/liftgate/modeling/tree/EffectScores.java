package org.liftgate.modeling.tree;

import java.util.Arrays;
import java.util.HashMap;
import java.util.stream.IntStream;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.modeling.inference.StudentT;

/**
 * Scores whose ratio of sums over any group of rows estimates the effect there: the moment sum of
 * (numerator - effect x denominator) = 0. Nuisances must come from other folds than the row.
 *
 * @param numerator n values
 * @param denominator n values, at least 0
 * @param cluster n codes; rows of one code may depend on each other
 */
public record EffectScores(double[] numerator, double[] denominator, int[] cluster) {
  public EffectScores {
    int n = numerator.length;
    if (denominator.length != n || cluster.length != n) {
      throw new IllegalArgumentException(
          "numerator (%d), denominator (%d) and cluster (%d) must have one length"
              .formatted(n, denominator.length, cluster.length));
    }
  }

  /** Doubly robust scores of a treatment on or off: a group's effect is their mean. */
  public static EffectScores doublyRobust(double[] scores, int[] cluster) {
    var one = new double[scores.length];
    Arrays.fill(one, 1);
    return new EffectScores(scores, one, cluster);
  }

  /**
   * Residual on residual (Robinson, 1988), for a dose whose effect is linear: a group's effect is
   * the mean over its rows weighted by how much the dose varies there.
   */
  public static EffectScores residuals(
      double[] outcomeResidual, double[] doseResidual, int[] cluster) {
    int n = outcomeResidual.length;
    var numerator = new double[n];
    var denominator = new double[n];
    for (int i = 0; i < n; i++) {
      numerator[i] = outcomeResidual[i] * doseResidual[i];
      denominator[i] = doseResidual[i] * doseResidual[i];
    }
    return new EffectScores(numerator, denominator, cluster);
  }

  public int rows() {
    return numerator.length;
  }

  /** Whether every score is a number. */
  public boolean finite() {
    return Arrays.stream(numerator).allMatch(Double::isFinite)
        && Arrays.stream(denominator).allMatch(Double::isFinite);
  }

  EffectScores take(int[] rows) {
    return new EffectScores(
        Arrays.stream(rows).mapToDouble(i -> numerator[i]).toArray(),
        Arrays.stream(rows).mapToDouble(i -> denominator[i]).toArray(),
        Arrays.stream(rows).map(i -> cluster[i]).toArray());
  }

  /** Clusters as 0..G-1 in order of their first row. */
  int[] denseClusters() {
    var index = new HashMap<Integer, Integer>();
    return Arrays.stream(cluster).map(c -> index.computeIfAbsent(c, _ -> index.size())).toArray();
  }

  /**
   * The effect over some rows; t with as many degrees of freedom as clusters less one.
   *
   * @param dense {@link #denseClusters()}
   */
  Estimate effect(String term, int[] rows, int[] dense) {
    if (rows.length == 0) {
      return new Estimate.Missing(term, Reason.NO_ROWS, "No row is in this group.");
    }
    double weight = IntStream.of(rows).mapToDouble(i -> denominator[i]).sum();
    if (!(weight > 0)) {
      return new Estimate.Missing(
          term, Reason.NO_VARIATION, "The treatment does not vary in this group.");
    }
    double effect = IntStream.of(rows).mapToDouble(i -> numerator[i]).sum() / weight;
    long groups = IntStream.of(rows).map(i -> dense[i]).distinct().count();
    if (groups < 2) {
      return new Estimate.Missing(
          term, Reason.TOO_FEW_CLUSTERS, "One cluster has no error to show.");
    }
    double squares = Arrays.stream(influence(rows, dense)).map(v -> v * v).sum();
    double error = Math.sqrt(groups / (groups - 1.0) * squares);
    return error > 0
        ? new StudentT(groups - 1.0).value(term, effect, error)
        : new Estimate.Missing(
            term, Reason.NO_VARIATION, "Scores do not vary here, so there is no error to show.");
  }

  /** What each cluster adds to a group's effect beyond its mean: G values that sum to 0. */
  double[] influence(int[] rows, int[] dense) {
    double weight = IntStream.of(rows).mapToDouble(i -> denominator[i]).sum();
    double effect = IntStream.of(rows).mapToDouble(i -> numerator[i]).sum() / weight;
    var out = new double[1 + Arrays.stream(dense).max().orElse(-1)];
    for (int i : rows) {
      out[dense[i]] += (numerator[i] - effect * denominator[i]) / weight;
    }
    return out;
  }
}
