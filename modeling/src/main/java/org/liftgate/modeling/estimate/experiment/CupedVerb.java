package org.liftgate.modeling.estimate.experiment;

import java.util.ArrayList;
import java.util.List;
import org.liftgate.modeling.estimate.EstimateVerb;
import org.liftgate.modeling.estimate.Findings;
import org.liftgate.modeling.estimate.Option;
import org.liftgate.modeling.estimate.Request;
import org.liftgate.modeling.experiment.Cuped;
import org.liftgate.modeling.experiment.ExperimentRows;

/** {@code cuped}: covariates from before assignment make the difference sharper. */
public final class CupedVerb implements EstimateVerb {
  @Override
  public String name() {
    return "cuped";
  }

  @Override
  public String summary() {
    return "Randomised experiment: difference in means, covariates from before taken out";
  }

  @Override
  public List<Option> options() {
    return List.of(
        ExperimentRequest.OUTCOME,
        ExperimentRequest.TREATMENT,
        Option.required("covariates", Option.Kind.COLUMNS, "numbers known before assignment"),
        ExperimentRequest.SHARE,
        ExperimentRequest.LOOKS);
  }

  @Override
  public String example() {
    return "estimate cuped --outcome y --treatment t --covariates y_before";
  }

  @Override
  public Findings run(Request request) {
    var columns = new ArrayList<>(ExperimentRequest.names(request, "outcome", "treatment"));
    List<String> covariates = request.columns("covariates");
    columns.addAll(covariates);
    var asked = new ExperimentRequest(request, columns);
    byte[] treated = asked.treated();
    var rows =
        ExperimentRows.of(treated, asked.numbers("outcome"))
            .withCovariates(asked.columns("covariates"));
    Cuped.Fit fit = new Cuped(request.workers()).fit(rows);
    for (int k = 0; k < fit.theta().length; k++) {
      asked.figure("theta(" + covariates.get(k) + ")", fit.theta()[k]);
    }
    if (fit.theta().length > 0) {
      asked.figure("variance_reduction", fit.varianceReduction());
    }
    asked.note("Covariates must have been known before assignment.");
    String formula =
        "%s ~ %s + %s"
            .formatted(
                request.required("outcome"),
                request.required("treatment"),
                String.join(" + ", covariates));
    var vcov = new Findings.Vcov("HC2", List.of(), "");
    return asked.findings(name(), formula, vcov, fit.estimate(), treated);
  }
}
