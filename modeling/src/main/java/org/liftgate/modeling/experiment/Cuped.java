package org.liftgate.modeling.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.liftgate.accumulate.LeastSquares;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.kernel.Estimator;
import org.liftgate.modeling.inference.StudentT;

/**
 * Average treatment effect with covariates from before assignment taken out of the outcome (Deng,
 * Xu, Kohavi and Walker, 2013): y - theta'(x - mean x), theta by least squares on treatment and
 * covariates. The estimate is that regression's coefficient of treatment and the error its HC2,
 * which without covariates is Welch's; degrees of freedom are Satterthwaite's of the adjusted
 * outcomes.
 *
 * <p>{@code new Cuped(Workers.all()).fit(rows)}
 */
public record Cuped(Workers workers) implements Estimator<ExperimentRows> {
  private static final int HC2 = 1;
  private static final String ATE = DifferenceInMeans.ATE;

  /**
   * @param estimate {@code ate}, in units of the outcome
   * @param theta k slopes; empty when there is no number
   * @param varianceReduction share of the unadjusted squared error that is gone, 0 without a number
   */
  public record Fit(Estimate estimate, double[] theta, double varianceReduction) {}

  @Override
  public String name() {
    return "cuped";
  }

  @Override
  public List<Estimate> estimate(ExperimentRows rows) {
    return List.of(fit(rows).estimate());
  }

  /** Covariates that are constant or combinations of others make a typed outcome. */
  public Fit fit(ExperimentRows rows) {
    int k = rows.covariates().length;
    if (rows.cluster().length > 0) {
      return missing(Reason.UNSUITED, "Cuped reads one row a unit. Maybe sum rows by unit first.");
    }
    var columns = new ArrayList<>(Arrays.asList(rows.covariates()));
    columns.add(rows.outcome());
    var refusal =
        new ArmCheck(ATE, k + 3, Reason.SMALL_ARM, "rows")
            .refusal(rows.treated(), columns.toArray(double[][]::new));
    return refusal.map(e -> new Fit(e, new double[0], 0)).orElseGet(() -> regress(rows, k));
  }

  private Fit regress(ExperimentRows rows, int k) {
    double[][] design = Arrays.copyOf(rows.covariates(), k + 1);
    design[k] = new double[rows.rows()];
    Arrays.setAll(design[k], i -> rows.treated()[i]);
    return switch (LeastSquares.fit(design, rows.outcome(), List.of(), workers)) {
      case LeastSquares.Dependent d -> dependent(d, k);
      case LeastSquares.Fit f -> adjusted(rows, f, k);
    };
  }

  private static Fit dependent(LeastSquares.Dependent d, int k) {
    int first = d.columns()[0];
    return missing(
        Reason.COLLINEAR,
        first == k
            ? "Treatment is a combination of the covariates."
            : "Covariate %d is constant or a combination of others.".formatted(first + 1));
  }

  private static Fit missing(Reason reason, String detail) {
    return new Fit(new Estimate.Missing(ATE, reason, detail), new double[0], 0);
  }

  private static Fit adjusted(ExperimentRows rows, LeastSquares.Fit regression, int k) {
    double[] theta = Arrays.copyOfRange(regression.coefficients(), 1, k + 1);
    double effect = regression.coefficients()[k + 1];
    double hc2 = regression.sandwich(regression.meats()[HC2])[k + 1][k + 1];
    if (!(hc2 > 0)) {
      return missing(Reason.NO_VARIATION, "Nothing is left of the outcome to show an error with.");
    }
    double[] y = adjusted(rows, theta);
    double df = Welch.df(Welch.arm(y, rows.treated(), 1), Welch.arm(y, rows.treated(), 0));
    double before =
        Welch.arm(rows.outcome(), rows.treated(), 1).squaredError()
            + Welch.arm(rows.outcome(), rows.treated(), 0).squaredError();
    return new Fit(new StudentT(df).value(ATE, effect, Math.sqrt(hc2)), theta, 1 - hc2 / before);
  }

  private static double[] adjusted(ExperimentRows rows, double[] theta) {
    double[] y = rows.outcome().clone();
    for (int j = 0; j < theta.length; j++) {
      double[] x = rows.covariates()[j];
      double mean = Arrays.stream(x).average().orElse(0);
      for (int i = 0; i < y.length; i++) {
        y[i] -= theta[j] * (x[i] - mean);
      }
    }
    return y;
  }
}
