package org.liftgate.modeling.inference;

import java.util.Optional;

/**
 * The law of estimates b ~ N(mu 1, tau^2 I + V), mu by generalised least squares.
 *
 * @param inverse W = (tau^2 I + V)^-1, k x k row by row
 * @param total 1'W1
 */
record Marginal(
    double[] b, double tau2, double[] inverse, double mean, double total, double logDeterminant) {

  static Optional<Marginal> of(double[] b, double[][] v, double tau2) {
    return EmpiricalBayes.factored(v, tau2).factor().map(f -> of(b, v, tau2, f.inverse()));
  }

  private static Marginal of(double[] b, double[][] v, double tau2, double[] w) {
    int k = b.length;
    double total = 0;
    double weighted = 0;
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        total += w[i * k + j];
        weighted += w[i * k + j] * b[j];
      }
    }
    return new Marginal(b, tau2, w, weighted / total, total, logDeterminant(v, tau2));
  }

  private static double logDeterminant(double[][] v, double tau2) {
    int k = v.length;
    var total = new double[k][k];
    for (int i = 0; i < k; i++) {
      System.arraycopy(v[i], 0, total[i], 0, k);
      total[i][i] += tau2;
    }
    double[][] lower = Gaussian.of(total).lower();
    double sum = 0;
    for (int i = 0; i < k; i++) {
      sum += 2 * Math.log(lower[i][i]);
    }
    return sum;
  }

  /** Restricted log likelihood, up to a constant. */
  double restricted() {
    double squares = 0;
    int k = b.length;
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        squares += inverse[i * k + j] * (b[i] - mean) * (b[j] - mean);
      }
    }
    return -(logDeterminant + Math.log(total) + squares) / 2;
  }

  /** mu + tau^2 W (b - mu). */
  double[] posterior() {
    int k = b.length;
    var out = new double[k];
    for (int i = 0; i < k; i++) {
      out[i] = mean;
      for (int j = 0; j < k; j++) {
        out[i] += tau2 * inverse[i * k + j] * (b[j] - mean);
      }
    }
    return out;
  }

  /** tau^2 - tau^4 W_ii, and what not knowing mu adds. */
  double posteriorVariance(int i) {
    int k = b.length;
    double row = 0;
    for (int j = 0; j < k; j++) {
      row += inverse[i * k + j];
    }
    double kept = 1 - tau2 * row;
    return Math.max(0, tau2 - tau2 * tau2 * inverse[i * k + i]) + kept * kept / total;
  }

  /** 2 / trace(P P) with P = W - W 1 1'W / 1'W1: the inverse of the restricted information. */
  double varianceOfTau2() {
    int k = b.length;
    var rows = new double[k];
    for (int i = 0; i < k * k; i++) {
      rows[i / k] += inverse[i];
    }
    double trace = 0;
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        double p = inverse[i * k + j] - rows[i] * rows[j] / total;
        trace += p * p;
      }
    }
    return 2 / trace;
  }
}
