package org.liftgate.modeling.stages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.StageKind;
import org.liftgate.kernel.Table;
import org.liftgate.modeling.stages.IncrementStage.Parameters.Lists;
import org.liftgate.testing.TestContext;

/** Adjustment, refuters, robustness and the plan on one small world, with a real engine. */
class ScrutinyStagesTest {
  private static final ScrutinyFixture WORLD = new ScrutinyFixture(400, 4, 0, 11);
  private static final Lists LISTS = new Lists("mailings", "campaign_id", "household_id");

  @TempDir Path folder;
  private TestContext context;

  @BeforeEach
  void open() {
    context = new TestContext(folder);
  }

  @AfterEach
  void close() {
    context.close();
  }

  private static AdjustedStage.Parameters adjusted(String panel) {
    return new AdjustedStage.Parameters(
        "features_mailing",
        panel,
        "mailing",
        "sales",
        List.of("earlier"),
        List.of("past", "recent", "sales_01"),
        List.of(
            "sales_01",
            "sales_02",
            "sales_03",
            "sales_04",
            "sales_05",
            "sales_06",
            "sales_07",
            "sales_08",
            "sales_09",
            "sales_10",
            "sales_11",
            "sales_12"),
        9,
        0.25,
        List.of(0.1, 0.25, 0.5),
        5,
        1,
        0.9,
        10,
        0.1,
        0.9,
        50,
        Optional.of(LISTS),
        Optional.of("exposures_mailing"));
  }

  private static RefuteStage.Parameters refute(int draws) {
    return new RefuteStage.Parameters(
        "panel_mailing",
        "cohort_mailing",
        new RefuteStage.Parameters.Facts("household_days", "household_id", "day", "sales"),
        "other_mailings",
        "mailing",
        "sales",
        "uncovered",
        ScrutinyFixture.PRE,
        ScrutinyFixture.POST,
        0,
        List.of(4, 8, 12),
        draws,
        7,
        50,
        List.of("coupon"));
  }

  private static RobustnessStage.Parameters robustness(int pre) {
    return new RobustnessStage.Parameters(
        "panel_mailing",
        "mailing",
        "sales",
        "increment-mailing",
        pre,
        ScrutinyFixture.POST,
        2,
        30,
        List.of(0.01, 0.05),
        0.01,
        Optional.of(LISTS),
        Optional.of("exposures_mailing"));
  }

  private static IncrementStage.Parameters increment() {
    return new IncrementStage.Parameters(
        "panel_mailing",
        "mailing",
        List.of("sales"),
        LISTS,
        "exposures_mailing",
        -1,
        2,
        50,
        30,
        Optional.empty(),
        Optional.empty());
  }

  private static VerdictStage.Parameters verdict(double breakEven) {
    return new VerdictStage.Parameters(
        List.of(new VerdictStage.Headline("increment-mailing", "sales")),
        Map.of("mailing", "increment-mailing"),
        breakEven,
        "households",
        "weeks");
  }

  private static PlanStage.Parameters plan(double breakEven) {
    return new PlanStage.Parameters(
        "What a mailing adds.",
        "mailing",
        List.of(new VerdictStage.Headline("increment-mailing", "sales")),
        Map.of("mailing", "increment-mailing"),
        List.of("cohort_mailing"),
        ScrutinyFixture.PRE,
        ScrutinyFixture.POST,
        breakEven,
        Optional.of(0.05),
        50);
  }

  private Table read(String name) {
    return context.read(name);
  }

  private Object cell(String table, Map<String, ?> where, String column) {
    Table t = read(table);
    List<Object> found = new ArrayList<>();
    for (int i = 0; i < t.rows(); i++) {
      int row = i;
      boolean fits =
          where.entrySet().stream()
              .allMatch(
                  e -> java.util.Objects.equals(t.column(e.getKey()).boxed(row), e.getValue()));
      if (fits) {
        found.add(t.column(column).boxed(row));
      }
    }
    assertThat(found).as("%s %s", table, where).hasSize(1);
    return found.get(0);
  }

  private static Map<String, Object> pooled(String column, String value) {
    var where = new HashMap<String, Object>();
    where.put("group_id", null);
    where.put(column, value);
    return where;
  }

  private String word(String table, String refuter) {
    return (String) cell(table, ofMailing(refuter), "word");
  }

  private static Map<String, Object> ofMailing(String refuter) {
    var where = pooled("refuter", refuter);
    where.put("treatment", "mailing");
    return where;
  }

