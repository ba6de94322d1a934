package org.liftgate.modeling.staggered;

import java.util.Optional;
import org.liftgate.accumulate.PositiveDefinite;

/**
 * Newton's method for the two one-parameter-vector propensity models of difference-in-differences:
 * the logit by maximum likelihood, and the calibrated (inverse probability tilting) logit of
 * Graham, Pinto and Egel (2012), whose weights balance the covariates exactly.
 */
final class Logit {
  private static final int STEPS = 100;

  private Logit() {}

  /**
   * Scores of n units.
   *
   * @param p n probabilities
   * @param odds n odds p / (1 - p)
   * @param information inverse of X'WX, k x k row by row
   */
  record Scores(double[] p, double[] odds, double[] information) {}

  /**
   * @param x k columns of n values, the first all ones
   * @param d n flags
   * @return empty where the covariates are collinear or tell the arms apart
   */
  static Optional<Scores> fit(double[][] x, boolean[] d, boolean calibrated) {
    int k = x.length;
    int n = d.length;
    var gamma = new double[k];
    gamma[0] = startValue(d);
    for (int step = 0; step < STEPS; step++) {
      var gradient = new double[k];
      double[] hessian = newton(x, d, gamma, calibrated, gradient);
      var factored = PositiveDefinite.factor(hessian, k).factor();
      if (factored.isEmpty()) {
        return Optional.empty();
      }
      factored.get().solve(gradient);
      double size = 0;
      for (int j = 0; j < k; j++) {
        gamma[j] += gradient[j];
        size = Math.max(size, Math.abs(gradient[j]) / (1 + Math.abs(gamma[j])));
      }
      if (size < 1e-12 || step > 8 && size < 1e-10) {
        return Optional.of(scores(x, gamma, n, factored.get().inverse()));
      }
    }
    return Optional.empty();
  }

  private static double startValue(boolean[] d) {
    double treated = 0;
    for (boolean v : d) {
      treated += v ? 1 : 0;
    }
    return Math.log(treated / (d.length - treated));
  }

  private static double[] newton(
      double[][] x, boolean[] d, double[] gamma, boolean calibrated, double[] gradient) {
    int k = x.length;
    var hessian = new double[k * k];
    for (int i = 0; i < d.length; i++) {
      double eta = eta(x, gamma, i);
      double p = 1 / (1 + Math.exp(-eta));
      double odds = d[i] ? 0 : Math.exp(eta);
      double residual = calibrated ? (d[i] ? 1 : -odds) : (d[i] ? 1 : 0) - p;
      double weight = calibrated ? odds : p * (1 - p);
      for (int a = 0; a < k; a++) {
        gradient[a] += residual * x[a][i];
        for (int b = 0; b <= a; b++) {
          hessian[a * k + b] += weight * x[a][i] * x[b][i];
        }
      }
    }
    return hessian;
  }

  private static double eta(double[][] x, double[] gamma, int i) {
    double eta = 0;
    for (int j = 0; j < gamma.length; j++) {
      eta += x[j][i] * gamma[j];
    }
    return eta;
  }

  private static Scores scores(double[][] x, double[] gamma, int n, double[] information) {
    var p = new double[n];
    var odds = new double[n];
    for (int i = 0; i < n; i++) {
      double eta = eta(x, gamma, i);
      p[i] = 1 / (1 + Math.exp(-eta));
      odds[i] = Math.exp(eta);
    }
    return new Scores(p, odds, information);
  }
}
