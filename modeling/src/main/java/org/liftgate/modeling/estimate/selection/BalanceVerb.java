package org.liftgate.modeling.estimate.selection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.balance.Balance;
import org.liftgate.modeling.estimate.EstimateVerb;
import org.liftgate.modeling.estimate.Findings;
import org.liftgate.modeling.estimate.Option;
import org.liftgate.modeling.estimate.Option.Kind;
import org.liftgate.modeling.estimate.Request;
import org.liftgate.modeling.propensity.Observed;
import org.liftgate.modeling.weighting.InverseProbability;
import org.liftgate.modeling.weighting.Target;

/** {@code balance}: how alike the arms are before and after matching or weighting. */
public final class BalanceVerb implements EstimateVerb {
  private static final String WHY = "It describes the sample; balance is not judged by p-values.";

  @Override
  public String name() {
    return "balance";
  }

  @Override
  public String summary() {
    return "Balance of covariates before and after matching or weighting.";
  }

  @Override
  public List<Option> options() {
    var all = new ArrayList<>(List.of(Inputs.TREATMENT, Inputs.OUTCOME, Inputs.COVARIATES));
    all.add(
        Option.optional("after", Kind.TEXT, "matching, or the weights of an effect")
            .or("match")
            .oneOf("match", "ate", "att", "ato"));
    all.addAll(MatchVerb.method());
    return all;
  }

  @Override
  public String example() {
    return "balance --treatment mailed --outcome sales --covariates age,income --after match";
  }

  @Override
  public Findings run(Request request) {
    Inputs.Units units = Inputs.units(request, request.columns("exact"));
    Observed observed = MatchVerb.exact(units.observed(), request);
    var estimates = new ArrayList<Estimate>();
    var notes = new ArrayList<>(units.notes());
    notes.add(
        "Differences of means over the standard deviation of all treated; below .1 is small.");
    int treated = observed.treatedCount();
    if (treated == 0 || treated == observed.rows()) {
      estimates.add(
          new Estimate.Missing(
              "smd", Estimate.Reason.EMPTY_ARM, "There must be both treated and other units."));
    } else {
      add(observed, Scores.ones(observed.rows()), "before", estimates);
      double[] weights = weights(request, observed);
      if (has(observed, weights)) {
        add(observed, weights, "after", estimates);
      } else {
        notes.add("Nobody could be matched or weighted.");
      }
    }
    return new Findings(
        name(),
        units.formula(),
        observed.rows(),
        Findings.Vcov.NONE,
        estimates,
        new LinkedHashMap<>(),
        notes);
  }

  private static double[] weights(Request request, Observed units) {
    String after = request.required("after");
    if (after.equals("match")) {
      return MatchVerb.matching(request)
          .match(units)
          .matches()
          .map(m -> m.weights(units.rows()))
          .orElseGet(() -> new double[0]);
    }
    Target target = Target.valueOf(after.toUpperCase(Locale.ROOT));
    return new InverseProbability(target, Covariance.iid(), request.workers())
        .weigh(units)
        .weights();
  }

  private static boolean has(Observed units, double[] weights) {
    double[] total = new double[2];
    for (int i = 0; i < weights.length; i++) {
      total[units.treated()[i]] += weights[i];
    }
    return total[0] > 0 && total[1] > 0;
  }

  private static void add(Observed units, double[] weights, String when, List<Estimate> out) {
    for (Balance b : Balance.of(units.names(), units.covariates(), units.treated(), weights)) {
      String term = "%s(" + b.column() + "," + when + ")";
      b.standardised().ifPresent(v -> out.add(point(term.formatted("smd"), v)));
      b.varianceRatio().ifPresent(v -> out.add(point(term.formatted("var_ratio"), v)));
      out.add(point(term.formatted("ks"), b.kolmogorov()));
      out.add(point(term.formatted("ecdf_mean"), b.meanDistance()));
    }
  }

  private static Estimate point(String term, double value) {
    return new Estimate.Point(term, value, WHY);
  }
}
