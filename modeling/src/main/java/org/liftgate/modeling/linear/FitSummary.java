package org.liftgate.modeling.linear;

import java.util.Map;
import java.util.Optional;

/**
 * How well a linear regression fits.
 *
 * @param centred whether squares are about the mean, as they are with an intercept or effects
 * @param ssr weighted squared residuals
 * @param totalSquares weighted squares of the outcome
 * @param withinSquares the same, cleared of absorbed effects
 * @param logWeights sum of the logarithms of the weights
 * @param residuals tests of the residuals; empty with weights or absorbed effects
 * @param conditionNumber of the design as given, the intercept included; empty with absorbed
 *     effects
 * @param varianceInflation by column: 1 / (1 - R2) of its regression on the others; empty without
 *     an intercept
 */
public record FitSummary(
    Parameters parameters,
    boolean centred,
    double ssr,
    double totalSquares,
    double withinSquares,
    double logWeights,
    Optional<ResidualTests> residuals,
    Optional<Double> conditionNumber,
    Map<String, Double> varianceInflation) {

  public double r2() {
    return 1 - ssr / totalSquares;
  }

  public double adjustedR2() {
    double free = parameters.rows() - (centred ? 1 : 0);
    return 1 - (1 - r2()) * free / (parameters.rows() - parameters.all());
  }

  public double withinR2() {
    return 1 - ssr / withinSquares;
  }

  public double adjustedWithinR2() {
    double free = parameters.rows() - parameters.all();
    return 1 - (1 - withinR2()) * (free + parameters.slopes()) / free;
  }

  /** Residual standard error over n - K, all effects counted. */
  public double sigma() {
    return Math.sqrt(ssr / (parameters.rows() - parameters.all()));
  }

  public double rootMeanSquare() {
    return Math.sqrt(ssr / parameters.rows());
  }

  /** Of normal errors with variances inverse to the weights, at the maximum. */
  public double logLikelihood() {
    double n = parameters.rows();
    return (logWeights - n * (Math.log(2 * Math.PI) + 1 + Math.log(ssr / n))) / 2;
  }

  /**
   * Akaike's criterion.
   *
   * @param withVariance whether the error's variance counts as a parameter, as in R's {@code AIC};
   *     in fixest and statsmodels it does not
   */
  public double aic(boolean withVariance) {
    return -2 * logLikelihood() + 2 * (parameters.all() + (withVariance ? 1 : 0));
  }

  /** Schwarz's criterion; see {@link #aic}. */
  public double bic(boolean withVariance) {
    double k = parameters.all() + (withVariance ? 1 : 0);
    return -2 * logLikelihood() + Math.log(parameters.rows()) * k;
  }
}
