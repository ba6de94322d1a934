package org.liftgate.modeling.matching;

/** Whose standard deviation (n-1) a caliper is counted in. */
public enum Deviation {
  /** All units together, as MatchIt has it. */
  ALL,
  /** The treated. */
  TREATED,
  /** The root of the mean of the two arms' variances (Rosenbaum and Rubin, 1985). */
  POOLED;

  /**
   * @return not a number when an arm it needs has fewer than two units
   */
  double of(double[] score, byte[] treated) {
    return switch (this) {
      case ALL -> Math.sqrt(variance(score, treated, -1));
      case TREATED -> Math.sqrt(variance(score, treated, 1));
      case POOLED -> Math.sqrt((variance(score, treated, 0) + variance(score, treated, 1)) / 2);
    };
  }

  private static double variance(double[] score, byte[] treated, int arm) {
    double pivot = score[0];
    double sum = 0;
    double squares = 0;
    int n = 0;
    for (int i = 0; i < score.length; i++) {
      if (arm < 0 || treated[i] == arm) {
        double v = score[i] - pivot;
        sum += v;
        squares += v * v;
        n++;
      }
    }
    double mean = sum / n;
    return Math.max(0, squares - sum * mean) / (n - 1);
  }
}
