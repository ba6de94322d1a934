package org.liftgate.modeling.policy;

import java.util.Arrays;
import org.liftgate.modeling.tree.RadixOrder;

/**
 * Features as ranks: a search over them sees order alone, so it does not change under monotone
 * transforms.
 *
 * @param codes p x n, 0..K-1 for each feature
 * @param cuts p x (K-1) thresholds: a code k is at most its cut k
 */
record CodedFeatures(int[][] codes, double[][] cuts) {

  /**
   * @param most cut points of a feature, at quantiles; 0 for one between any two values
   */
  static CodedFeatures of(double[][] x, int most) {
    var codes = new int[x.length][];
    var cuts = new double[x.length][];
    for (int f = 0; f < x.length; f++) {
      codes[f] = new int[x[f].length];
      cuts[f] = code(x[f], most, codes[f]);
    }
    return new CodedFeatures(codes, cuts);
  }

  private static double[] code(double[] column, int most, int[] codes) {
    int n = column.length;
    int[] order = RadixOrder.of(column);
    var cuts = new double[n];
    int k = 0;
    for (int i = 0; i < n; i++) {
      if (i > 0 && column[order[i]] > column[order[i - 1]] && full(i, k, n, most)) {
        double low = column[order[i - 1]];
        double high = column[order[i]];
        double middle = low / 2 + high / 2;
        cuts[k++] = middle >= high || middle < low ? low : middle;
      }
      codes[order[i]] = k;
    }
    return Arrays.copyOf(cuts, k);
  }

  /** Whether the bin k ends before the i-th value: its quantile is reached. */
  private static boolean full(int i, int k, int n, int most) {
    return most == 0 || i * (most + 1L) >= (k + 1L) * n;
  }

  int features() {
    return codes.length;
  }

  int levels(int feature) {
    return cuts[feature].length + 1;
  }
}