  @Test
  void bothDesignsHoldOtherListsFixedAndAreCompared() {
    WORLD.into(context).run("adjust-mailing", new AdjustedStage(), adjusted("panel_mailing"));
    String estimates = "estimates_adjust_mailing";
    for (String term : List.of("att-matched", "att-history")) {
      assertThat((Double) cell(estimates, pooled("term", term), "estimate"))
          .as(term)
          .isCloseTo(WORLD.truth(), within(0.7));
    }
    var counted = pooled("others", "counted");
    counted.put("design", "did");
    var held = pooled("others", "held");
    held.put("design", "did");
    double with = (Double) cell("agreement_adjust_mailing", counted, "estimate");
    double without = (Double) cell("agreement_adjust_mailing", held, "estimate");
    assertThat(without).isCloseTo(WORLD.truth(), within(0.4));
    assertThat(Math.abs(with - WORLD.truth())).isGreaterThan(Math.abs(without - WORLD.truth()));
    assertThat(word("refuters_adjust_mailing", "agreement")).isEqualTo("pass");
    assertThat(read("overlap_adjust_mailing").longs("covariates")).containsOnly(3);
    assertThat(cell(estimates, pooled("term", "att-history"), "grade"))
        .isIn("adjusted", "associational");
    Table balance = read("balance_adjust_mailing");
    assertThat(balance.texts("adjustment")).contains("none", "matched", "weighted", "overlap");
    assertThat(read("calipers_adjust_mailing").rows()).isEqualTo(3 * 3);
  }

  @Test
  void anAdjustedGradeNeedsBalance() {
    WORLD.into(context).run("adjust-mailing", new AdjustedStage(), adjusted("panel_mailing"));
    Table overlap = read("overlap_adjust_mailing");
    for (int i = 0; i < overlap.rows(); i++) {
      boolean fair = overlap.longs("balanced")[i] != 0 && overlap.longs("poor")[i] == 0;
      Object group = overlap.column("group_id").boxed(i);
      assertThat(
              cell(
                  "estimates_adjust_mailing",
                  Map.of("group_id", group, "term", "att-history"),
                  "grade"))
          .isEqualTo(fair ? "adjusted" : "associational");
      assertThat(overlap.texts("unbalanced")[i] == null)
          .isEqualTo(overlap.longs("balanced")[i] != 0);
    }
  }

  @Test
  void refutersSayOneWordByARuleFixedBefore() {
    WORLD.into(context).run("refute-mailing", new RefuteStage(), refute(199));
    Table found = read("refuters_refute_mailing");
    assertThat(found.texts("refuter"))
        .contains(
            "negative-control",
            "placebo-dates",
            "placebo-treatment",
            "attrition",
            "spillover",
            "horizons",
            "mde",
            "pre-trend-power",
            "honest-did");
    assertThat(found.texts("rule")).allMatch(r -> r.startsWith("pass: "));
    assertThat(found.texts("word")).containsOnly("pass", "fragile", "fail");
    // What tests the lists counts for the other treatment that they decide, nothing else does.
    for (int i = 0; i < found.rows(); i++) {
      assertThat(
              found.texts("treatment")[i].equals("mailing")
                  || List.of("negative-control", "placebo-dates")
                      .contains(found.texts("refuter")[i]))
          .isTrue();
    }
    assertThat(found.texts("treatment")).contains("coupon");
    for (String name : List.of("placebo-treatment", "attrition")) {
      assertThat(word("refuters_refute_mailing", name)).as(name).isEqualTo("pass");
    }
    // Both lists hold 45% of households, so most are under one while both run.
    assertThat((String) cell("refuters_refute_mailing", pooled("refuter", "spillover"), "sentence"))
        .contains("over half the units");
    assertThatThrownBy(() -> refute(99)).hasMessageContaining("draws (99)");
  }

  @Test
  void aDriftThatWasThereBeforeIsFound() {
    new ScrutinyFixture(400, 4, 0.15, 11)
        .into(context)
        .run("refute-mailing", new RefuteStage(), refute(199))
        .run("robustness-mailing", new RobustnessStage(), robustness(ScrutinyFixture.PRE));
    assertThat(word("refuters_refute_mailing", "placebo-dates")).isNotEqualTo("pass");
    assertThat(word("refuters_robustness_mailing", "placebo-time")).isNotEqualTo("pass");
  }

