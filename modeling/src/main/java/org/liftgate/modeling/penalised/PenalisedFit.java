package org.liftgate.modeling.penalised;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.liftgate.kernel.Estimate;

/**
 * A penalised regression at one lambda, in units of the columns as given.
 *
 * @param lambda in the convention of the regression
 * @param coefficients k values, zero where a column was left out
 */
public record PenalisedFit(double lambda, double intercept, double[] coefficients) {
  static final String WHY = "A penalised coefficient has no p-value.";

  /** Columns with a coefficient other than zero. */
  public int nonZero() {
    return (int) Arrays.stream(coefficients).filter(b -> b != 0).count();
  }

  /** Points without uncertainty, the intercept first. */
  public List<Estimate> estimates(List<String> names) {
    var out = new ArrayList<Estimate>();
    out.add(new Estimate.Point("(Intercept)", intercept, WHY));
    for (int k = 0; k < coefficients.length; k++) {
      out.add(new Estimate.Point(names.get(k), coefficients[k] + 0.0, WHY));
    }
    return out;
  }

  /** Predicted outcomes of n rows. */
  public double[] predict(double[][] columns, int rows) {
    double[] out = new double[rows];
    Arrays.fill(out, intercept);
    for (int k = 0; k < coefficients.length; k++) {
      for (int i = 0; i < rows; i++) {
        out[i] += coefficients[k] * columns[k][i];
      }
    }
    return out;
  }
}
