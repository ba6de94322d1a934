package org.liftgate.modeling.overlap;

import java.util.Arrays;

/**
 * How far two arms overlap in a propensity score.
 *
 * @param share units whose score lies in [.1, .9] (Crump, Hotz, Imbens and Mitnik, 2009)
 * @param auc probability that a treated unit has a higher score than a comparison unit, ties
 *     counting half; near 1 the score tells the arms apart and few can be compared
 * @param treated units of the treated arm
 * @param comparison units of the comparison arm
 */
public record Overlap(double share, double auc, long treated, long comparison) {
  public static final double LOW = 0.1;
  public static final double HIGH = 0.9;

  /**
   * @param score n probabilities, all finite
   * @param treated n flags; both arms need at least one unit
   * @throws IllegalArgumentException if an arm is empty
   */
  public static Overlap of(double[] score, boolean[] treated) {
    long inside = Arrays.stream(score).filter(s -> s >= LOW && s <= HIGH).count();
    double[] one = arm(score, treated, true);
    double[] other = arm(score, treated, false);
    if (one.length == 0 || other.length == 0) {
      throw new IllegalArgumentException("both arms need at least one unit");
    }
    return new Overlap((double) inside / score.length, auc(one, other), one.length, other.length);
  }

  private static double[] arm(double[] score, boolean[] treated, boolean which) {
    var out = new double[score.length];
    int count = 0;
    for (int i = 0; i < score.length; i++) {
      if (treated[i] == which) {
        out[count++] = score[i];
      }
    }
    double[] arm = Arrays.copyOf(out, count);
    Arrays.sort(arm);
    return arm;
  }

  /** Pairs won, by one merge of two sorted arms. */
  private static double auc(double[] treated, double[] comparison) {
    double won = 0;
    int below = 0;
    int upTo = 0;
    for (double s : treated) {
      while (below < comparison.length && comparison[below] < s) {
        below++;
      }
      while (upTo < comparison.length && comparison[upTo] <= s) {
        upTo++;
      }
      won += (below + upTo) / 2.0;
    }
    return won / ((double) treated.length * comparison.length);
  }
}
