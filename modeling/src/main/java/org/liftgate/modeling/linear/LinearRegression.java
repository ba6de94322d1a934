package org.liftgate.modeling.linear;

import java.util.List;
import org.liftgate.accumulate.SmallSample;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimator;

/**
 * Weighted least squares of an outcome on any columns, with any number of absorbed effects. It
 * estimates the best linear prediction of the outcome; a coefficient is an effect only where a
 * design makes it one.
 *
 * <p>{@code new LinearRegression(Covariance.cluster("household")).fit(sample)}
 *
 * <ul>
 *   <li>Columns that do not vary, or that are combinations of earlier ones or of the effects, come
 *       back as {@link Estimate.Missing} by name; the others are estimated.
 *   <li>One effect is cleared by its means, two by a direct solution where the smaller has at most
 *       1,000 levels or falls into parts no larger, else conjugate gradients are used, and the
 *       notes say to which tolerance.
 *   <li>HC2, HC3 (MacKinnon and White, 1985), CR0, CR2 and CR3 (Bell and McCaffrey, 2002;
 *       Pustejovsky and Tipton, 2018), and both bootstraps need all regressors: effects nested in
 *       the clusters are absorbed, others are laid out as dummies.
 * </ul>
 *
 * @param covariance of the coefficients
 * @param smallSample fixest's small-sample factors
 * @param dropSingletons whether rows that are alone in a level of an effect are left out, again and
 *     again; they fit themselves. fixest keeps them unless told {@code fixef.rm = "singleton"}
 * @param minDf Satterthwaite degrees of freedom below which a term is refused; 0 asks for none
 */
public record LinearRegression(
    Covariance covariance,
    SmallSample smallSample,
    boolean dropSingletons,
    double minDf,
    Workers workers)
    implements Estimator<LinearSample> {
  /** Satterthwaite degrees of freedom that the t distribution needs to serve. */
  public static final double MIN_DF = 4;

  public LinearRegression(Covariance covariance) {
    this(covariance, SmallSample.fixest(), true, MIN_DF, Workers.all());
  }

  public LinearRegression with(SmallSample options) {
    return new LinearRegression(covariance, options, dropSingletons, minDf, workers);
  }

  public LinearRegression with(Workers threads) {
    return new LinearRegression(covariance, smallSample, dropSingletons, minDf, threads);
  }

  public LinearRegression withMinDf(double least) {
    return new LinearRegression(covariance, smallSample, dropSingletons, least, workers);
  }

  /** Keeps rows that are alone in a level of an effect, as fixest does by itself. */
  public LinearRegression keepingSingletons() {
    return new LinearRegression(covariance, smallSample, false, minDf, workers);
  }

  @Override
  public String name() {
    return "ols";
  }

  @Override
  public List<Estimate> estimate(LinearSample sample) {
    return fit(sample).estimates();
  }

  /** All of the regression. Rows may come in any order, but for Newey and West. */
  public LinearFit fit(LinearSample sample) {
    return new LinearSolver(this, sample).fit();
  }
}
