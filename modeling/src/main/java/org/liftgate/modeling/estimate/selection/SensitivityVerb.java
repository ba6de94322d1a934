package org.liftgate.modeling.estimate.selection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import org.liftgate.accumulate.LeastSquares;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Missing;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.modeling.estimate.EstimateVerb;
import org.liftgate.modeling.estimate.Findings;
import org.liftgate.modeling.estimate.Option;
import org.liftgate.modeling.estimate.Request;
import org.liftgate.modeling.inference.StudentT;
import org.liftgate.modeling.propensity.Observed;
import org.liftgate.modeling.sensitivity.EValue;
import org.liftgate.modeling.sensitivity.Robustness;
import org.liftgate.modeling.sensitivity.RosenbaumBounds;

/** {@code sensitivity}: what an unseen common cause would have to be to undo an effect. */
public final class SensitivityVerb implements EstimateVerb {
  private static final String WHY =
      "It bounds an unseen cause and has no sampling error of its own.";

  @Override
  public String name() {
    return "sensitivity";
  }

  @Override
  public String summary() {
    return "Robustness value with benchmarks, E-value, and Rosenbaum's gamma of matched pairs.";
  }

  @Override
  public List<Option> options() {
    var all = new ArrayList<>(List.of(Inputs.TREATMENT, Inputs.OUTCOME, Inputs.COVARIATES));
    all.addAll(MatchVerb.method());
    return all;
  }

  @Override
  public String example() {
    return "sensitivity --treatment mailed --outcome sales --covariates age,income";
  }

  @Override
  public Findings run(Request request) {
    Inputs.Units units = Inputs.units(request, request.columns("exact"));
    Observed observed = MatchVerb.exact(units.observed(), request);
    var estimates = new ArrayList<Estimate>();
    regression(request, observed, estimates);
    pairs(request, observed, estimates);
    var notes = new ArrayList<>(units.notes());
    notes.add("The adjusted effect is of least squares on the covariates, iid errors.");
    notes.add(
        "rv: partial R2 with treatment and outcome that would undo it (Cinelli, Hazlett 2020).");
    notes.add("as_strong_as(x): the effect left by a cause as strong as x.");
    notes.add("gamma: odds of treatment within pairs at which p reaches .05 (Rosenbaum 2002).");
    return new Findings(
        name(),
        units.formula(),
        observed.rows(),
        new Findings.Vcov("iid", List.of(), ""),
        estimates,
        new LinkedHashMap<>(),
        notes);
  }

  private static void regression(Request request, Observed units, List<Estimate> out) {
    int k = units.covariates().length;
    double[][] x = Arrays.copyOf(units.covariates(), k + 1);
    x[k] = treatment(units);
    double df = units.rows() - k - 2.0;
    if (units.rows() == 0
        || df <= 1
        || !(LeastSquares.fit(x, units.outcome(), List.of(), request.workers())
            instanceof LeastSquares.Fit fit)) {
      out.add(
          new Missing(
              "adjusted",
              Reason.COLLINEAR,
              "The covariates or the treatment are constant, too many, or combinations of"
                  + " others."));
      return;
    }
    double[][] v = fit.iid(fit.ssr() / df);
    double estimate = fit.coefficients()[k + 1];
    double stdError = Math.sqrt(v[k + 1][k + 1]);
    if (!(stdError > 0)) {
      out.add(new Missing("adjusted", Reason.NO_VARIATION, "Nothing is left to be explained."));
      return;
    }
    Estimate.Value effect = new StudentT(df).value("adjusted", estimate, stdError);
    out.add(effect);
    var robustness = new Robustness(estimate, stdError, df);
    out.add(point("partial_r2", robustness.partialR2()));
    out.add(point("rv", robustness.value(1)));
    out.add(point("rv(p=.05)", robustness.value(1, 0.05)));
    double deviation = Math.sqrt(fit.totalSquares() / (units.rows() - 1.0));
    var e = EValue.ofDifference(effect.value(), effect.confLow(), effect.confHigh(), deviation);
    out.add(point("e_value", e.estimate()));
    out.add(point("e_value(interval)", e.interval()));
    benchmarks(request, units, fit, v, robustness, out);
  }

  private static void benchmarks(
      Request request,
      Observed units,
      LeastSquares.Fit fit,
      double[][] v,
      Robustness robustness,
      List<Estimate> out) {
    int k = units.covariates().length;
    if (!(LeastSquares.fit(units.covariates(), treatment(units), List.of(), request.workers())
        instanceof LeastSquares.Fit score)) {
      return;
    }
    double df = units.rows() - k - 1.0;
    double[][] w = score.iid(score.ssr() / df);
    for (int j = 0; j < k; j++) {
      double treatment = partial(score.coefficients()[j + 1], w[j + 1][j + 1], df);
      double outcome = partial(fit.coefficients()[j + 1], v[j + 1][j + 1], robustness.df());
      String term = "as_strong_as(" + units.names().get(j) + ")";
      robustness
          .benchmark(1, treatment, outcome)
          .ifPresent(a -> out.add(point(term, a.estimate())));
    }
  }

  private static double partial(double estimate, double variance, double df) {
    double t2 = estimate * estimate / variance;
    return t2 / (t2 + df);
  }

  private static double[] treatment(Observed units) {
    double[] t = new double[units.rows()];
    Arrays.setAll(t, i -> units.treated()[i]);
    return t;
  }

  private static void pairs(Request request, Observed units, List<Estimate> out) {
    var result = MatchVerb.matching(request).match(units);
    if (result.effect() instanceof Missing missing) {
      out.add(new Missing("gamma", missing.reason(), missing.detail()));
      return;
    }
    var bounds = new RosenbaumBounds(result.matches().orElseThrow().differences(units.outcome()));
    out.add(point("gamma", bounds.gamma(0.05)));
  }

  private static Estimate point(String term, double value) {
    return new Estimate.Point(term, value, WHY);
  }
}
