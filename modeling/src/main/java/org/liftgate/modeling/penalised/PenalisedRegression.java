package org.liftgate.modeling.penalised;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Estimate.Missing;
import org.liftgate.kernel.Estimate.Reason;

/**
 * Ridge (a = 0; Hoerl and Kennard, 1970), lasso (a = 1; Tibshirani, 1996) and what lies between
 * (elastic net; Zou and Hastie, 2005), with a free intercept. Coefficients are points without
 * uncertainty.
 *
 * @param a share of the absolute values in the penalty, 0 to 1
 * @param standardise whether columns are divided by their population standard deviation for the
 *     penalty; coefficients are in units of the columns as given either way
 * @param convention what lambda multiplies
 */
public record PenalisedRegression(
    double a, boolean standardise, Convention convention, Workers workers) {
  /** The ridge has no largest lambda; its path starts where this share's would. */
  private static final double LEAST_SHARE = 1e-3;

  private static final int STEPS = 100;

  public PenalisedRegression {
    if (!(a >= 0 && a <= 1)) {
      throw new IllegalArgumentException("a (" + a + ") must be 0 to 1");
    }
  }

  /** glmnet's defaults. */
  public static PenalisedRegression glmnet(double a) {
    return new PenalisedRegression(a, true, Convention.GLMNET, Workers.of(1));
  }

  /** scikit-learn's defaults: columns as they are. */
  public static PenalisedRegression scikit(double a) {
    return new PenalisedRegression(a, false, Convention.SCIKIT, Workers.of(1));
  }

  public PenalisedRegression withStandardise(boolean value) {
    return new PenalisedRegression(a, value, convention, workers);
  }

  public PenalisedRegression withWorkers(Workers value) {
    return new PenalisedRegression(a, standardise, convention, value);
  }

  /** Why these rows have no penalised regression; empty when they have one. */
  public Optional<Missing> refusal(PenalisedSample sample) {
    String term = "penalised";
    if (sample.rows() < 2) {
      return Optional.of(new Missing(term, Reason.NO_ROWS, "There must be at least two rows."));
    }
    double first = sample.outcome()[0];
    return Arrays.stream(sample.outcome()).allMatch(v -> v == first)
        ? Optional.of(new Missing(term, Reason.NO_VARIATION, "The outcome does not vary."))
        : Optional.empty();
  }

  /**
   * @param lambda at least 0
   * @throws IllegalArgumentException where {@link #refusal} has a reason
   */
  public PenalisedFit fit(PenalisedSample sample, double lambda) {
    return path(sample, lambda).get(0);
  }

  /** Fits at each lambda, best given from large to small. */
  public List<PenalisedFit> path(PenalisedSample sample, double... lambdas) {
    refusal(sample)
        .ifPresent(
            m -> {
              throw new IllegalArgumentException("sample must have a fit: " + m.detail());
            });
    return path(Sums.of(sample, workers), lambdas);
  }

  List<PenalisedFit> path(Sums sums, double[] lambdas) {
    var scaled = new Scaled(sums, standardise);
    CoordinateDescent descent = scaled.descent();
    var out = new ArrayList<PenalisedFit>();
    for (double lambda : lambdas) {
      double[] m = convention.multipliers(lambda, a, sums.rows(), sums.deviation(sums.width()));
      out.add(scaled.fit(lambda, a == 0 ? scaled.ridge(m[1]) : descent.solve(m[0], m[1])));
    }
    return out;
  }

  /**
   * A hundred lambdas, evenly spaced in logarithms, from the least that leaves every coefficient at
   * zero down to 1e-4 of it (1e-2 with fewer rows than columns).
   */
  public double[] lambdas(PenalisedSample sample) {
    var sums = Sums.of(sample, workers);
    double share = Math.max(a, LEAST_SHARE);
    double top = new Scaled(sums, standardise).largest() / share;
    if (convention == Convention.SCIKIT && a == 0) {
      top *= sums.rows();
    }
    double least = sample.rows() > sample.columns().length ? 1e-4 : 1e-2;
    double[] out = new double[STEPS];
    for (int i = 0; i < STEPS; i++) {
      out[i] = top * Math.pow(least, i / (STEPS - 1.0));
    }
    return out;
  }
}
