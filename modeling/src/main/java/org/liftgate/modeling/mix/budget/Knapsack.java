package org.liftgate.modeling.mix.budget;

import java.util.Arrays;

/**
 * The best division of equal steps of money among channels, exact on the grid whatever the shape of
 * the curves: dynamic programming over channels.
 */
final class Knapsack {
  private Knapsack() {}

  /**
   * @param value of the best division; minus infinity where the steps do not fit the limits
   * @param steps by channel
   */
  record Best(double value, int[] steps) {}

  /**
   * @param table by channel, the value of 0, 1, 2, ... steps
   */
  static Best of(double[][] table, int steps) {
    double[] best = new double[steps + 1];
    Arrays.fill(best, Double.NEGATIVE_INFINITY);
    best[0] = 0;
    var chosen = new int[table.length][steps + 1];
    for (int c = 0; c < table.length; c++) {
      double[] next = new double[steps + 1];
      Arrays.fill(next, Double.NEGATIVE_INFINITY);
      for (int used = 0; used <= steps; used++) {
        int most = Math.min(used, table[c].length - 1);
        for (int j = 0; j <= most; j++) {
          double value = best[used - j] + table[c][j];
          if (value > next[used]) {
            next[used] = value;
            chosen[c][used] = j;
          }
        }
      }
      best = next;
    }
    int[] out = new int[table.length];
    int left = steps;
    for (int c = table.length - 1; c >= 0 && best[steps] > Double.NEGATIVE_INFINITY; c--) {
      out[c] = chosen[c][left];
      left -= out[c];
    }
    return new Best(best[steps], out);
  }
}
