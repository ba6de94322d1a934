package org.liftgate.modeling.penalised;

import java.util.Arrays;
import org.liftgate.accumulate.PositiveDefinite;

/** Centred, perhaps scaled, columns as covariances; solves for a lambda and scales back. */
final class Scaled {
  private final Sums sums;
  private final double[] scales;
  private final double[][] gram;
  private final double[] c;

  Scaled(Sums sums, boolean standardise) {
    this.sums = sums;
    int k = sums.width();
    this.scales = new double[k];
    this.gram = new double[k][k];
    this.c = new double[k];
    for (int a = 0; a < k; a++) {
      double deviation = sums.deviation(a);
      scales[a] = deviation > 0 ? standardise ? 1 / deviation : 1 : 0;
    }
    for (int a = 0; a < k; a++) {
      c[a] = scales[a] * sums.covariance(a, k);
      for (int b = 0; b < k; b++) {
        gram[a][b] = scales[a] * scales[b] * sums.covariance(a, b);
      }
    }
  }

  /** The least l1 at which all coefficients are zero. */
  double largest() {
    return Arrays.stream(c).map(Math::abs).max().orElse(0);
  }

  CoordinateDescent descent() {
    return new CoordinateDescent(gram, c);
  }

  /** The ridge in closed form, constant columns at zero. */
  double[] ridge(double l2) {
    int k = c.length;
    double[] matrix = new double[k * k];
    for (int a = 0; a < k; a++) {
      System.arraycopy(gram[a], 0, matrix, a * k, k);
      matrix[a * k + a] = scales[a] == 0 ? 1 : gram[a][a] + l2;
    }
    double[] b = c.clone();
    var factor = PositiveDefinite.factor(matrix, k).factor();
    if (factor.isEmpty()) {
      return descent().solve(0, l2);
    }
    factor.get().solve(b);
    return b;
  }

  PenalisedFit fit(double lambda, double[] b) {
    double[] out = new double[b.length];
    double intercept = sums.outcomeMean();
    for (int k = 0; k < b.length; k++) {
      out[k] = b[k] * scales[k];
      intercept -= out[k] * sums.mean(k);
    }
    return new PenalisedFit(lambda, intercept, out);
  }
}
