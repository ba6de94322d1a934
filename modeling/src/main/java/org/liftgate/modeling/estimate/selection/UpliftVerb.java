package org.liftgate.modeling.estimate.selection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.modeling.estimate.EstimateVerb;
import org.liftgate.modeling.estimate.Findings;
import org.liftgate.modeling.estimate.Option;
import org.liftgate.modeling.estimate.Option.Kind;
import org.liftgate.modeling.estimate.Request;
import org.liftgate.modeling.learn.MeanLearner;
import org.liftgate.modeling.propensity.Observed;
import org.liftgate.modeling.uplift.Assignment;
import org.liftgate.modeling.uplift.Decile;
import org.liftgate.modeling.uplift.PermutedTreatment;
import org.liftgate.modeling.uplift.PolicyValuation;
import org.liftgate.modeling.uplift.Ranking;
import org.liftgate.modeling.uplift.UpliftEvaluation;
import org.liftgate.modeling.uplift.UpliftGate;
import org.liftgate.modeling.uplift.UpliftLearner;
import org.liftgate.modeling.uplift.UpliftLearner.Meta;
import org.liftgate.modeling.uplift.UpliftResult;
import org.liftgate.modeling.uplift.UpliftSample;

/** {@code uplift}: whose effect is larger, judged on units not seen. */
public final class UpliftVerb implements EstimateVerb {

  @Override
  public String name() {
    return "uplift";
  }

  @Override
  public String summary() {
    return "Whose effect is larger: learned, then judged on units the learner has not seen.";
  }

  @Override
  public List<Option> options() {
    return List.of(
        Inputs.OUTCOME,
        Inputs.TREATMENT,
        Option.required("features", Kind.COLUMNS, "known before the treatment; text is a factor"),
        Option.optional("learner", Kind.TEXT, "how means become effects")
            .or("dr")
            .oneOf("t", "s", "x", "dr"),
        Option.optional("model", Kind.TEXT, "how means are learned")
            .or("forest")
            .oneOf("forest", "boosting", "linear"),
        Option.optional("group", Kind.COLUMN, "what stays together, such as the household"),
        Option.optional(
            "probability", Kind.NUMBER, "of treatment, where it was drawn at random; else a logit"),
        Option.optional("folds", Kind.INTEGER, "sequential folds; 2 for one held-out half").or("5"),
        Option.optional("draws", Kind.INTEGER, "half-samples of the scores").or("1000"),
        Option.optional("placebo", Kind.INTEGER, "permutations of the treatment; 0 for none")
            .or("20"),
        Option.optional(
            "margin", Kind.NUMBER, "profit of one unit of the outcome; values policies"),
        Option.optional("cost", Kind.NUMBER, "of treating one unit").or("0"),
        Option.optional("top-share", Kind.NUMBER, "treated by the rule of both learners")
            .or("0.2"));
  }

  @Override
  public String example() {
    return "uplift --outcome sales --treatment mailed --features age,visits --group household";
  }

  @Override
  public Findings run(Request request) {
    check(request);
    List<String> group = request.columns("group");
    Inputs.Units units = Inputs.units(request, "features", group);
    UpliftSample sample = sample(request, units.observed(), group);
    var learner = new UpliftLearner(meta(request), means(request), assignment(request));
    var evaluation =
        new UpliftEvaluation(learner)
            .withFolds(request.integer("folds"))
            .withDraws(request.integer("draws"))
            .withSeed(Request.SEED)
            .with(request.workers());
    var notes = new ArrayList<>(units.notes());
    var estimates = new ArrayList<Estimate>();
    var statistics = new LinkedHashMap<String, Double>();
    switch (evaluation.evaluate(sample)) {
      case UpliftResult.Refused r ->
          estimates.add(new Estimate.Missing(UpliftResult.RATE, r.reason(), r.detail()));
      case UpliftResult.Judged j -> {
        judged(j, estimates, statistics, notes);
        segments(placebo(request, evaluation, sample, j, statistics), estimates, notes);
        policies(request, learner, sample, estimates, notes);
      }
    }
    return new Findings(
        name(),
        units.formula(),
        sample.rows(),
        new Findings.Vcov("influence function", group, "G/(G-1)"),
        estimates,
        statistics,
        notes);
  }

  private static void check(Request request) {
    var problems = new ArrayList<Problem>();
    atLeast(request, "folds", 2, problems);
    atLeast(request, "draws", 0, problems);
    atLeast(request, "placebo", 0, problems);
    request
        .number("probability")
        .ifPresent(
            p -> {
              if (!(p > 0 && p < 1)) {
                problems.add(request.problem("probability", "must be above 0 and below 1", ""));
              }
            });
    request
        .number("margin")
        .ifPresent(
            m -> {
              if (!(m > 0)) {
                problems.add(request.problem("margin", "must be above 0", ""));
              }
            });
    if (request.number("cost").orElse(0) < 0) {
      problems.add(request.problem("cost", "must be at least 0", ""));
    }
    double share = request.number("top-share").orElse(1);
    if (!(share > 0 && share <= 1)) {
      problems.add(request.problem("top-share", "must be above 0, at most 1", ""));
    }
    if (request.columns("group").size() > 1) {
      problems.add(request.problem("group", "must name one column", ""));
    }
    if (!problems.isEmpty()) {
      throw LiftgateException.input("estimate uplift cannot start", problems);
    }
  }

