package org.liftgate.modeling.uplift;

import java.util.Arrays;

/**
 * Rank-weighted average treatment effect (Yadlowsky, Fleming, Shah, Brunskill and Wager, 2025): how
 * much larger effects are among units of high priority. TOC(q) is the mean effect of the first
 * share q less the mean of all; {@link Weighting#AUTOC} is its integral, {@link Weighting#QINI} the
 * integral of q TOC(q), the area between the Qini curve and its diagonal.
 *
 * <p>The error comes from the derivative of the estimate by each unit's weight, summed by group, in
 * one pass after sorting; it accounts for ranks being estimated.
 *
 * @param value in units of the outcome
 * @param influence n values by row, of mean 0
 */
record RankWeightedEffect(double value, double[] influence) {

  /** What the TOC is weighted by. */
  enum Weighting {
    AUTOC,
    QINI
  }

  /**
   * @param scores n scores whose means are mean effects
   */
  static RankWeightedEffect of(Priority priority, double[] scores, Weighting weighting) {
    return weighting == Weighting.AUTOC ? autoc(priority, scores) : qini(priority, scores);
  }

  /**
   * With m(j) the mean of the first j scores: mean of m(j) - m(n). Derivative by the weight of the
   * unit at i: m(i) + sum over j from i on of (s(i) - m(j)) / j, less the means.
   */
  private static RankWeightedEffect autoc(Priority priority, double[] scores) {
    int n = priority.rows();
    double[] m = priority.averaged(scores);
    running(m);
    double mean = n == 0 ? 0 : m[n - 1];
    double value = Arrays.stream(m).sum() / n - mean;
    var harmonic = new double[n];
    var rest = new double[n];
    double h = 0;
    double r = 0;
    for (int j = n - 1; j >= 0; j--) {
      h += 1.0 / (j + 1);
      r += m[j] / (j + 1);
      harmonic[j] = h;
      rest[j] = r;
    }
    priority.level(m);
    priority.level(harmonic);
    priority.level(rest);
    var influence = new double[n];
    for (int i = 0; i < n; i++) {
      int row = priority.order()[i];
      double s = scores[row];
      influence[row] = m[i] - value - mean + s * harmonic[i] - rest[i] - (s - mean);
    }
    return new RankWeightedEffect(value, influence);
  }

  /** Sum of the first j scores over n^2, less the mean times (n + 1) / 2n. */
  private static RankWeightedEffect qini(Priority priority, double[] scores) {
    int n = priority.rows();
    double[] sums = priority.averaged(scores);
    for (int j = 1; j < n; j++) {
      sums[j] += sums[j - 1];
    }
    double mean = n == 0 ? 0 : sums[n - 1] / n;
    double area = Arrays.stream(sums).sum() / n / n;
    double half = (n + 1.0) / (2 * n);
    var after = new double[n];
    Arrays.setAll(after, i -> n - i);
    priority.level(sums);
    priority.level(after);
    var influence = new double[n];
    for (int i = 0; i < n; i++) {
      int row = priority.order()[i];
      double s = scores[row];
      influence[row] = (sums[i] + after[i] * s) / n - 2 * area - (s - mean) * half;
    }
    return new RankWeightedEffect(area - mean * half, influence);
  }

  private static void running(double[] values) {
    double sum = 0;
    for (int j = 0; j < values.length; j++) {
      sum += values[j];
      values[j] = sum / (j + 1);
    }
  }

  /** Standard error of the value, groups of rows being independent. */
  double stdError(int[] groups) {
    return GroupedMean.stdError(influence, groups);
  }
}
