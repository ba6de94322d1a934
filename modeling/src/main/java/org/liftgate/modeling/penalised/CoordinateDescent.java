package org.liftgate.modeling.penalised;

import org.liftgate.accumulate.PositiveDefinite;

/**
 * Minimises b'Gb/2 - c'b + l1 |b|_1 + l2 |b|^2/2 for centred and scaled columns: cyclic coordinate
 * descent (Friedman, Hastie and Tibshirani, 2010), then the columns left in are solved exactly.
 */
final class CoordinateDescent {
  private static final int SWEEPS = 100_000;
  private static final double TOLERANCE = 1e-11;

  private final double[][] gram;
  private final double[] c;
  private final double[] b;

  /** Gradient of the unpenalised part: c - Gb. */
  private final double[] left;

  CoordinateDescent(double[][] gram, double[] c) {
    this.gram = gram;
    this.c = c;
    this.b = new double[c.length];
    this.left = c.clone();
  }

  /** Starts from the last solution. */
  double[] solve(double l1, double l2) {
    double scale = 0;
    for (double v : c) {
      scale = Math.max(scale, Math.abs(v));
    }
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      if (sweep(l1, l2) <= TOLERANCE * scale) {
        break;
      }
    }
    return polish(l1, l2);
  }

  /** Greatest change of a gradient. */
  private double sweep(double l1, double l2) {
    double most = 0;
    for (int k = 0; k < b.length; k++) {
      if (gram[k][k] > 0) {
        double z = left[k] + gram[k][k] * b[k];
        double next = Math.signum(z) * Math.max(0, Math.abs(z) - l1) / (gram[k][k] + l2);
        double change = next - b[k];
        if (change != 0) {
          b[k] = next;
          for (int j = 0; j < b.length; j++) {
            left[j] -= gram[j][k] * change;
          }
          most = Math.max(most, Math.abs(change) * (gram[k][k] + l2));
        }
      }
    }
    return most;
  }

  /** The normal equations of the columns left in, where they keep their signs. */
  private double[] polish(double l1, double l2) {
    int[] in = java.util.stream.IntStream.range(0, b.length).filter(k -> b[k] != 0).toArray();
    int m = in.length;
    double[] matrix = new double[m * m];
    double[] right = new double[m];
    for (int i = 0; i < m; i++) {
      right[i] = c[in[i]] - l1 * Math.signum(b[in[i]]);
      for (int j = 0; j < m; j++) {
        matrix[i * m + j] = gram[in[i]][in[j]] + (i == j ? l2 : 0);
      }
    }
    var factor = PositiveDefinite.factor(matrix, m).factor();
    double[] out = b.clone();
    if (m > 0 && factor.isPresent()) {
      factor.get().solve(right);
      for (int i = 0; i < m; i++) {
        if (Math.signum(right[i]) != Math.signum(b[in[i]])) {
          return out;
        }
      }
      for (int i = 0; i < m; i++) {
        out[in[i]] = right[i];
      }
    }
    return out;
  }
}
