package org.liftgate.modeling.staggered.honest;

import java.util.Arrays;

/**
 * An event study with consecutive periods: K before the reference and P after it.
 *
 * @param before K, at least 1
 * @param values K + P effects, the reference left out
 * @param covariance (K + P) x (K + P)
 * @param target P weights of the effects after the reference that make the effect asked for
 */
public record Path(int before, double[] values, double[][] covariance, double[] target) {
  public Path {
    if (before < 1 || target.length < 1 || values.length != before + target.length) {
      throw new IllegalArgumentException(
          "%d values must be %d before the reference and %d after it"
              .formatted(values.length, before, target.length));
    }
  }

  int after() {
    return target.length;
  }

  /** The effect asked for, under parallel trends. */
  public double estimate() {
    double sum = 0;
    for (int p = 0; p < target.length; p++) {
      sum += target[p] * values[before + p];
    }
    return sum;
  }

  /** Its standard error. */
  public double stdError() {
    return Math.sqrt(variance(new double[before]));
  }

  /** Variance of pre' (effects before) + target' (effects after). */
  double variance(double[] pre) {
    double[] all = weights(pre);
    double sum = 0;
    for (int i = 0; i < all.length; i++) {
      for (int j = 0; j < all.length; j++) {
        sum += all[i] * all[j] * covariance[i][j];
      }
    }
    return sum;
  }

  double[] weights(double[] pre) {
    double[] all = Arrays.copyOf(pre, values.length);
    System.arraycopy(target, 0, all, before, target.length);
    return all;
  }
}
