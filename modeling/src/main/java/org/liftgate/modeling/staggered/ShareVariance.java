package org.liftgate.modeling.staggered;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Covariance that sampling units adds to averages of cohort effects by their shares, the term that
 * Sun and Abraham (2021) have beside the variance of the effects. One more unit of a cohort moves
 * an average by the sum over its rows of (effect of the row's cohort and period - average) / rows
 * averaged; units are independent, and what they add is uncorrelated with the errors of the
 * effects, whose mean in every cohort is zero. The same as the weights' part of the influence
 * functions of Callaway and Sant'Anna (2021).
 *
 * @param unit n codes, a unit's rows together
 * @param codes n numbers of the row's effect; -1 for none
 * @param slopes k effects
 */
record ShareVariance(int[] unit, int[] codes, double[] slopes) {

  /**
   * @param averages each with k rows counted, or 0 for an effect that does not take part
   * @return one row and column for each average
   */
  double[][] of(List<double[]> averages) {
    int sets = averages.size();
    var totals = new double[sets];
    var means = new double[sets];
    for (int a = 0; a < sets; a++) {
      double[] rows = averages.get(a);
      for (int k = 0; k < slopes.length; k++) {
        totals[a] += rows[k];
        means[a] += rows[k] * slopes[k];
      }
      means[a] /= totals[a];
    }
    int[][] parts = new int[slopes.length][];
    for (int k = 0; k < parts.length; k++) {
      int effect = k;
      parts[k] = IntStream.range(0, sets).filter(a -> averages.get(a)[effect] != 0).toArray();
    }
    var out = new double[sets][sets];
    int units = 0;
    for (int from = 0, to = 0; from < unit.length; from = to, units++) {
      var own = new double[sets];
      for (; to < unit.length && unit[to] == unit[from]; to++) {
        for (int a : codes[to] < 0 ? new int[0] : parts[codes[to]]) {
          own[a] += (slopes[codes[to]] - means[a]) / totals[a];
        }
      }
      add(own, out);
    }
    for (double[] row : out) {
      for (int b = 0; b < sets; b++) {
        row[b] *= units / (units - 1.0);
      }
    }
    return out;
  }

  /** A unit is in few of the averages: those of its own cohort. */
  private static void add(double[] own, double[][] to) {
    int[] in = IntStream.range(0, own.length).filter(a -> own[a] != 0).toArray();
    for (int a : in) {
      for (int b : in) {
        to[a][b] += own[a] * own[b];
      }
    }
  }
}