  private static void atLeast(Request request, String option, int least, List<Problem> problems) {
    if (request.integer(option) < least) {
      problems.add(request.problem(option, "must be at least " + least, ""));
    }
  }

  private static UpliftSample sample(Request request, Observed units, List<String> group) {
    var sample =
        UpliftSample.of(units.names(), units.covariates(), units.treated(), units.outcome());
    if (group.isEmpty()) {
      return sample;
    }
    int[] codes = units.clusters().get(group.get(0));
    long groups = Arrays.stream(codes).distinct().count();
    int folds = request.integer("folds");
    if (groups < 2L * folds) {
      throw LiftgateException.input(
          request.problem(
              "group",
              "must have at least %d groups for %d folds; it has %d"
                  .formatted(2 * folds, folds, groups),
              "Maybe fewer --folds."));
    }
    return sample.withGroups(codes);
  }

  private static Meta meta(Request request) {
    return Meta.valueOf(request.required("learner").toUpperCase(Locale.ROOT));
  }

  private static MeanLearner means(Request request) {
    return switch (request.required("model")) {
      case "boosting" -> MeanLearner.Boosting.standard();
      case "linear" -> new MeanLearner.Linear();
      default -> MeanLearner.Forests.standard();
    };
  }

  private static Assignment assignment(Request request) {
    var p = request.number("probability");
    return p.isPresent() ? new Assignment.Random(p.getAsDouble()) : new Assignment.Logit();
  }

  private static void judged(
      UpliftResult.Judged j,
      List<Estimate> estimates,
      Map<String, Double> statistics,
      List<String> notes) {
    estimates.addAll(List.of(j.ate(), j.rate(), j.qini()));
    estimates.add(j.calibration().level());
    estimates.add(j.calibration().slope());
    if (j.rate() instanceof Estimate.Value v) {
      statistics.put("rate_one_sided_p", UpliftGate.oneSided(v));
    }
    error(j.rateBootstrap(), "rate_se_half_samples", statistics);
    error(j.qiniBootstrap(), "qini_se_half_samples", statistics);
    statistics.put("score_auc", j.overlap().auc());
    statistics.put("overlap_share", j.overlap().share());
    statistics.put("held_out_rows", (double) j.held());
    notes.add(
        "rate (AUTOC) and qini are over sequential folds: each is ranked by a model of the folds"
            + " before it.");
    notes.add("calibration: level is 0 and slope 1 where predicted effects are of the right size.");
    if (j.associational()) {
      notes.add(
          "This learner takes the arms for comparable; its predictions are associational. The"
              + " scores that judge it are adjusted.");
    }
  }

  private static void error(Estimate estimate, String name, Map<String, Double> statistics) {
    if (estimate instanceof Estimate.Value v) {
      statistics.put(name, v.stdError());
    }
  }

  private static Ranking placebo(
      Request request,
      UpliftEvaluation evaluation,
      UpliftSample sample,
      UpliftResult.Judged judged,
      Map<String, Double> statistics) {
    int draws = request.integer("placebo");
    if (draws == 0) {
      return judged.ranking();
    }
    return new PermutedTreatment(evaluation, draws, Request.SEED)
        .run(sample)
        .map(
            p -> {
              statistics.put("placebo_draws", (double) p.draws());
              statistics.put("placebo_passes", (double) p.passes());
              statistics.put("placebo_p", p.beaten());
              return p.judge(judged.ranking());
            })
        .orElse(judged.ranking());
  }

  private static void segments(Ranking ranking, List<Estimate> estimates, List<String> notes) {
    switch (ranking) {
      case Ranking.Accepted(List<Decile> deciles) -> {
        deciles.stream().map(Decile::effect).forEach(estimates::add);
        notes.add("decile(1) holds the tenth with the largest predicted effects, units held out.");
      }
      case Ranking.Refused r ->
          estimates.add(new Estimate.Missing("deciles", r.why().reason(), r.detail()));
    }
  }

  private static void policies(
      Request request,
      UpliftLearner learner,
      UpliftSample sample,
      List<Estimate> estimates,
      List<String> notes) {
    var margin = request.number("margin");
    if (margin.isEmpty()) {
      return;
    }
    var valuation =
        new PolicyValuation(
            learner,
            learner.means(),
            margin.getAsDouble(),
            request.number("cost").orElse(0),
            request.number("top-share").orElse(1),
            Request.SEED,
            request.workers());
    switch (valuation.value(sample)) {
      case PolicyValuation.Refused r ->
          estimates.add(new Estimate.Missing("profit", r.reason(), r.detail()));
      case PolicyValuation.Values v -> {
        v.policies().stream().map(PolicyValuation.Valued::profit).forEach(estimates::add);
        estimates.add(v.advantage());
        var shares = new ArrayList<String>();
        v.policies().forEach(p -> shares.add("%s %.0f%%".formatted(p.name(), 100 * p.share())));
        notes.add(
            "profit is per unit on a quarter that no choice has seen; the winner there was chosen"
                + " on another quarter: "
                + v.winner()
                + ".");
        notes.add("Treated: " + String.join(", ", shares) + ".");
      }
    }
  }
}
