package org.liftgate.modeling.panel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.liftgate.accumulate.SmallSample.Counts;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.inference.JointTest;
import org.liftgate.modeling.inference.StudentT;

/** A regression on a panel, with its whole covariance, or the reason why there is none. */
public sealed interface PanelFit {

  List<String> terms();

  /** One estimate a term. */
  List<Estimate> estimates();

  /**
   * @param coefficients k slopes, one a term
   * @param covariance k x k
   * @param df degrees of freedom of t
   * @param convention the covariance in words, such as {@code CR1 cluster(unit) nested}
   */
  record Solved(
      List<String> terms,
      double[] coefficients,
      double[][] covariance,
      double df,
      Counts counts,
      String convention,
      FitStatistics statistics)
      implements PanelFit {

    @Override
    public List<Estimate> estimates() {
      var all = new ArrayList<Estimate>();
      for (int k = 0; k < coefficients.length; k++) {
        all.add(estimate(k));
      }
      return all;
    }

    private Estimate estimate(int k) {
      double variance = covariance[k][k];
      if (!Double.isFinite(coefficients[k]) || !Double.isFinite(variance) || variance < 0) {
        return new Estimate.Missing(
            terms.get(k),
            Estimate.Reason.NOT_FINITE,
            "The variance comes out as " + variance + ".");
      }
      if (variance == 0) {
        return new Estimate.Missing(
            terms.get(k),
            Estimate.Reason.NO_VARIATION,
            "The residuals are all zero, so there is nothing to judge the uncertainty by.");
      }
      return new StudentT(df).value(terms.get(k), coefficients[k], Math.sqrt(variance));
    }

    /**
     * Wald test that the terms are all zero; df2 = n - K with all effects counted in K, as fixest
     * has it.
     *
     * @return empty when their covariance is singular
     */
    public Optional<JointTest> joint(List<String> tested) {
      int[] at = tested.stream().mapToInt(terms::indexOf).toArray();
      var b = new double[at.length];
      var v = new double[at.length][at.length];
      for (int i = 0; i < at.length; i++) {
        b[i] = coefficients[at[i]];
        for (int j = 0; j < at.length; j++) {
          v[i][j] = covariance[at[i]][at[j]];
        }
      }
      return JointTest.wald(b, v, counts.rows() - counts.parameters());
    }
  }

  /** No term can be estimated. */
  record Missing(List<String> terms, Estimate.Reason reason, String detail) implements PanelFit {
    @Override
    public List<Estimate> estimates() {
      return terms.stream().map(t -> (Estimate) new Estimate.Missing(t, reason, detail)).toList();
    }
  }
}
