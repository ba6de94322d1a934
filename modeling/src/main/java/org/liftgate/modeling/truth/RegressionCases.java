package org.liftgate.modeling.truth;

import java.util.List;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Covariance;
import org.liftgate.modeling.linear.LinearRegression;
import org.liftgate.modeling.linear.LinearSample;
import org.liftgate.modeling.logit.LogisticRegression;
import org.liftgate.modeling.logit.LogitSample;
import org.liftgate.modeling.truth.TruthCase.Expected;

/** Regressions of independent rows. */
final class RegressionCases {
  private static final Workers ONE = Workers.of(1);

  private RegressionCases() {}

  static List<TruthCase<?>> all() {
    var even = new RandomisedExperiment(400, 0.3, 0.7, false, 0.2, 1);
    var uneven = new RandomisedExperiment(400, 0.3, 0.7, false, 0, 2);
    return List.of(
        ols("iid", Covariance.iid(), even),
        ols("iid", Covariance.iid(), uneven).expecting(Expected.OVERCONFIDENT),
        ols("hc1", Covariance.robust(1), uneven),
        ols("hc2", Covariance.robust(2), uneven),
        ols("hc3", Covariance.robust(3), uneven),
        logit("x1", new BinaryOutcome(1_000, 0)),
        logit("x1", new BinaryOutcome(1_000, 0.3)),
        logit("x2", new BinaryOutcome(1_000, 0.3)),
        logit("x1", new BinaryOutcome(100, Double.POSITIVE_INFINITY)).expecting(Expected.REFUSED));
  }

  private static TruthCase<CrossSection> ols(
      String name, Covariance covariance, RandomisedExperiment design) {
    var regression = new LinearRegression(covariance).with(ONE);
    return TruthCase.identified(
        "ols, " + name,
        design,
        "ate",
        s -> ShippedCases.term(regression.estimate(sample(s)), "treated"));
  }

  private static LinearSample sample(CrossSection s) {
    var treated = new double[s.rows()];
    for (int i = 0; i < treated.length; i++) {
      treated[i] = s.treated()[i];
    }
    var names = List.of("treated", "x1", "x2");
    return LinearSample.of(s.outcome(), names, treated, s.covariates()[0], s.covariates()[1]);
  }

  private static TruthCase<CrossSection> logit(String term, BinaryOutcome design) {
    var logit = new LogisticRegression(Covariance.iid()).withWorkers(ONE);
    return TruthCase.identified(
        "logit",
        design,
        term,
        s ->
            ShippedCases.term(
                logit.estimate(LogitSample.of(List.of("x1", "x2"), s.covariates(), s.treated())),
                term));
  }
}
