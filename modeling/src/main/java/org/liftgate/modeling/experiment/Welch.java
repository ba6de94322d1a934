package org.liftgate.modeling.experiment;

import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.modeling.inference.StudentT;

/**
 * Two independent arms of unequal variance (Welch, 1947), with Satterthwaite's degrees of freedom.
 */
final class Welch {
  private Welch() {}

  /**
   * One arm.
   *
   * @param rows n
   * @param value of the arm, a mean or a ratio
   * @param variance of one row's contribution, divisor n - 1
   */
  record Arm(int rows, double value, double variance) {
    double squaredError() {
      return variance / rows;
    }
  }

  /** Mean and variance of the values of one arm. */
  static Arm arm(double[] values, byte[] treated, int which) {
    int n = 0;
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      if (treated[i] == which) {
        n++;
        sum += values[i];
      }
    }
    double mean = sum / n;
    double squares = 0;
    for (int i = 0; i < values.length; i++) {
      squares += treated[i] == which ? (values[i] - mean) * (values[i] - mean) : 0;
    }
    return new Arm(n, mean, squares / (n - 1));
  }

  static Estimate difference(String term, Arm treated, Arm comparison) {
    double se = Math.sqrt(treated.squaredError() + comparison.squaredError());
    return se > 0
        ? new StudentT(df(treated, comparison))
            .value(term, treated.value() - comparison.value(), se)
        : new Estimate.Missing(
            term, Reason.NO_VARIATION, "Neither arm varies; there is no error to show.");
  }

  static double df(Arm treated, Arm comparison) {
    double a = treated.squaredError();
    double b = comparison.squaredError();
    return (a + b) * (a + b) / (a * a / (treated.rows() - 1) + b * b / (comparison.rows() - 1));
  }
}
