package org.liftgate.modeling.refit;

/**
 * What covariates leave of outcome and treatment, each predicted by models that have not seen the
 * row.
 *
 * @param outcome n values
 * @param treatment n values
 */
public record Residuals(double[] outcome, double[] treatment) {
  public Residuals {
    if (outcome.length != treatment.length || outcome.length < 3) {
      throw new IllegalArgumentException(
          "outcome (%d rows) and treatment (%d) must have the same rows, at least 3"
              .formatted(outcome.length, treatment.length));
    }
  }

  int rows() {
    return outcome.length;
  }

  /** Mean square of the treatment that is left. */
  double treatmentVariance() {
    return product(treatment, treatment) / rows();
  }

  /** Slope of the outcome that is left on the treatment that is left. */
  double slope() {
    return product(treatment, outcome) / product(treatment, treatment);
  }

  /** Mean square of the outcome beyond that slope. */
  double errorVariance() {
    double slope = slope();
    double sum = 0;
    for (int i = 0; i < rows(); i++) {
      double e = outcome[i] - slope * treatment[i];
      sum += e * e;
    }
    return sum / rows();
  }

  private static double product(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
