package org.liftgate.modeling.mix;

/**
 * Shift and scale of columns by the mean and the population standard deviation of a training
 * window, so that nothing after the window is known to what is fitted in it. A column that does not
 * vary there is shifted only.
 *
 * @param means k values
 * @param deviations k values, 1 where the column does not vary in the window
 */
public record Standardiser(double[] means, double[] deviations) {

  /**
   * @param rows the first rows, which are the training window; at least 1
   */
  public static Standardiser of(Features features, int rows) {
    int k = features.width();
    var means = new double[k];
    var deviations = new double[k];
    for (int j = 0; j < k; j++) {
      double[] x = features.columns()[j];
      if (rows < 1 || rows > x.length) {
        throw new IllegalArgumentException(
            "rows (%d) must be 1 to %d, the weeks there are".formatted(rows, x.length));
      }
      double sum = 0;
      for (int i = 0; i < rows; i++) {
        sum += x[i];
      }
      means[j] = sum / rows;
      double squares = 0;
      double size = 0;
      for (int i = 0; i < rows; i++) {
        squares += (x[i] - means[j]) * (x[i] - means[j]);
        size += x[i] * x[i];
      }
      deviations[j] = squares > 1e-24 * size ? Math.sqrt(squares / rows) : 1;
    }
    return new Standardiser(means, deviations);
  }

  /** All rows, scaled. */
  public Features apply(Features features) {
    var out = new double[features.width()][];
    for (int j = 0; j < out.length; j++) {
      double[] x = features.columns()[j].clone();
      for (int i = 0; i < x.length; i++) {
        x[i] = (x[i] - means[j]) / deviations[j];
      }
      out[j] = x;
    }
    return new Features(features.names(), out);
  }
}
