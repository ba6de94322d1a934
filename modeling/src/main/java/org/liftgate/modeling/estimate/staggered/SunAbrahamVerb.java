package org.liftgate.modeling.estimate.staggered;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.liftgate.modeling.estimate.EstimateVerb;
import org.liftgate.modeling.estimate.Findings;
import org.liftgate.modeling.estimate.Findings.Vcov;
import org.liftgate.modeling.estimate.Option;
import org.liftgate.modeling.estimate.Option.Kind;
import org.liftgate.modeling.estimate.Request;
import org.liftgate.modeling.staggered.SunAbraham;

/** {@code sun-abraham}: the interaction-weighted estimator (2021). */
public final class SunAbrahamVerb implements EstimateVerb {
  @Override
  public String name() {
    return "sun-abraham";
  }

  @Override
  public String summary() {
    return "effects by periods since the start, cohorts apart (Sun and Abraham)";
  }

  @Override
  public List<Option> options() {
    var options = new ArrayList<>(PanelColumns.options());
    options.add(PanelColumns.covariates());
    options.add(
        Option.optional("reference", Kind.INTEGER, "period since the start set to zero").or("-1"));
    options.add(
        Option.optional("shares", Kind.TEXT, "cohorts' shares: fixed as here, or sampled too")
            .oneOf("fixed", "sampled")
            .or("fixed"));
    return options;
  }

  @Override
  public String example() {
    return "estimate sun-abraham --data panel.csv --outcome y --unit id --period t --cohort g";
  }

  @Override
  public Findings run(Request request) {
    PanelColumns columns = PanelColumns.read(request, request.columns(PanelColumns.COVARIATES));
    boolean sampled = request.required("shares").equals("sampled");
    SunAbraham.Fit fit =
        new SunAbraham()
            .withReference(request.integer("reference"))
            .withSampledShares(sampled)
            .with(request.workers())
            .fit(columns.panel());
    var notes = new ArrayList<>(columns.notes());
    notes.addAll(fit.notes());
    notes.add(
        sampled
            ? "Cohorts weigh by their rows; errors count the weights as estimates too."
            : "Cohorts weigh by their rows; the weights count as fixed, as in fixest's sunab.");
    var statistics = new LinkedHashMap<String, Double>();
    long rows = 0;
    if (fit instanceof SunAbraham.Solved solved) {
      rows = solved.regression().counts().rows();
      statistics.put("r2", solved.regression().statistics().r2());
      statistics.put("adj_r2", solved.regression().statistics().adjustedR2());
    }
    var vcov = new Vcov("CR1", List.of(request.required("unit")), "fixest nested");
    return new Findings(name(), "", rows, vcov, fit.estimates(), statistics, notes);
  }
}
