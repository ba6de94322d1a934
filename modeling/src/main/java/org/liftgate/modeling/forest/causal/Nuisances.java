package org.liftgate.modeling.forest.causal;

/**
 * What features alone tell of outcome and treatment, for each row without its own unit.
 *
 * @param outcome n means of the outcome given features, m(x)
 * @param treatment n means of the treatment given features, e(x)
 */
public record Nuisances(double[] outcome, double[] treatment) {

  /** n residuals of the outcome. */
  double[] outcomeLeft(CausalSample s) {
    return left(s.outcome(), outcome);
  }

  /** n residuals of the treatment. */
  double[] treatmentLeft(CausalSample s) {
    return left(s.treatment(), treatment);
  }

  private static double[] left(double[] values, double[] means) {
    var out = new double[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = values[i] - means[i];
    }
    return out;
  }
}
