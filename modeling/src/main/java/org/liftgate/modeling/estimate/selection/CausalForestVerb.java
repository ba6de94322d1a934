package org.liftgate.modeling.estimate.selection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.modeling.estimate.CompleteRows;
import org.liftgate.modeling.estimate.EstimateVerb;
import org.liftgate.modeling.estimate.Findings;
import org.liftgate.modeling.estimate.Option;
import org.liftgate.modeling.estimate.Option.Kind;
import org.liftgate.modeling.estimate.Request;
import org.liftgate.modeling.estimate.Rows;
import org.liftgate.modeling.forest.causal.CausalEffects;
import org.liftgate.modeling.forest.causal.CausalForest;
import org.liftgate.modeling.forest.causal.CausalSample;
import org.liftgate.modeling.forest.causal.DoublyRobust;
import org.liftgate.modeling.forest.causal.RankTest;
import org.liftgate.modeling.formula.Formula;
import org.liftgate.modeling.formula.ModelFrame;
import org.liftgate.modeling.formula.ModelFrame.Beside;

/** {@code causal-forest}: effects that differ by features, and whether they do. */
public final class CausalForestVerb implements EstimateVerb {
  private static final int FOLDS = 5;
  private static final double[] SHARES = {0.1, 0.25, 0.5, 0.75, 0.9};
  private static final String DESCRIBES = "It describes the forest's predictions.";

  @Override
  public String name() {
    return "causal-forest";
  }

  @Override
  public String summary() {
    return "Effects that differ by features: an honest causal forest, its means and its tests.";
  }

  @Override
  public List<Option> options() {
    return List.of(
        Inputs.OUTCOME,
        Option.required("treatment", Kind.COLUMN, "0 and 1, or a dose such as a price"),
        Option.required("features", Kind.COLUMNS, "known before the treatment; text is a factor"),
        Option.optional("trees", Kind.INTEGER, "of effects").or("500"),
        Option.optional("min-leaf", Kind.INTEGER, "rows on either side of the treatment in a leaf")
            .or("5"),
        Option.optional("seed", Kind.INTEGER, "of all draws").or(Long.toString(Request.SEED)),
        Option.optional("cluster", Kind.COLUMN, "units drawn whole, such as the household"));
  }

  @Override
  public String example() {
    return "causal-forest --outcome sales --treatment mailed --features age,visits";
  }

  @Override
  public Findings run(Request request) {
    check(request);
    List<String> cluster = request.columns("cluster");
    var notes = new ArrayList<String>();
    CausalSample sample = sample(request, cluster, notes);
    var estimates = new ArrayList<Estimate>();
    var statistics = new LinkedHashMap<String, Double>();
    var forest =
        new CausalForest(
            request.integer("trees"),
            request.integer("min-leaf"),
            request.integer("seed"),
            request.workers());
    switch (forest.fit(sample)) {
      case CausalForest.Refused r ->
          estimates.add(new Estimate.Missing("ate", r.reason(), r.detail()));
      case CausalEffects grown -> report(grown, estimates, statistics, notes);
    }
    return new Findings(
        name(),
        "%s ~ %s given %s"
            .formatted(
                request.required("outcome"),
                request.required("treatment"),
                String.join(", ", request.columns("features"))),
        sample.rows(),
        new Findings.Vcov(
            cluster.isEmpty() ? "HC3" : "CR1", cluster, cluster.isEmpty() ? "" : "G/(G-1)"),
        estimates,
        statistics,
        notes);
  }

  private static void check(Request request) {
    var problems = new ArrayList<Problem>();
    for (String option : List.of("trees", "min-leaf")) {
      if (request.integer(option) < 1) {
        problems.add(request.problem(option, "must be at least 1", ""));
      }
    }
    var given = new ArrayList<>(List.of(request.required("treatment")));
    given.add(request.required("outcome"));
    if (request.columns("features").stream().anyMatch(given::contains)) {
      problems.add(request.problem("features", "must not hold the treatment or the outcome", ""));
    }
    if (request.columns("cluster").size() > 1) {
      problems.add(request.problem("cluster", "must name one column", ""));
    }
    if (!problems.isEmpty()) {
      throw LiftgateException.input("estimate causal-forest cannot start", problems);
    }
  }

  private static CausalSample sample(Request request, List<String> cluster, List<String> notes) {
    String outcome = request.required("outcome");
    List<String> features = request.columns("features");
    var all = new ArrayList<>(List.of(request.required("treatment"), outcome));
    all.addAll(features);
    all.addAll(cluster);
    CompleteRows complete = request.complete(all);
    var problems = Inputs.cells(request, complete.table(), "features", features);
    if (!problems.isEmpty()) {
      throw LiftgateException.input("estimate causal-forest cannot start", problems);
    }
    Formula formula = Formula.of(outcome, features, complete.table());
    ModelFrame frame = ModelFrame.of(formula, complete.table(), Beside.clusters(cluster));
    double[] values = Rows.numbers(request, complete.table(), "treatment");
    double[] treatment = IntStream.of(frame.rows()).mapToDouble(i -> values[i]).toArray();
    notes.addAll(complete.notes());
    notes.addAll(frame.notes());
    CausalSample sample =
        CausalSample.of(frame.names(), frame.columns(), treatment, frame.outcome());
    return cluster.isEmpty() ? sample : sample.withUnits(frame.clusters().get(cluster.get(0)));
  }

  private static void report(
      CausalEffects grown,
      List<Estimate> estimates,
      Map<String, Double> statistics,
      List<String> notes) {
    var robust = DoublyRobust.of(grown);
    estimates.add(robust.ate());
    if (grown.sample().binary()) {
      estimates.add(robust.att());
    }
    estimates.add(robust.overlap());
    estimates.addAll(robust.calibration());
    estimates.addAll(new RankTest(FOLDS).of(robust));
    List<String> names = grown.sample().names();
    for (Estimate e : robust.projection(names, grown.sample().features())) {
      estimates.add(projected(e));
    }
    double[] sorted = Arrays.stream(grown.effects().values()).sorted().toArray();
    for (double share : SHARES) {
      double value = sorted[(int) (share * (sorted.length - 1))];
      estimates.add(new Estimate.Point("effect(%.0f%%)".formatted(100 * share), value, DESCRIBES));
    }
    double[] importance = grown.importance();
    for (int k = 0; k < importance.length; k++) {
      estimates.add(
          new Estimate.Point("importance(" + names.get(k) + ")", importance[k], DESCRIBES));
    }
    if (robust.calibration().getLast() instanceof Estimate.Value v) {
      statistics.put("differential_one_sided_p", DoublyRobust.oneSided(v));
    }
    statistics.put("no_overlap_share", robust.outside());
    notes.add("Causal where nothing beyond the features moves both treatment and outcome.");
    notes.add(
        "differential_forest_prediction is above 0 where effects differ as predicted, and judged by its"
            + " one-sided p: below 0 it is no sign of differing effects. rate and qini ask the same of"
            + " rows that the ranking forest has not seen (sequential folds).");
    notes.add("blp(x): the best linear projection of effects, a description and no cause.");
  }

  private static Estimate projected(Estimate e) {
    String term = e.term().startsWith("(") ? "blp" + e.term() : "blp(" + e.term() + ")";
    return switch (e) {
      case Estimate.Value v ->
          new Estimate.Value(
              term, v.value(), v.stdError(), v.df(), v.pValue(), v.confLow(), v.confHigh());
      case Estimate.Point p -> new Estimate.Point(term, p.value(), p.why());
      case Estimate.Missing m -> new Estimate.Missing(term, m.reason(), m.detail());
    };
  }
}
