package org.liftgate.modeling.forecast;

/**
 * Errors on weeks not seen.
 *
 * @param mae mean absolute error, in units of the outcome
 * @param rmse root mean squared error
 */
public record Errors(double mae, double rmse) {
  static Errors of(double[] errors) {
    double absolute = 0;
    double squares = 0;
    for (double e : errors) {
      absolute += Math.abs(e);
      squares += e * e;
    }
    return new Errors(absolute / errors.length, Math.sqrt(squares / errors.length));
  }
}
