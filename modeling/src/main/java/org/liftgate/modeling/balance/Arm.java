package org.liftgate.modeling.balance;

/**
 * Weighted moments of one arm.
 *
 * @param total sum of weights
 * @param squares sum of their squares
 * @param mean weighted mean
 * @param spread weighted mean of squares about it
 */
record Arm(double total, double squares, double mean, double spread) {

  static Arm of(double[] x, byte[] treated, double[] weights, int arm) {
    double total = 0;
    double squares = 0;
    double mean = 0;
    for (int i = 0; i < x.length; i++) {
      if (treated[i] == arm) {
        total += weights[i];
        squares += weights[i] * weights[i];
        mean += weights[i] * x[i];
      }
    }
    mean /= total;
    double spread = 0;
    for (int i = 0; i < x.length; i++) {
      if (treated[i] == arm) {
        spread += weights[i] * (x[i] - mean) * (x[i] - mean);
      }
    }
    return new Arm(total, squares, mean, spread / total);
  }

  /** p(1-p) for zeros and ones; else spread / (1 - sum of squared shares), n-1 without weights. */
  double variance(boolean binary) {
    return binary ? mean * (1 - mean) : spread / (1 - squares / (total * total));
  }

  /** Kish's effective number of units. */
  double effective() {
    return total * total / squares;
  }
}
