package org.liftgate.modeling.inference;

import java.util.SplittableRandom;

/**
 * The probability that a normal vector lies in a box, and its mean given that it does, by Genz's
 * (1992) separation of variables over randomly shifted lattices (Richtmyer's square roots of
 * primes). The error is that between the shifts; a probability in one dimension has none.
 */
public final class NormalBox {
  private static final int SHIFTS = 12;
  private static final int POINTS = 4_096;
  private static final long SEED = 20_240_501L;

  private NormalBox() {}

  /**
   * @param probability of the box
   * @param error three standard errors of the probability between shifts
   * @param mean of the vector given the box, k values
   */
  public record Box(double probability, double error, double[] mean) {}

  /**
   * @param mean k values
   * @param covariance k x k, positive semidefinite
   * @param low, high ends of the box, k values each
   */
  public static Box of(double[] mean, double[][] covariance, double[] low, double[] high) {
    return of(mean, covariance, low, high, POINTS);
  }

  /** The same from fewer points of each shifted lattice, where a rough figure will do. */
  public static Box of(
      double[] mean, double[][] covariance, double[] low, double[] high, int points) {
    int k = mean.length;
    double[][] root = cholesky(covariance);
    var random = new SplittableRandom(SEED);
    var probabilities = new double[SHIFTS];
    var sums = new double[k];
    double[] steps = steps(k);
    for (int s = 0; s < SHIFTS; s++) {
      var shift = new double[k];
      java.util.Arrays.setAll(shift, d -> random.nextDouble());
      for (int p = 0; p < points; p++) {
        probabilities[s] += point(mean, root, low, high, shift, steps, p, sums) / points;
      }
    }
    double total = java.util.Arrays.stream(probabilities).average().orElse(0);
    double spread = 0;
    for (double p : probabilities) {
      spread += (p - total) * (p - total);
    }
    for (int i = 0; i < k; i++) {
      sums[i] = total > 0 ? sums[i] / (total * SHIFTS * points) : 0;
    }
    double error = k == 1 ? 0 : 3 * Math.sqrt(spread / SHIFTS / (SHIFTS - 1));
    return new Box(total, error, sums);
  }

  /** Weight of one point; adds the vector times its weight. */
  private static double point(
      double[] mean,
      double[][] root,
      double[] low,
      double[] high,
      double[] shift,
      double[] steps,
      int number,
      double[] sums) {
    int k = mean.length;
    var z = new double[k];
    var x = new double[k];
    double weight = 1;
    for (int i = 0; i < k; i++) {
      double at = mean[i];
      for (int j = 0; j < i; j++) {
        at += root[i][j] * z[j];
      }
      double scale = root[i][i];
      double u = tent(shift[i] + (number + 1) * steps[i]);
      if (scale == 0) {
        weight *= at >= low[i] && at <= high[i] ? 1 : 0;
      } else {
        double a = (low[i] - at) / scale;
        double b = (high[i] - at) / scale;
        double mass = NormalTail.mass(a, b);
        weight *= mass;
        z[i] = NormalTail.quantileBetween(a, b, u, mass);
      }
      x[i] = at + scale * z[i];
    }
    for (int i = 0; weight > 0 && i < k; i++) {
      sums[i] += weight * x[i];
    }
    return weight;
  }

  /** The baker's transformation, which makes the integrand periodic. */
  private static double tent(double v) {
    return Math.abs(2 * (v - Math.floor(v)) - 1);
  }

  private static double[] steps(int k) {
    var steps = new double[k];
    int prime = 1;
    for (int d = 0; d < k; d++) {
      do {
        prime++;
      } while (!prime(prime));
      steps[d] = Math.sqrt(prime);
    }
    return steps;
  }

  private static boolean prime(int n) {
    for (int f = 2; f * f <= n; f++) {
      if (n % f == 0) {
        return false;
      }
    }
    return true;
  }

  private static double[][] cholesky(double[][] v) {
    int k = v.length;
    var root = new double[k][k];
    for (int i = 0; i < k; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = v[i][j];
        for (int l = 0; l < j; l++) {
          sum -= root[i][l] * root[j][l];
        }
        boolean zero = sum <= 1e-14 * v[i][i];
        root[i][j] = i == j ? (zero ? 0 : Math.sqrt(sum)) : root[j][j] == 0 ? 0 : sum / root[j][j];
      }
    }
    return root;
  }
}
