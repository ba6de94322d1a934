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
import org.liftgate.modeling.staggered.Imputation;

/** {@code imputation}: Borusyak, Jaravel and Spiess (2024). */
public final class ImputationVerb implements EstimateVerb {
  @Override
  public String name() {
    return "imputation";
  }

  @Override
  public String summary() {
    return "effects against outcomes imputed from untreated rows (Borusyak, Jaravel, Spiess)";
  }

  @Override
  public List<Option> options() {
    var options = new ArrayList<>(PanelColumns.options());
    options.add(PanelColumns.covariates());
    options.add(
        Option.optional("leads", Kind.INTEGER, "periods before the start tested; 0 for none")
            .or("3"));
    return options;
  }

  @Override
  public String example() {
    return "estimate imputation --data panel.csv --outcome y --unit id --period t --cohort g";
  }

  @Override
  public Findings run(Request request) {
    int leads = Checks.atLeast(request, "leads", 0);
    PanelColumns columns = PanelColumns.read(request, request.columns(PanelColumns.COVARIATES));
    Imputation.Fit fit =
        new Imputation().withLeads(leads).with(request.workers()).fit(columns.panel());
    var notes = new ArrayList<>(columns.notes());
    notes.addAll(fit.notes());
    notes.add(
        "Standard errors are the authors' conservative ones, treated residuals about the mean of"
            + " their cohort and period; events before the start are tested on untreated rows.");
    var statistics = new LinkedHashMap<String, Double>();
    fit.preTrend()
        .ifPresent(
            t -> {
              statistics.put("pre_trend_f", t.f());
              statistics.put("pre_trend_p", t.pValue());
            });
    var vcov = new Vcov("conservative cluster", List.of(request.required("unit")), "");
    return new Findings(name(), "", fit.rows(), vcov, fit.estimates(), statistics, notes);
  }
}
