package org.liftgate.modeling.estimate.selection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.modeling.balance.Balance;
import org.liftgate.modeling.estimate.EstimateVerb;
import org.liftgate.modeling.estimate.Findings;
import org.liftgate.modeling.estimate.Option;
import org.liftgate.modeling.estimate.Option.Kind;
import org.liftgate.modeling.estimate.Request;
import org.liftgate.modeling.matching.Deviation;
import org.liftgate.modeling.matching.Matches;
import org.liftgate.modeling.matching.MatchingResult;
import org.liftgate.modeling.matching.NearestNeighbour;
import org.liftgate.modeling.matching.Order;
import org.liftgate.modeling.matching.PropensityMatching;
import org.liftgate.modeling.matching.Scale;
import org.liftgate.modeling.propensity.Observed;

/** {@code match}: effect on the treated by matching on the propensity score. */
public final class MatchVerb implements EstimateVerb {
  private static final String EXACT = "(exact)";

  @Override
  public String name() {
    return "match";
  }

  @Override
  public String summary() {
    return "Effect on the treated by nearest neighbour matching on the propensity score.";
  }

  @Override
  public List<Option> options() {
    var all = new ArrayList<>(List.of(Inputs.TREATMENT, Inputs.OUTCOME, Inputs.COVARIATES));
    all.addAll(method());
    all.add(
        Option.optional(
            "bias-adjust", Kind.FLAG, "take off what matching left by a regression on covariates"));
    all.add(
        Option.optional("vcov", Kind.VCOV, "iid (matched sets), or cluster(unit) beside them")
            .or("iid"));
    return all;
  }

  /** Options that say how to match. */
  static List<Option> method() {
    return List.of(
        Option.optional("caliper", Kind.NUMBER, "widest distance, in standard deviations")
            .or("0.25"),
        Option.optional("caliper-on", Kind.TEXT, "what distances are measured on")
            .or("logit")
            .oneOf("logit", "score"),
        Option.optional("order", Kind.TEXT, "who chooses first")
            .or("largest")
            .oneOf("largest", "data", "smallest", "closest"),
        Option.optional("replace", Kind.FLAG, "controls may be taken again"),
        Option.optional("ratio", Kind.INTEGER, "controls for each treated").or("1"),
        Option.optional("exact", Kind.COLUMNS, "columns that must agree"));
  }

  @Override
  public String example() {
    return "match --treatment mailed --outcome sales --covariates age,income --caliper 0.25";
  }

  @Override
  public Findings run(Request request) {
    Covariance covariance = request.covariance("vcov", Covariance.iid());
    var kept = new ArrayList<>(Inputs.clusters(covariance));
    kept.addAll(request.columns("exact"));
    Inputs.Units units = Inputs.units(request, kept);
    Observed observed = exact(units.observed(), request);
    MatchingResult result =
        matching(request)
            .withBiasAdjustment(request.flag("bias-adjust"))
            .withCovariance(covariance)
            .match(observed);
    var notes = new ArrayList<>(units.notes());
    notes.addAll(result.notes());
    notes.add(
        "Matched on the %s; a bootstrap is not offered, it fails for nearest neighbours."
            .formatted(request.required("caliper-on")));
    return new Findings(
        name(),
        units.formula(),
        observed.rows(),
        new Findings.Vcov(
            request.flag("replace") && kept.isEmpty() ? "Abadie-Imbens" : "matched sets",
            Inputs.clusters(covariance),
            request.flag("replace") && kept.isEmpty() ? "" : "G/(G-1)"),
        List.of(result.effect()),
        statistics(observed, result),
        notes);
  }

  static Observed exact(Observed observed, Request request) {
    List<String> columns = request.columns("exact");
    return columns.isEmpty()
        ? observed
        : observed.withCluster(EXACT, Inputs.combined(observed, columns));
  }

  static PropensityMatching matching(Request request) {
    double caliper = request.number("caliper").orElse(0.25);
    int ratio = request.integer("ratio");
    var problems = new ArrayList<Problem>();
    if (!(caliper > 0)) {
      problems.add(request.problem("caliper", "must be greater than 0", ""));
    }
    if (ratio < 1) {
      problems.add(request.problem("ratio", "must be at least 1", ""));
    }
    if (!problems.isEmpty()) {
      throw LiftgateException.input("match cannot start", problems);
    }
    var order = Order.valueOf(request.required("order").toUpperCase(Locale.ROOT));
    var scale = request.required("caliper-on").equals("logit") ? Scale.LOGIT : Scale.SCORE;
    return new PropensityMatching()
        .withMethod(
            new NearestNeighbour(caliper, Deviation.ALL, order, request.flag("replace"), ratio))
        .withScale(scale)
        .withExact(request.columns("exact").isEmpty() ? "" : EXACT)
        .withWorkers(request.workers());
  }

  private static Map<String, Double> statistics(Observed observed, MatchingResult result) {
    var out = new LinkedHashMap<String, Double>();
    if (result.matches().isPresent()) {
      Matches m = result.matches().get();
      out.put("treated", (double) m.treated().length);
      out.put("matched", (double) m.matched());
      out.put("pairs", (double) m.pairs());
      Scores.overlap(result.score(), observed.treated(), out);
      if (m.matched() > 0) {
        out.put("max_smd_before", Scores.worst(observed, Scores.ones(observed.rows())));
        out.put("max_smd_after", Scores.worst(observed, m.weights(observed.rows())));
        out.put("smd_limit", Balance.SMALL);
      }
    }
    return out;
  }
}
