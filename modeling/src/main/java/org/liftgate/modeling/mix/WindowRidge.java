package org.liftgate.modeling.mix;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.liftgate.modeling.penalised.PenalisedFit;
import org.liftgate.modeling.penalised.PenalisedRegression;
import org.liftgate.modeling.penalised.PenalisedSample;

/**
 * A ridge of a weekly outcome fitted in the first weeks and judged in those that follow:
 * scikit-learn's, |y - a - Xb|^2 + lambda |b|^2 with a free intercept (Hoerl and Kennard, 1970).
 * Its coefficients carry no interval and no p-value.
 *
 * @param lambda at least 0
 * @param standardise whether columns are scaled by the training window first; coefficients are then
 *     per standard deviation
 * @param training weeks of the window, at least 2
 */
public record WindowRidge(double lambda, boolean standardise, int training) {

  /**
   * @param coefficients by column, in units of the outcome per (scaled) unit
   * @param fitted n values, of both windows
   * @param train how well it fits where it was fitted
   * @param test how well it foretells the weeks after; null when there are none
   */
  public record Fit(
      double intercept,
      Map<String, Double> coefficients,
      double[] fitted,
      Accuracy train,
      @Nullable Accuracy test) {}

  /**
   * @param features k columns of n weeks
   * @param outcome n values
   * @throws IllegalArgumentException when the window does not fit the data or the outcome does not
   *     vary in it
   */
  public Fit fit(Features features, double[] outcome) {
    int n = outcome.length;
    if (training < 2 || training > n) {
      throw new IllegalArgumentException(
          "training (%d) must be 2 to %d, the weeks there are".formatted(training, n));
    }
    Features x = standardise ? Standardiser.of(features, training).apply(features) : features;
    var sample =
        new PenalisedSample(
            x.names(), x.rows(0, training).columns(), Arrays.copyOf(outcome, training));
    PenalisedFit ridge = PenalisedRegression.scikit(0).fit(sample, lambda);
    double[] fitted = ridge.predict(x.columns(), n);
    var coefficients = new LinkedHashMap<String, Double>();
    for (int j = 0; j < x.width(); j++) {
      coefficients.put(x.names().get(j), ridge.coefficients()[j]);
    }
    return new Fit(
        ridge.intercept(),
        coefficients,
        fitted,
        Accuracy.of(outcome, fitted, 0, training),
        training < n ? Accuracy.of(outcome, fitted, training, n) : null);
  }
}
