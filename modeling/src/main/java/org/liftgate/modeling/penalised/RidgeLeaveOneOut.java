package org.liftgate.modeling.penalised;

import org.liftgate.accumulate.PositiveDefinite;

/**
 * Leave-one-out errors of a ridge without refitting: e_i / (1 - h_i), h_i = 1/n + x_i'(X'X +
 * lambda)^-1 x_i for centred columns (Golub, Heath and Wahba, 1979). In scikit-learn's convention.
 */
public final class RidgeLeaveOneOut {
  private RidgeLeaveOneOut() {}

  /** The mean squared leave-one-out error at a lambda greater than 0. */
  public static double error(PenalisedRegression ridge, PenalisedSample sample, double lambda) {
    if (ridge.a() != 0 || ridge.convention() != Convention.SCIKIT) {
      throw new IllegalArgumentException("ridge must be scikit-learn's, with a (0)");
    }
    PenalisedFit fit = ridge.fit(sample, lambda);
    var sums = Sums.of(sample, ridge.workers());
    int n = sample.rows();
    int k = sums.width();
    double[] matrix = new double[k * k];
    double[] scale = new double[k];
    for (int a = 0; a < k; a++) {
      double deviation = sums.deviation(a);
      scale[a] = deviation > 0 ? ridge.standardise() ? 1 / deviation : 1 : 0;
    }
    for (int a = 0; a < k; a++) {
      for (int b = 0; b < k; b++) {
        matrix[a * k + b] = n * scale[a] * scale[b] * sums.covariance(a, b);
      }
      matrix[a * k + a] += lambda;
    }
    var factor = PositiveDefinite.factor(matrix, k).factor().orElseThrow();
    double[] fitted = fit.predict(sample.columns(), n);
    double sum = 0;
    double[] x = new double[k];
    for (int i = 0; i < n; i++) {
      for (int a = 0; a < k; a++) {
        x[a] = (sample.columns()[a][i] - sums.mean(a)) * scale[a];
      }
      double[] solved = x.clone();
      factor.solve(solved);
      double h = 1.0 / n;
      for (int a = 0; a < k; a++) {
        h += x[a] * solved[a];
      }
      double e = (sample.outcome()[i] - fitted[i]) / (1 - h);
      sum += e * e;
    }
    return sum / n;
  }
}
