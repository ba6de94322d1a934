package org.liftgate.modeling.estimate.selection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.liftgate.kernel.Covariance;
import org.liftgate.modeling.estimate.EstimateVerb;
import org.liftgate.modeling.estimate.Findings;
import org.liftgate.modeling.estimate.Option;
import org.liftgate.modeling.estimate.Option.Kind;
import org.liftgate.modeling.estimate.Request;
import org.liftgate.modeling.propensity.Observed;
import org.liftgate.modeling.weighting.Target;
import org.liftgate.modeling.weighting.WeightingResult;

/** What {@code ipw} and {@code aipw} share. */
abstract class WeightingVerb implements EstimateVerb {

  abstract WeightingResult weigh(
      Request request, Target target, Covariance covariance, Observed units);

  @Override
  public List<Option> options() {
    return List.of(
        Inputs.TREATMENT,
        Inputs.OUTCOME,
        Inputs.COVARIATES,
        Option.optional("estimand", Kind.TEXT, "whose effect: all, the treated, those who overlap")
            .or("att")
            .oneOf("ate", "att", "ato"),
        Option.optional("vcov", Kind.VCOV, "iid, cluster(a) or cluster(a,b)").or("iid"));
  }

  @Override
  public String example() {
    return name() + " --treatment mailed --outcome sales --covariates age,income --estimand att";
  }

  @Override
  public Findings run(Request request) {
    Covariance covariance = request.covariance("vcov", Covariance.iid());
    Inputs.Units units = Inputs.units(request, Inputs.clusters(covariance));
    Target target = Target.valueOf(request.required("estimand").toUpperCase(Locale.ROOT));
    WeightingResult result = weigh(request, target, covariance, units.observed());
    var notes = new ArrayList<>(units.notes());
    notes.addAll(result.notes());
    return new Findings(
        name(),
        units.formula(),
        units.observed().rows(),
        new Findings.Vcov("influence function", Inputs.clusters(covariance), "G/(G-1)"),
        List.of(result.effect()),
        statistics(units.observed(), result),
        notes);
  }

  private static Map<String, Double> statistics(Observed units, WeightingResult result) {
    var out = new LinkedHashMap<String, Double>();
    if (result.score().length > 0) {
      out.put("ess_treated", result.effectiveUnits(units.treated(), 1));
      out.put("ess_control", result.effectiveUnits(units.treated(), 0));
      Scores.overlap(result.score(), units.treated(), out);
      out.put("max_smd_before", Scores.worst(units, Scores.ones(units.rows())));
      out.put("max_smd_after", Scores.worst(units, result.weights()));
    }
    return out;
  }
}
