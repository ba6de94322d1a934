package org.liftgate.modeling.inference;

import java.util.Optional;
import org.apache.commons.statistics.distribution.FDistribution;
import org.liftgate.accumulate.PositiveDefinite;

/**
 * A Wald test that several coefficients are zero at once: F = b' V^-1 b / df1.
 *
 * @param f the statistic
 * @param df1 coefficients tested
 * @param df2 denominator degrees of freedom
 */
public record JointTest(double f, int df1, double df2, double pValue) {

  /**
   * @param b k coefficients, k at least 1
   * @param covariance their k x k covariance
   * @return empty when the covariance is singular, as with fewer clusters than coefficients
   */
  public static Optional<JointTest> wald(double[] b, double[][] covariance, double df2) {
    int k = b.length;
    var flat = new double[k * k];
    for (int i = 0; i < k; i++) {
      System.arraycopy(covariance[i], 0, flat, i * k, k);
    }
    return PositiveDefinite.factor(flat, k).factor().map(v -> test(b, v, df2));
  }

  private static JointTest test(double[] b, PositiveDefinite covariance, double df2) {
    double[] solved = b.clone();
    covariance.solve(solved);
    double sum = 0;
    for (int i = 0; i < b.length; i++) {
      sum += b[i] * solved[i];
    }
    double f = sum / b.length;
    double p = FDistribution.of(b.length, df2).survivalProbability(f);
    return new JointTest(f, b.length, df2, p);
  }
}
