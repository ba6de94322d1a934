package org.liftgate.modeling.linear;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.liftgate.accumulate.NormalEquations;
import org.liftgate.accumulate.Workers;

/**
 * What residuals e say about the errors.
 *
 * @param durbinWatson sum (e_t - e_(t-1))^2 / sum e^2, about 2 without serial correlation; it means
 *     something only where rows are in order of time
 * @param breuschPagan Koenker's n R2 of e^2 on the regressors
 * @param breuschPaganP by chi-squared with as many degrees of freedom as slopes
 * @param jarqueBera n/6 (S^2 + (K-3)^2/4) of skewness S and kurtosis K
 * @param jarqueBeraP by chi-squared with 2 degrees of freedom
 */
public record ResidualTests(
    double durbinWatson,
    double breuschPagan,
    double breuschPaganP,
    double jarqueBera,
    double jarqueBeraP,
    double skewness,
    double kurtosis) {

  static ResidualTests of(NormalEquations.Solution fit, int slopes, Workers workers) {
    double[] e = fit.residuals();
    int n = e.length;
    double mean = java.util.Arrays.stream(e).sum() / n;
    double steps = 0;
    double m2 = 0;
    double m3 = 0;
    double m4 = 0;
    var squares = new double[n];
    double meanSquare = fit.ssr() / n;
    double spread = 0;
    for (int i = 0; i < n; i++) {
      double d = e[i] - mean;
      m2 += d * d;
      m3 += d * d * d;
      m4 += d * d * d * d;
      steps += i == 0 ? 0 : (e[i] - e[i - 1]) * (e[i] - e[i - 1]);
      squares[i] = e[i] * e[i] - meanSquare;
      spread += squares[i] * squares[i];
    }
    double skewness = m3 / n / Math.pow(m2 / n, 1.5);
    double kurtosis = m4 / n / Math.pow(m2 / n, 2);
    double jb = n / 6.0 * (skewness * skewness + (kurtosis - 3) * (kurtosis - 3) / 4);
    double bp = n * explained(fit, squares, workers) / spread;
    return new ResidualTests(
        steps / fit.ssr(),
        bp,
        slopes == 0 ? 1 : ChiSquaredDistribution.of(slopes).survivalProbability(bp),
        jb,
        ChiSquaredDistribution.of(2).survivalProbability(jb),
        skewness,
        kurtosis);
  }

  private static double explained(NormalEquations.Solution fit, double[] squares, Workers workers) {
    double[] g = NormalEquations.gradient(fit.design(), squares, workers);
    fit.factor().forward(g);
    double sum = 0;
    for (double v : g) {
      sum += v * v;
    }
    return sum;
  }
}
