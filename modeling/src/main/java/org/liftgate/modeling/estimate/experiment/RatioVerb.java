package org.liftgate.modeling.estimate.experiment;

import java.util.List;
import java.util.stream.IntStream;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.estimate.EstimateVerb;
import org.liftgate.modeling.estimate.Findings;
import org.liftgate.modeling.estimate.Option;
import org.liftgate.modeling.estimate.Request;
import org.liftgate.modeling.experiment.RatioMetric;
import org.liftgate.modeling.experiment.RatioRows;

/** {@code ratio}: effect on a ratio of sums. */
public final class RatioVerb implements EstimateVerb {
  @Override
  public String name() {
    return "ratio";
  }

  @Override
  public String summary() {
    return "Randomised experiment: effect on a ratio of sums, such as sales per basket";
  }

  @Override
  public List<Option> options() {
    return List.of(
        Option.required("numerator", Option.Kind.COLUMN, "such as sales"),
        Option.required("denominator", Option.Kind.COLUMN, "such as baskets"),
        ExperimentRequest.TREATMENT,
        Option.optional("unit", Option.Kind.COLUMN, "unit that was assigned, where not the row"),
        ExperimentRequest.SHARE,
        ExperimentRequest.LOOKS);
  }

  @Override
  public String example() {
    return "estimate ratio --numerator sales --denominator baskets --treatment t --unit household";
  }

  @Override
  public Findings run(Request request) {
    var columns = ExperimentRequest.names(request, "numerator", "denominator", "treatment", "unit");
    var asked = new ExperimentRequest(request, columns);
    byte[] treated = asked.treated();
    int[] given = asked.codes("unit");
    int[] unit = given.length == 0 ? IntStream.range(0, treated.length).toArray() : given;
    Estimate estimate =
        RatioRows.byUnit(unit, treated, asked.numbers("numerator"), asked.numbers("denominator"))
            .map(rows -> new RatioMetric().estimate(rows).get(0))
            .orElseGet(RatioMetric::bothArms);
    String formula =
        "%s / %s ~ %s"
            .formatted(
                request.required("numerator"),
                request.required("denominator"),
                request.required("treatment"));
    var vcov =
        new Findings.Vcov("delta", ExperimentRequest.names(request, "unit"), "n/(n-1) by arm");
    return asked.findings(name(), formula, vcov, estimate, UnitArms.of(unit, treated));
  }
}
