package org.liftgate.modeling.uplift;

import java.util.Arrays;
import java.util.HashMap;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.modeling.inference.StudentT;

/** A mean over rows whose groups are independent: variance G/(G-1) sum of (group sums)^2 / n^2. */
final class GroupedMean {
  private GroupedMean() {}

  /**
   * @param centred n values of mean 0
   */
  static double stdError(double[] centred, int[] groups) {
    var sums = new HashMap<Integer, Double>();
    for (int i = 0; i < centred.length; i++) {
      sums.merge(groups[i], centred[i], Double::sum);
    }
    double g = sums.size();
    double squares = sums.values().stream().mapToDouble(s -> s * s).sum();
    return g < 2 ? 0 : Math.sqrt(g / (g - 1) * squares) / centred.length;
  }

  /** The mean of some rows as an estimate by the normal law. */
  static Estimate of(String term, double[] values, int[] groups) {
    if (values.length == 0) {
      return new Estimate.Missing(term, Reason.NO_ROWS, "There are no rows.");
    }
    double mean = Arrays.stream(values).sum() / values.length;
    double error = stdError(Arrays.stream(values).map(v -> v - mean).toArray(), groups);
    return value(term, mean, error);
  }

  static Estimate value(String term, double value, double error) {
    return error > 0
        ? new StudentT(Double.POSITIVE_INFINITY).value(term, value, error)
        : new Estimate.Missing(term, Reason.NO_VARIATION, "It does not vary, so it has no error.");
  }
}
