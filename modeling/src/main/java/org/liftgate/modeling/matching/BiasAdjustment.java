package org.liftgate.modeling.matching;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.liftgate.accumulate.TriangularFactor;

/**
 * What matching left of the covariates' differences, taken off by a regression (Abadie and Imbens,
 * 2011, section 2.3): the outcome of matched controls, weighted by how often each was taken, on the
 * covariates; a pair's difference is then one of the outcomes less x'b.
 *
 * <p>The slopes are estimated too. With Q the controls' weighted Gram matrix and D the mean
 * difference of covariates that matching left, the effect moves with a control's residual e by -w e
 * (1 + n1 D'Q^-1 x) / n1. So the adjusted outcome of a control carries n1 D'Q^-1 x e as well: its
 * weighted mean is zero, which leaves the effect as it is and gives the variances that follow the
 * part of the slopes.
 *
 * @param outcome n adjusted outcomes; those of units without a match count for nothing
 * @param unadjusted indices of covariates that do not vary among matched controls, or are
 *     combinations of earlier ones there
 */
record BiasAdjustment(double[] outcome, int[] unadjusted) {
  private static final double SINGULAR = 1e-10;

  /**
   * @param covariates k arrays of n values
   */
  static BiasAdjustment of(Matches m, double[][] covariates, double[] outcome) {
    double[] weights = m.weights(outcome.length);
    int[] treated = m.treated();
    int[] taken = IntStream.range(0, m.treated().length).filter(i -> m.count(i) > 0).toArray();
    double n1 = taken.length;
    var control = weights.clone();
    for (int row : treated) {
      control[row] = 0;
    }
    int[] rows = IntStream.range(0, control.length).filter(i -> control[i] > 0).toArray();
    int k = covariates.length;
    var scale = new double[k];
    var x = new double[k][];
    for (int j = 0; j < k; j++) {
      x[j] = centred(covariates[j], control, rows, n1);
      scale[j] = Math.sqrt(product(x[j], x[j], control, rows));
      x[j] = scaled(x[j], scale[j] > 0 ? 1 / scale[j] : 0);
    }
    double[] y = centred(outcome, control, rows, n1);
    var gram = new double[k * k];
    var slopes = new double[k];
    for (int a = 0; a < k; a++) {
      for (int b = 0; b < k; b++) {
        gram[a * k + b] = product(x[a], x[b], control, rows);
      }
      slopes[a] = product(x[a], y, control, rows);
    }
    TriangularFactor.Found found = TriangularFactor.cholesky(gram, k, SINGULAR);
    double[][] kept = Arrays.stream(found.kept()).mapToObj(j -> x[j]).toArray(double[][]::new);
    double[] b = Arrays.stream(found.kept()).mapToDouble(j -> slopes[j]).toArray();
    found.factor().solve(b);
    var left = new double[kept.length];
    for (int j = 0; j < kept.length; j++) {
      for (int i : taken) {
        left[j] += kept[j][treated[i]];
      }
    }
    found.factor().solve(left);
    var adjusted = outcome.clone();
    for (int i = 0; i < adjusted.length; i++) {
      adjusted[i] -= combined(kept, b, i);
    }
    for (int i : rows) {
      adjusted[i] += combined(kept, left, i) * (y[i] - combined(kept, b, i));
    }
    return new BiasAdjustment(adjusted, found.dependent());
  }

  /** All n values less the controls' weighted mean. */
  private static double[] centred(double[] values, double[] weights, int[] rows, double total) {
    double mean = 0;
    for (int i : rows) {
      mean += weights[i] * values[i] / total;
    }
    double middle = mean;
    return Arrays.stream(values).map(v -> v - middle).toArray();
  }

  private static double[] scaled(double[] values, double by) {
    return Arrays.stream(values).map(v -> v * by).toArray();
  }

  private static double product(double[] a, double[] b, double[] weights, int[] rows) {
    double sum = 0;
    for (int i : rows) {
      sum += weights[i] * a[i] * b[i];
    }
    return sum;
  }

  private static double combined(double[][] x, double[] b, int row) {
    double sum = 0;
    for (int j = 0; j < b.length; j++) {
      sum += b[j] * x[j][row];
    }
    return sum;
  }
}
