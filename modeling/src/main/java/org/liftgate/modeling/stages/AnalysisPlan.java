package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.liftgate.kernel.Digest;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Stage;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.Table;

/** A plan as its items in order, and what holds it against what was done. */
record AnalysisPlan(Map<String, String> items) {
  static final String TABLE = "analysis_plan";
  static final String HASH = "sha256";
  static final String RETURN = "return hurdle";
  private static final String COHORT = "cohort ";

  AnalysisPlan {
    items = new LinkedHashMap<>(items);
  }

  /** The plan's digest: its items, whatever their order. */
  String sha256() {
    return Digest.sha256().add(items).hex();
  }

  static String text(List<VerdictStage.Headline> headline) {
    return String.join(
        ", ",
        headline.stream()
            .map(
                h ->
                    h.treatment().map(t -> t + " by ").orElse("")
                        + h.design()
                        + " on "
                        + h.outcome())
            .toList());
  }

  static String text(Map<String, String> map) {
    return String.join(
        ", ",
        new TreeMap<>(map).entrySet().stream().map(e -> e.getKey() + ": " + e.getValue()).toList());
  }

  /**
   * Holds the plan of this run, if it has one, against what the verdict is told, windows and
   * hurdles of the stages that ran and the cohorts as they are.
   *
   * @return the plan's digest; empty without a plan
   * @throws LiftgateException where the plan was changed or not followed, with every difference
   */
  static Optional<String> check(StageContext context, VerdictStage.Parameters p) {
    if (!context.inputs().containsKey(TABLE)) {
      return Optional.empty();
    }
    Table table = context.engine().read(TABLE, "item", "planned");
    var items = new LinkedHashMap<String, String>();
    for (int i = 0; i < table.rows(); i++) {
      items.put(table.texts("item")[i], table.texts("planned")[i]);
    }
    String told = String.valueOf(items.remove(HASH));
    var plan = new AnalysisPlan(items);
    var problems = new ArrayList<Problem>();
    if (!plan.sha256().equals(told)) {
      problems.add(
          Problem.of(
              TABLE + "." + HASH, told, "must be the digest of its items: " + plan.sha256(), null));
    }
    plan.compare("headline", text(p.headline()), problems);
    plan.compare("pre-trends", text(p.preTrends()), problems);
    plan.compare("break-even", String.valueOf(p.breakEven()), problems);
    for (Stage s : context.pipeline().stages()) {
      plan.settings(s, problems);
    }
    items.keySet().stream()
        .filter(k -> k.startsWith(COHORT))
        .filter(k -> context.inputs().containsKey(k.substring(COHORT.length())))
        .forEach(
            k ->
                plan.compare(
                    k, context.inputs().get(k.substring(COHORT.length())).identity(), problems));
    if (!problems.isEmpty()) {
      throw LiftgateException.input("the analysis plan was not followed", problems);
    }
    return Optional.of(told);
  }

  void settings(Stage stage, List<Problem> problems) {
    switch (stage.parameters()) {
      case RefuteStage.Parameters q when q.treatment().equals(items.get("treatment")) ->
          windows(q.pre(), q.post(), problems);
      case RobustnessStage.Parameters q when q.treatment().equals(items.get("treatment")) ->
          windows(q.pre(), q.post(), problems);
      case EconomicsStage.Parameters q when q.treatment().equals(items.get("treatment")) ->
          compare(RETURN, String.valueOf(q.hurdle()), problems);
      default -> {}
    }
  }

  private void windows(int pre, int post, List<Problem> problems) {
    compare("periods before", String.valueOf(pre), problems);
    compare("periods from the start", String.valueOf(post), problems);
  }

  private void compare(String item, String used, List<Problem> problems) {
    String planned = items.get(item);
    if (!used.equals(planned)) {
      problems.add(
          Problem.of(
              TABLE + "." + item,
              used,
              "must be as planned: " + planned,
              "Maybe change the plan before its outcomes are read, and say so."));
    }
  }
}
