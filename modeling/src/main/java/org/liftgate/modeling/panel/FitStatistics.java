package org.liftgate.modeling.panel;

import org.liftgate.accumulate.SmallSample.Counts;

/**
 * How well a regression with absorbed effects fits.
 *
 * @param ssr squared residuals
 * @param withinSquares squares of the outcome cleared of the effects
 * @param totalSquares squares of the outcome about its mean
 */
public record FitStatistics(Counts counts, double ssr, double withinSquares, double totalSquares) {

  public double r2() {
    return 1 - ssr / totalSquares;
  }

  public double adjustedR2() {
    int n = counts.rows();
    return 1 - (1 - r2()) * (n - 1) / (n - counts.parameters());
  }

  public double withinR2() {
    return 1 - ssr / withinSquares;
  }

  public double adjustedWithinR2() {
    int free = counts.rows() - counts.parameters();
    return 1 - (1 - withinR2()) * (free + counts.slopes()) / free;
  }

  public double rootMeanSquare() {
    return Math.sqrt(ssr / counts.rows());
  }

  /** Of normal errors, at the maximum. */
  public double logLikelihood() {
    int n = counts.rows();
    return -n / 2.0 * (Math.log(2 * Math.PI) + 1 + Math.log(ssr / n));
  }

  public double aic() {
    return -2 * logLikelihood() + 2 * counts.parameters();
  }

  public double bic() {
    return -2 * logLikelihood() + Math.log(counts.rows()) * counts.parameters();
  }
}
