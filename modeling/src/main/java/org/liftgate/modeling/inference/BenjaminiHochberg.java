package org.liftgate.modeling.inference;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * False discovery rate of Benjamini and Hochberg (1995): the q-value of a test is the least rate at
 * which it would be called a discovery, min over j >= i of m p_(j) / j.
 */
public final class BenjaminiHochberg {
  private BenjaminiHochberg() {}

  /**
   * @param p m p-values, all finite
   * @return m q-values in the same order
   */
  public static double[] qValues(double[] p) {
    int m = p.length;
    int[] order =
        IntStream.range(0, m)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> p[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    var q = new double[m];
    double least = 1;
    for (int rank = m; rank >= 1; rank--) {
      int i = order[rank - 1];
      least = Math.min(least, p[i] * ((double) m / rank));
      q[i] = least;
    }
    return q;
  }
}
