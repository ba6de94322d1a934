package org.liftgate.modeling.estimate.experiment;

import java.util.List;
import org.liftgate.modeling.estimate.EstimateVerb;
import org.liftgate.modeling.estimate.Findings;
import org.liftgate.modeling.estimate.Option;
import org.liftgate.modeling.estimate.Request;
import org.liftgate.modeling.experiment.DifferenceInMeans;
import org.liftgate.modeling.experiment.ExperimentRows;

/** {@code difference}: difference in means of a randomised experiment. */
public final class DifferenceVerb implements EstimateVerb {
  @Override
  public String name() {
    return "difference";
  }

  @Override
  public String summary() {
    return "Randomised experiment: difference in means with Welch's error, or by cluster";
  }

  @Override
  public List<Option> options() {
    return List.of(
        ExperimentRequest.OUTCOME,
        ExperimentRequest.TREATMENT,
        Option.optional("cluster", Option.Kind.COLUMN, "unit that was assigned, where not the row"),
        ExperimentRequest.SHARE,
        ExperimentRequest.LOOKS);
  }

  @Override
  public String example() {
    return "estimate difference --outcome y --treatment t";
  }

  @Override
  public Findings run(Request request) {
    var columns = ExperimentRequest.names(request, "outcome", "treatment", "cluster");
    var asked = new ExperimentRequest(request, columns);
    int[] cluster = asked.codes("cluster");
    byte[] treated = asked.treated();
    var rows = ExperimentRows.of(treated, asked.numbers("outcome")).withClusters(cluster);
    var vcov =
        cluster.length == 0
            ? new Findings.Vcov("Welch", List.of(), "")
            : new Findings.Vcov("delta", List.of(request.required("cluster")), "n/(n-1) by arm");
    String formula = request.required("outcome") + " ~ " + request.required("treatment");
    return asked.findings(
        name(),
        formula,
        vcov,
        new DifferenceInMeans().estimate(rows).get(0),
        UnitArms.of(cluster, treated));
  }
}
