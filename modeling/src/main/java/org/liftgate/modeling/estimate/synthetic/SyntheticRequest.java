package org.liftgate.modeling.estimate.synthetic;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.estimate.CompleteRows;
import org.liftgate.modeling.estimate.Findings;
import org.liftgate.modeling.estimate.Option;
import org.liftgate.modeling.estimate.Request;
import org.liftgate.modeling.estimate.Rows;
import org.liftgate.modeling.synthetic.Block;
import org.liftgate.modeling.synthetic.PlaceboInSpace;
import org.liftgate.modeling.synthetic.SyntheticDid;
import org.liftgate.modeling.synthetic.SyntheticDid.Errors;
import org.liftgate.modeling.synthetic.SyntheticDid.Weighting;
import org.liftgate.modeling.synthetic.TreatedRows;

/** From named columns to a block and back. */
record SyntheticRequest(Request request, SyntheticDid kind) {
  private static final int SHOWN = 10;

  static List<Option> options() {
    return List.of(
        Option.required("outcome", Option.Kind.COLUMN, "outcome"),
        Option.required("unit", Option.Kind.COLUMN, "unit, in every period once"),
        Option.required("period", Option.Kind.COLUMN, "period"),
        Option.required(
            "treated", Option.Kind.COLUMN, "1 in rows of a treated unit from its start"),
        Option.optional("vcov", Option.Kind.TEXT, "how the standard error is computed")
            .oneOf("placebo", "jackknife", "bootstrap")
            .or("placebo"),
        Option.optional("replications", Option.Kind.INTEGER, "of placebo and bootstrap").or("200"));
  }

  Findings findings() {
    int replications = Rows.atLeast(request, "replications", 2);
    CompleteRows complete =
        request.complete(
            request.required("outcome"),
            request.required("unit"),
            request.required("period"),
            request.required("treated"));
    TreatedRows rows = rows(complete);
    var notes = new ArrayList<String>(complete.notes());
    Errors errors = Errors.valueOf(request.required("vcov").toUpperCase(Locale.ROOT));
    SyntheticDid estimator =
        kind.with(errors).with(request.workers()).withReplications(replications, Request.SEED);
    var fit = new LinkedHashMap<String, Double>();
    List<Estimate> estimates = estimator.estimate(rows);
    if (Block.of(rows) instanceof Block block && block.before() > 1) {
      describe(estimator.fit(block), rows, fit, notes);
    }
    notes.add("Weights and their tuning follow synthdid 0.0.9; the interval is normal.");
    var vcov = new Findings.Vcov(request.required("vcov"), List.of(), "");
    return new Findings(estimator.name(), formula(), rows.rows(), vcov, estimates, fit, notes);
  }

  private String formula() {
    return "%s ~ %s | %s + %s"
        .formatted(
            request.required("outcome"),
            request.required("treated"),
            request.required("unit"),
            request.required("period"));
  }

  private TreatedRows rows(CompleteRows complete) {
    Rows.Coded units = Rows.coded(complete.table(), request.required("unit"));
    Rows.Coded periods = Rows.coded(complete.table(), request.required("period"));
    return new TreatedRows(
        units.codes(),
        periods.codes(),
        Rows.numbers(request, complete.table(), "outcome"),
        Rows.flags(request, complete.table(), "treated"),
        units.labels(),
        periods.labels());
  }

  private void describe(
      SyntheticDid.Fit fit, TreatedRows rows, Map<String, Double> figures, List<String> notes) {
    Block block = fit.block();
    figures.put("treated_units", (double) block.treated());
    figures.put("controls", (double) block.controls());
    figures.put("periods_before", (double) block.before());
    figures.put("periods_after", (double) (block.periods() - block.before()));
    figures.put("rmse_before", fit.preError());
    if (kind.weighting() == Weighting.SC && block.treated() == 1 && block.controls() > 1) {
      var placebos = PlaceboInSpace.of(block, request.workers());
      figures.put("permutation_p", placebos.pValue());
      notes.add(
          "permutation_p ranks the ratio of gaps after and before among %d placebos in space."
              .formatted(block.controls()));
    }
    notes.add("Weights of units: " + largest(fit, rows) + ".");
  }

  private static String largest(SyntheticDid.Fit fit, TreatedRows rows) {
    double[] omega = fit.weights().omega();
    List<Integer> order =
        java.util.stream.IntStream.range(0, omega.length)
            .filter(i -> omega[i] > 0)
            .boxed()
            .sorted((a, b) -> Double.compare(omega[b], omega[a]))
            .toList();
    List<String> shown =
        order.stream()
            .limit(SHOWN)
            .map(i -> "%s %.3f".formatted(rows.units().get(fit.block().units()[i]), omega[i]))
            .toList();
    int more = order.size() - shown.size();
    return String.join(", ", shown) + (more > 0 ? " and %d more".formatted(more) : "");
  }
}
