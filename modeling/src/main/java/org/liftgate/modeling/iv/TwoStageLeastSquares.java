package org.liftgate.modeling.iv;

import java.util.List;
import org.liftgate.accumulate.SmallSample;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimator;
import org.liftgate.modeling.linear.LinearRegression;

/**
 * Two-stage least squares with one treatment, any number of instruments, covariates and absorbed
 * effects. Under relevance, exclusion, independence and monotonicity it estimates the average
 * effect among those whom assignment moves (Imbens and Angrist, 1994); the first-stage F speaks for
 * relevance only.
 *
 * <p>{@code new TwoStageLeastSquares(Covariance.cluster("household")).fit(sample)}
 *
 * <ul>
 *   <li>Covariances are those of the regression on the fitted treatment with the structural
 *       residuals, with fixest's small-sample factors: iid, HC0 to HC3, clustered by one or two,
 *       CR0, CR2, CR3, Newey-West. Bootstraps come back as a typed reason.
 *   <li>The Anderson-Rubin set is closed form with one instrument under any of them, with several
 *       under iid errors.
 *   <li>Clustered errors need at least five clusters in each arm of a binary instrument.
 * </ul>
 *
 * @param covariance of the estimate
 */
public record TwoStageLeastSquares(Covariance covariance, SmallSample smallSample, Workers workers)
    implements Estimator<IvSample> {

  public TwoStageLeastSquares(Covariance covariance) {
    this(covariance, SmallSample.fixest(), Workers.all());
  }

  public TwoStageLeastSquares with(Workers threads) {
    return new TwoStageLeastSquares(covariance, smallSample, threads);
  }

  public TwoStageLeastSquares with(SmallSample options) {
    return new TwoStageLeastSquares(covariance, options, workers);
  }

  @Override
  public String name() {
    return "iv";
  }

  @Override
  public List<Estimate> estimate(IvSample sample) {
    return fit(sample).estimates();
  }

  /** All of it. Rows may come in any order, but for Newey and West. */
  public IvFit fit(IvSample sample) {
    return new IvSolver(this, sample).fit();
  }

  LinearRegression regression() {
    return new LinearRegression(covariance).with(smallSample).with(workers);
  }
}