  @Test
  void theEffectIsShownUnderEveryChoiceAndWithoutEachUnit() {
    WORLD
        .into(context)
        .run("increment-mailing", new IncrementStage(), increment())
        .run("robustness-mailing", new RobustnessStage(), robustness(ScrutinyFixture.PRE));
    Table choices = read("specifications_robustness_mailing");
    // 3 ways with other lists, 5 windows, 3 of values, 2 of weights; and 3 of the headline's stage.
    assertThat(choices.rows()).isEqualTo(3 * 5 * 3 * 2 + 3);
    double[] sorted = choices.doubles("estimate");
    for (int i = 1; i < sorted.length; i++) {
      assertThat(sorted[i]).isGreaterThanOrEqualTo(sorted[i - 1]);
    }
    assertThat(java.util.Arrays.stream(choices.longs("headline")).sum()).isEqualTo(1);
    assertThat(read("leave_one_out_robustness_mailing").rows()).isEqualTo(400);
    assertThat(word("refuters_robustness_mailing", "leave-one-out")).isEqualTo("pass");
    double base = (Double) cell("variants_robustness_mailing", Map.of("kind", "base"), "estimate");
    assertThat(base)
        .isCloseTo(
            (Double) cell("estimates_increment_mailing", pooled("term", "att"), "estimate"),
            within(0.3));
    assertThat(
            cell(
                "refuters_robustness_mailing",
                pooled("refuter", "specification-curve"),
                "statistic"))
        .as("share of choices with the headline's sign")
        .isEqualTo(1.0);
  }

  @Test
  void aColumnThatIsNotThereIsNamed() {
    WORLD.into(context);
    assertThatThrownBy(
            () -> context.run("adjust-mailing", new AdjustedStage(), adjusted("cohort_mailing")))
        .isInstanceOf(LiftgateException.class);
    assertThatThrownBy(() -> robustness(3)).hasMessageContaining("pre (3)");
  }

  private TestContext judged(double planned, double used) {
    return WORLD
        .into(context)
        .run("plan-mailing", new PlanStage(), plan(planned))
        .run("increment-mailing", new IncrementStage(), increment())
        .run("verdict", new VerdictStage(), verdict(used));
  }

  @Test
  void theVerdictShowsThePlansDigest() {
    judged(0, 0);
    Table plan = read("analysis_plan");
    String sha = plan.texts("planned")[plan.rows() - 1];
    assertThat(sha).matches("[0-9a-f]{64}");
    assertThat(context.notes).anyMatch(n -> n.contains("Judged by") && n.contains(sha));
  }

  @Test
  void aVerdictThatDoesNotFollowThePlanIsRefused() {
    assertThatThrownBy(() -> judged(0, 0.5))
        .isInstanceOf(LiftgateException.class)
        .satisfies(
            e ->
                assertThat(((LiftgateException) e).problems())
                    .extracting(p -> p.name())
                    .containsExactly("analysis_plan.break-even"));
  }

  @Test
  void aPlanThatWasChangedAfterwardsIsRefused() {
    WORLD.into(context).run("plan-mailing", new PlanStage(), plan(0));
    Table plan = read("analysis_plan");
    var rows = new ArrayList<List<Object>>();
    for (int i = 0; i < plan.rows(); i++) {
      var row = new ArrayList<>(plan.row(i));
      if ("estimand".equals(row.get(1))) {
        row.set(2, "What a mailing adds to those who answer it.");
      }
      rows.add(row);
    }
    Schema schema = plan.schema();
    context.input(Table.named("analysis_plan").rows(schema, rows).build(), "place");
    assertThatThrownBy(
            () ->
                context
                    .run("increment-mailing", new IncrementStage(), increment())
                    .run("verdict", new VerdictStage(), verdict(0)))
        .isInstanceOf(LiftgateException.class)
        .satisfies(
            e ->
                assertThat(((LiftgateException) e).problems())
                    .extracting(p -> p.name())
                    .containsExactly("analysis_plan.sha256"));
  }

  @Test
  void thePlansDigestChangesWithItsItemsAndWithWhoIsCompared() {
    var one = new HashMap<String, String>(Map.of("a", "1", "b", "2"));
    String sha = new AnalysisPlan(one).sha256();
    one.put("b", "3");
    assertThat(new AnalysisPlan(one).sha256()).isNotEqualTo(sha);
    one.put("b", "2");
    assertThat(new AnalysisPlan(one).sha256()).isEqualTo(sha);
  }

  @Test
  void theKindsAreFound() {
    var names = new ArrayList<String>();
    for (StageKind<?> kind : ServiceLoader.load(StageKind.class)) {
      names.add(kind.name());
    }
    assertThat(names)
        .contains("modeling.plan", "modeling.robustness", "modeling.adjusted", "modeling.refute");
  }
}
