package org.liftgate.modeling.sensitivity;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.liftgate.modeling.inference.StudentT;

/**
 * Wilcoxon's signed rank test of matched pairs when, within a pair, an unseen cause may multiply
 * the odds of treatment by up to gamma (Rosenbaum, 2002, section 4.3), by the normal law.
 */
public final class RosenbaumBounds {
  /** No design is said to bear more. */
  public static final double MOST = 100;

  private final double statistic;
  private final double ranks;
  private final double squares;

  /**
   * Ties share their mean rank. Pairs without a difference are ranked with the others and then
   * count for neither side.
   *
   * @param d treated minus control, one for each pair
   */
  public RosenbaumBounds(double[] d) {
    double[] rank = ranks(d);
    double plus = 0;
    double minus = 0;
    double sum = 0;
    for (int i = 0; i < d.length; i++) {
      plus += d[i] > 0 ? rank[i] : 0;
      minus += d[i] < 0 ? rank[i] : 0;
      sum += d[i] != 0 ? rank[i] * rank[i] : 0;
    }
    this.statistic = Math.max(plus, minus);
    this.ranks = plus + minus;
    this.squares = sum;
  }

  private static double[] ranks(double[] d) {
    int[] order =
        IntStream.range(0, d.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> Math.abs(d[i])))
            .mapToInt(i -> i)
            .toArray();
    double[] rank = new double[d.length];
    for (int from = 0; from < d.length; ) {
      int to = from;
      while (to < d.length && Math.abs(d[order[to]]) == Math.abs(d[order[from]])) {
        to++;
      }
      for (int i = from; i < to; i++) {
        rank[order[i]] = (from + to + 1) / 2.0;
      }
      from = to;
    }
    return rank;
  }

  /** Sum of the ranks of the differences in the direction of the effect. */
  public double statistic() {
    return statistic;
  }

  /** The greatest one-sided p, in the direction of the effect, that such a cause allows. */
  public double pValue(double gamma) {
    if (!(gamma >= 1)) {
      throw new IllegalArgumentException("gamma (" + gamma + ") must be at least 1");
    }
    if (ranks == 0) {
      return 1;
    }
    double p = gamma / (1 + gamma);
    double z = (statistic - p * ranks) / Math.sqrt(p * (1 - p) * squares);
    double twoSided = new StudentT(Double.POSITIVE_INFINITY).twoSided(z);
    return z > 0 ? twoSided / 2 : 1 - twoSided / 2;
  }

  /**
   * The gamma at which p reaches a level; 1 when it is above without any hidden cause, {@link
   * #MOST} when it never gets there.
   */
  public double gamma(double level) {
    double low = 1;
    double high = MOST;
    if (pValue(low) >= level) {
      return low;
    }
    if (pValue(high) < level) {
      return high;
    }
    for (int i = 0; i < 100; i++) {
      double middle = (low + high) / 2;
      if (pValue(middle) < level) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }
}
