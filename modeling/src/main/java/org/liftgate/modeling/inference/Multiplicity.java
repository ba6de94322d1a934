package org.liftgate.modeling.inference;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Adjusted p-values for families of tests. */
public final class Multiplicity {
  private Multiplicity() {}

  /**
   * False discovery rate under any dependence (Benjamini and Yekutieli, 2001): Benjamini and
   * Hochberg's q-values times 1 + 1/2 + ... + 1/m, at most 1.
   *
   * @param p m p-values, all finite
   * @return m q-values in the same order
   */
  public static double[] benjaminiYekutieli(double[] p) {
    double harmonic = IntStream.rangeClosed(1, p.length).mapToDouble(i -> 1.0 / i).sum();
    return least(p, harmonic);
  }

  private static double[] least(double[] p, double factor) {
    int[] order = ascending(p);
    int m = p.length;
    var q = new double[m];
    double least = 1;
    for (int rank = m; rank >= 1; rank--) {
      int i = order[rank - 1];
      least = Math.min(least, p[i] * ((double) m / rank) * factor);
      q[i] = least;
    }
    return q;
  }

  /**
   * Chance of any false rejection under any dependence (Holm, 1979): max over j <= i of (m - j + 1)
   * p_(j), at most 1.
   *
   * @param p m p-values, all finite
   * @return m adjusted p-values in the same order
   */
  public static double[] holm(double[] p) {
    int[] order = ascending(p);
    var adjusted = new double[p.length];
    double most = 0;
    for (int rank = 0; rank < p.length; rank++) {
      int i = order[rank];
      most = Math.max(most, Math.min(1, p[i] * (p.length - rank)));
      adjusted[i] = most;
    }
    return adjusted;
  }

  private static int[] ascending(double[] p) {
    return IntStream.range(0, p.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> p[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
