package org.liftgate.modeling.linear;

import java.util.List;
import java.util.Map;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.modeling.inference.StudentT;

/**
 * The covariance of p terms and the law of their t statistics.
 *
 * @param df p degrees of freedom
 * @param minDf df below which a term is refused
 * @param replaced estimates whose p-value and interval come from elsewhere, by term
 */
record Uncertainty(
    double[][] covariance,
    double[] df,
    double minDf,
    LinearFit.Convention convention,
    List<String> notes,
    Map<Integer, Estimate> replaced) {

  Estimate estimate(String term, int i, double value) {
    if (replaced.containsKey(i)) {
      return replaced.get(i);
    }
    double variance = covariance[i][i];
    if (!Double.isFinite(value) || !Double.isFinite(variance) || variance < 0) {
      return new Estimate.Missing(
          term, Reason.NOT_FINITE, "The variance comes out as %s.".formatted(variance));
    }
    if (variance == 0) {
      return new Estimate.Missing(
          term, Reason.NO_VARIATION, "The scores are all zero, so the variance is nothing.");
    }
    if (!(df[i] >= minDf) || !(df[i] > 0)) {
      return new Estimate.Missing(
          term,
          Reason.LOW_DF,
          "%.1f degrees of freedom are too few for the t distribution; at least %.0f are needed."
              .formatted(df[i], minDf));
    }
    return new StudentT(df[i]).value(term, value, Math.sqrt(variance));
  }
}
