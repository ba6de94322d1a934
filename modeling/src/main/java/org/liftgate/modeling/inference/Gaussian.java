package org.liftgate.modeling.inference;

import java.util.SplittableRandom;

/**
 * Draws of a normal vector with mean 0 and a covariance that need not have full rank.
 *
 * @param lower its k x k factor L, covariance = L L'
 */
record Gaussian(double[][] lower) {
  private static final double TOLERANCE = 1e-12;

  static Gaussian of(double[][] covariance) {
    int k = covariance.length;
    var l = new double[k][k];
    for (int i = 0; i < k; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = covariance[i][j];
        for (int m = 0; m < j; m++) {
          sum -= l[i][m] * l[j][m];
        }
        if (i == j) {
          l[i][i] = sum > TOLERANCE * covariance[i][i] ? Math.sqrt(sum) : 0;
        } else {
          l[i][j] = l[j][j] == 0 ? 0 : sum / l[j][j];
        }
      }
    }
    return new Gaussian(l);
  }

  double[] draw(SplittableRandom random) {
    int k = lower.length;
    var z = new double[k];
    for (int i = 0; i < k; i++) {
      z[i] = random.nextGaussian();
    }
    for (int i = k - 1; i >= 0; i--) {
      double sum = 0;
      for (int m = 0; m <= i; m++) {
        sum += lower[i][m] * z[m];
      }
      z[i] = sum;
    }
    return z;
  }
}
