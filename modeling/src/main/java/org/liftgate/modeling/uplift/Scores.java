package org.liftgate.modeling.uplift;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.liftgate.accumulate.Workers;
import org.liftgate.modeling.learn.Features;
import org.liftgate.modeling.learn.MeanLearner;

/**
 * Doubly robust scores, whose mean over any units is the mean of their effects if the score of
 * treatment or the means of the outcome are right (Robins, Rotnitzky and Zhao, 1994): m1 - m0 + (t
 * - e) / (e (1 - e)) (y - mt), with m and e learned from the other folds.
 *
 * @param values n scores, in units of the outcome
 * @param propensity n probabilities of treatment
 */
record Scores(double[] values, double[] propensity) {

  /**
   * @param folds n folds 0..count-1
   */
  static Scores crossFitted(
      Rows rows, int[] folds, int count, MeanLearner means, Assignment assignment, long seed) {
    var out = new Scores(new double[rows.size()], new double[rows.size()]);
    rows.workers()
        .map(
            count,
            f -> {
              int[] in = places(folds, f, true);
              int[] rest = places(folds, f, false);
              out.fold(rows, rest, in, means, assignment, ArmMeans.stream(seed, f));
              return f;
            });
    return out;
  }

  static int[] places(int[] folds, int fold, boolean inside) {
    return IntStream.range(0, folds.length).filter(i -> (folds[i] == fold) == inside).toArray();
  }

  /** Scores of the held rows, from means and a score of treatment learned on the rest. */
  void fold(
      Rows rows, int[] rest, int[] held, MeanLearner means, Assignment assignment, long seed) {
    // Folds are at work side by side, so each has one thread.
    Rows train = rows.take(rest).on(Workers.of(1));
    Features x = rows.x().take(held);
    var arms = ArmMeans.of(train, means, seed);
    double[] m0 = arms.untreated().predict(x);
    double[] m1 = arms.treated().predict(x);
    double[] e = assignment.fit(train.x(), train.treated(), train.workers()).predict(x);
    for (int i = 0; i < held.length; i++) {
      int row = held[i];
      values[row] = score(rows.treated()[row], rows.y()[row], m0[i], m1[i], e[i]);
      propensity[row] = e[i];
    }
  }

  static double score(int treated, double y, double m0, double m1, double e) {
    return m1 - m0 + (treated - e) / (e * (1 - e)) * (y - (treated == 1 ? m1 : m0));
  }

  double mean() {
    return Arrays.stream(values).average().orElse(0);
  }
}
