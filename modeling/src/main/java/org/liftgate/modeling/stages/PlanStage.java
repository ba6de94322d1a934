package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Artifact;
import org.liftgate.kernel.Default;
import org.liftgate.kernel.Doc;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schema.Column;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.StageKind;
import org.liftgate.modeling.verdict.Judge;
import org.liftgate.modeling.verdict.Refuter;

/**
 * {@code modeling.plan}: what will be estimated and when it will count, written down before an
 * outcome after the start is read. It depends on its parameters and on who is compared, nothing
 * else: name it under {@code needs} of the estimating stage. Writes {@code analysis_plan}: items,
 * and last their SHA-256, which a verdict shows and holds against what was done.
 */
public final class PlanStage implements StageKind<PlanStage.Parameters> {

  /** What the pipeline says. */
  public record Parameters(
      @Doc("What is asked of whom, in a sentence") String estimand,
      @Doc("Treatment, as the cohort stage names it") String treatment,
      @Doc("Estimates that answer, the first one first") List<VerdictStage.Headline> headline,
      @Doc("Event study whose joint test stands for each treatment") @Default("{}")
          Map<String, String> preTrends,
      @Doc("Tables of who is compared; their content is part of the plan") List<String> cohorts,
      @Doc("Periods before a start") int pre,
      @Doc("Periods from a start on") int post,
      @Doc("Effect per unit and period at which it pays") @Default("0") double breakEven,
      @Doc("Return on what was spent that must be exceeded; none where nothing is paid for")
          Optional<Double> roiHurdle,
      @Doc("Units an arm needs for cluster-robust inference") @Default("50") int minClusters) {
    public Parameters {
      headline = List.copyOf(headline);
      preTrends = Map.copyOf(preTrends);
      cohorts = List.copyOf(cohorts);
    }
  }

  @Override
  public String name() {
    return "modeling.plan";
  }

  @Override
  public int version() {
    return 2;
  }

  @Override
  public boolean pure() {
    return true;
  }

  @Override
  public Class<Parameters> parameters() {
    return Parameters.class;
  }

  @Override
  public void run(Parameters p, StageContext context) {
    AnalysisPlan plan = new AnalysisPlan(items(p, context));
    var rows = new ArrayList<List<@Nullable Object>>();
    plan.items().forEach((item, value) -> rows.add(List.of((long) rows.size() + 1, item, value)));
    rows.add(List.of((long) rows.size() + 1, AnalysisPlan.HASH, plan.sha256()));
    StageTable.named(
        context,
        AnalysisPlan.TABLE,
        Schema.of(
            new Column("place", Type.INTEGER),
            new Column("item", Type.TEXT),
            new Column("planned", Type.TEXT)),
        rows,
        "place");
    context.note("The analysis plan has the SHA-256 " + plan.sha256() + ".");
  }

  private static Map<String, String> items(Parameters p, StageContext context) {
    var items = new LinkedHashMap<String, String>();
    items.put("estimand", p.estimand());
    items.put("treatment", p.treatment());
    items.put("headline", AnalysisPlan.text(p.headline()));
    items.put("pre-trends", AnalysisPlan.text(p.preTrends()));
    items.put("periods before", String.valueOf(p.pre()));
    items.put("periods from the start", String.valueOf(p.post()));
    items.put("break-even", String.valueOf(p.breakEven()));
    p.roiHurdle()
        .ifPresent(
            hurdle -> {
              items.put(AnalysisPlan.RETURN, String.valueOf(hurdle));
              items.put("chance of that return", "rejected below " + Judge.REJECT_CHANCE);
            });
    items.put("units an arm needs", String.valueOf(p.minClusters()));
    items.put("pre-trend hurdle", "p at least " + Refuter.PRE_TREND_P);
    items.put("additivity hurdle", "p at least " + Refuter.ADDITIVITY_P);
    items.put("agreement hurdle", "at most " + Refuter.AGREEMENT + " joint standard errors");
    items.put("one of many groups", "q at most " + Refuter.DISCOVERY_Q);
    items.put("published recipe", "reject above p " + Judge.PUBLISHED_P);
    for (String cohort : p.cohorts()) {
      items.put("cohort " + cohort, cohort(context, cohort));
    }
    return items;
  }

  private static String cohort(StageContext context, String name) {
    Artifact found = context.inputs().get(name);
    if (found == null) {
      throw LiftgateException.input(
          Problem.of(
              "cohorts",
              name,
              "must be a table of a stage that the plan needs",
              Problem.didYouMean(name, context.inputs().keySet())));
    }
    return found.identity();
  }
}
