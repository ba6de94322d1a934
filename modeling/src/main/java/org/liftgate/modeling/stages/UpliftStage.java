package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.liftgate.kernel.Default;
import org.liftgate.kernel.Doc;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.StageKind;
import org.liftgate.modeling.uplift.Ranking;
import org.liftgate.modeling.uplift.UnitArms;
import org.liftgate.modeling.uplift.UpliftGate;
import org.liftgate.modeling.uplift.UpliftStudy;
import org.liftgate.modeling.uplift.UpliftStudy.Named;

/**
 * {@code modeling.uplift}: whose effect is larger. Units that recur in many groups are brought to a
 * row an arm ({@link UnitArms}); learners rank them and are judged on units they have not seen; the
 * one named beforehand must beat a constant and pass a placebo of permuted treatments, or no unit
 * is ranked, put in a segment or recommended. Writes {@code gate_<id>} (what the gate says of each
 * learner), {@code evaluation_<id>} (rates, calibration), {@code curve_<id>} (Qini), {@code
 * deciles_<id>}, {@code policy_<id>} (rules valued on untouched units), {@code topk_<id>} (the T-
 * and the S-learner's first shares) and {@code units_<id>} (one row a unit: effect, segment,
 * expected profit, recommendations, or why there are none).
 */
public final class UpliftStage implements StageKind<UpliftStage.Parameters> {

  /** What the pipeline says. */
  public record Parameters(
      @Doc("Features table: one row a unit and group, from before the start") String features,
      @Doc("Panel table to read") String panel,
      @Doc("Treatment, as the cohort stage names it") String treatment,
      @Doc("Outcome column of the panel") String outcome,
      @Doc("Features by which effects may differ, as known before a unit's first group")
          List<String> modifiers,
      @Doc("Columns known before each group's start that changes are adjusted by")
          List<String> history,
      @Doc("Table with group_id and poor: groups whose arms cannot be compared are left out")
          Optional<String> overlap,
      @Doc("Learner that decides: t, s, x or dr, then forest, boosting or linear")
          @Default("dr-forest")
          String headline,
      @Doc("Learners shown beside it; the first t and s make the rule of both")
          @Default("[t-forest, s-forest, t-boosting, s-boosting, x-forest]")
          List<String> learners,
      @Doc("Trees of forests and boosting") @Default("50") int trees,
      @Doc("Splits between the root and a leaf of a forest's tree at most") @Default("5") int depth,
      @Doc("Folds, grouped by unit") @Default("5") int folds,
      @Doc("Draws of the bootstrap of rates") @Default("1000") int draws,
      @Doc("Rankings learned from permuted treatments; 0 leaves them out") @Default("100")
          int placebo,
      @Doc("Decides folds and draws") @Default("20240501") int drawSeed,
      @Doc("Size of the test that the ranking beats a constant") @Default("0.05") double size,
      @Doc("Least share of scores in [.1, .9]") @Default("0.5") double minShare,
      @Doc("Greatest AUC of the score") @Default("0.9") double maxAuc,
      @Doc("Share of units in the rule of both") @Default("0.3") double topShare,
      @Doc("Profit per unit of the outcome; an assumption until costs are known") @Default("0.3")
          double margin,
      @Doc("Cost of treating a unit once; an assumption until costs are known") @Default("1")
          double costPerMailing,
      @Doc("Units each arm of a group needs") @Default("30") int minArm) {
    public Parameters {
      modifiers = List.copyOf(modifiers);
      history = List.copyOf(history);
      learners = List.copyOf(learners);
    }

    Optional<Named> named(String name) {
      return Named.of(name, trees, depth);
    }
  }

  @Override
  public String name() {
    return "modeling.uplift";
  }

  @Override
  public int version() {
    return 1;
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
    check(p);
    UpliftData data = UpliftData.read(context, p);
    var study =
        new UpliftStudy(
            p.named(p.headline()).orElseThrow(),
            p.learners().stream().flatMap(n -> p.named(n).stream()).toList(),
            new UpliftStudy.Options(
                p.folds(),
                p.draws(),
                p.placebo(),
                new UpliftGate(p.size(), p.minShare(), p.maxAuc()),
                p.margin() * data.periods(),
                p.costPerMailing(),
                p.topShare(),
                p.drawSeed(),
                Design.workers(context)));
    UpliftStudy.Outcome outcome = study.run(data.arms().sample());
    String refused =
        data.none()
            .orElseGet(() -> outcome.ranking() instanceof Ranking.Refused r ? r.detail() : "");
    new UpliftTables(context, p, data, study, outcome, refused).write();
    context.metric("rows", data.arms().sample().rows());
    if (!refused.isEmpty()) {
      context.note("No unit is ranked or recommended: " + refused);
    }
  }

  private static void check(Parameters p) {
    var problems = new ArrayList<Problem>();
    var all = new ArrayList<>(p.learners());
    all.add(p.headline());
    for (String name : all) {
      if (p.named(name).isEmpty()) {
        problems.add(
            Problem.of(
                "learner",
                name,
                "must be t, s, x or dr, then -forest, -boosting or -linear",
                "Maybe dr-forest."));
      }
    }
    if (!(p.margin() > 0) || !(p.costPerMailing() >= 0)) {
      problems.add(
          Problem.of(
              "margin, cost_per_mailing",
              p.margin() + ", " + p.costPerMailing(),
              "must be above 0, and at least 0",
              "Maybe a share such as 0.3 and a cost such as 1."));
    }
    if (!(p.topShare() > 0 && p.topShare() <= 1)) {
      problems.add(
          Problem.of("top_share", p.topShare() + "", "must be above 0 to 1", "Maybe 0.3."));
    }
    if (p.folds() < 2 || p.trees() < 1 || p.depth() < 1 || p.draws() < 0 || p.placebo() < 0) {
      problems.add(
          Problem.of(
              "folds, trees, depth, draws, placebo",
              "%d, %d, %d, %d, %d"
                  .formatted(p.folds(), p.trees(), p.depth(), p.draws(), p.placebo()),
              "must be at least 2, 1, 1, 0 and 0",
              "Maybe 5, 50, 5, 1000 and 100."));
    }
    if (!problems.isEmpty()) {
      throw LiftgateException.input("uplift cannot be learned as asked", problems);
    }
  }
}
