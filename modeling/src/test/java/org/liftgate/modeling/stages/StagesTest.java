package org.liftgate.modeling.stages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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
import org.liftgate.kernel.Profile;
import org.liftgate.kernel.Schemas;
import org.liftgate.kernel.StageKind;
import org.liftgate.kernel.Table;
import org.liftgate.modeling.stages.PanelFixture.Plan;
import org.liftgate.testing.TestContext;

class StagesTest {
  private static final String[] KEY = {"group_id", "unit_id", "period"};
  private static final Plan MAILING =
      new Plan("panel_mailing", 3, 200, new int[] {80, 70, 20}, 3, 0);
  private static final Plan BOUGHT =
      new Plan("panel_participation", 2, 200, new int[] {60, 60}, 5, 0);

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

  private TestContext inputs(Plan mailing) {
    return context
        .input(PanelFixture.panel(mailing, 1), KEY)
        .input(PanelFixture.panel(BOUGHT, 2), KEY)
        .input(PanelFixture.design("mailing", "quasi-experimental", false))
        .input(PanelFixture.design("participation", "quasi-experimental", true));
  }

  private static DidStage.Parameters did(String treatment) {
    return new DidStage.Parameters(
        "panel_" + treatment,
        treatment,
        List.of("sales"),
        50,
        30,
        Optional.empty(),
        Profile.DEFENDED);
  }

  private static TwoWayStage.Parameters stacked() {
    return new TwoWayStage.Parameters(
        "panel_mailing",
        "mailing",
        List.of("sales", "units"),
        TwoWayStage.Effects.STACKED,
        50,
        Profile.DEFENDED);
  }

  private static TwoWayStage.Parameters plain() {
    return new TwoWayStage.Parameters(
        "panel_participation",
        "participation",
        List.of("sales", "log_sales"),
        TwoWayStage.Effects.PLAIN,
        50,
        Profile.PUBLISHED);
  }

  private static EventStudyStage.Parameters events() {
    return new EventStudyStage.Parameters(
        "panel_mailing", "mailing", "sales", -1, 50, 50, Profile.DEFENDED);
  }

  private static VerdictStage.Parameters verdict() {
    return new VerdictStage.Parameters(
        List.of(new VerdictStage.Headline("twfe-mailing", "sales")),
        Map.of("mailing", "event-mailing"),
        0,
        "households",
        "weeks");
  }

  private TestContext everything(Plan mailing) {
    return inputs(mailing)
        .run("did-mailing", new DidStage(), did("mailing"))
        .run("twfe-mailing", new TwoWayStage(), stacked())
        .run("event-mailing", new EventStudyStage(), events())
        .run("did-participation", new DidStage(), did("participation"))
        .run("twfe-published", new TwoWayStage(), plain());
  }

  /** Rows of a table as maps, by the values of some columns. */
  private Map<List<Object>, Map<String, Object>> rows(String name, String... key) {
    Table table = context.read(name);
    var rows = new HashMap<List<Object>, Map<String, Object>>();
    for (int i = 0; i < table.rows(); i++) {
      var row = new HashMap<String, Object>();
      for (String column : table.schema().names()) {
        row.put(column, table.column(column).boxed(i));
      }
      var at = new ArrayList<Object>();
      Arrays.stream(key).forEach(k -> at.add(row.get(k)));
      assertThat(rows.put(at, row)).isNull();
    }
    return rows;
  }

  private static double number(Map<String, Object> row, String column) {
    return ((Number) row.get(column)).doubleValue();
  }

  @Test
  void kindsAreListed() {
    List<String> names = new ArrayList<>();
    ServiceLoader.load(StageKind.class).forEach(kind -> names.add(kind.name()));
    assertThat(names)
        .contains("modeling.did", "modeling.twfe", "modeling.event-study", "modeling.verdict");
  }

  @Test
  void didEstimatesEachGroupAndItsCleanArms() {
    inputs(MAILING).run("did-mailing", new DidStage(), did("mailing"));
    var rows = rows("estimates_did_mailing", "group_id", "term");
    assertThat(rows).hasSize(6);
    var first = rows.get(List.of(1L, "att"));
    assertThat(number(first, "estimate")).isCloseTo(3, within(0.6));
    assertThat(first)
        .containsEntry("treated_units", 80L)
        .containsEntry("comparison_units", 120L)
        .containsEntry("clean_treated_units", 60L)
        .containsEntry("clean_comparison_units", 90L)
        .containsEntry("n", 1800L)
        .containsEntry("post_periods", 5L)
        .containsEntry("grade", "quasi-experimental")
        .containsEntry("vcov", "CR1 cluster(unit) nested");
    assertThat(rows.get(List.of(1L, "att-clean"))).containsEntry("n", 1350L);
    assertThat(rows.get(List.of(3L, "att")))
        .containsEntry("missing_reason", "TOO_FEW_CLUSTERS")
        .containsEntry("estimate", null);
    assertThat(rows.get(List.of(3L, "att-clean"))).containsEntry("missing_reason", "SMALL_ARM");
  }

  @Test
  void aGroupWithoutARowInThePanelIsSaidNotLeftOut() {
    var campaigns = Table.named("campaigns").longs("campaign_id", 1, 2, 3, 9).build();
    var groups = Optional.of(new DidStage.Parameters.Groups("campaigns", "campaign_id"));
    var p =
        new DidStage.Parameters(
            "panel_mailing", "mailing", List.of("sales"), 50, 30, groups, Profile.DEFENDED);
    inputs(MAILING).input(campaigns).run("did-mailing", new DidStage(), p);
    var rows = rows("estimates_did_mailing", "group_id", "term");
    assertThat(rows).hasSize(7);
    assertThat(rows.get(List.of(9L, "att")))
        .containsEntry("missing_reason", "NO_ROWS")
        .containsEntry("estimate", null)
        .containsEntry("treated_units", 0L);
  }

  @Test
  void aDefinitionThatReadsTheOutcomeIsAssociational() {
    inputs(MAILING).run("did-participation", new DidStage(), did("participation"));
    assertThat(rows("estimates_did_participation", "group_id", "term").values())
        .allMatch(row -> row.get("grade").equals("associational"));
  }

  @Test
  void stackedEffectsArePooledWithACleanRow() {
    inputs(MAILING).run("twfe-mailing", new TwoWayStage(), stacked());
    var rows = rows("estimates_twfe_mailing", "outcome", "term");
    assertThat(rows).hasSize(4);
    var pooled = rows.get(List.of("sales", "att"));
    assertThat(number(pooled, "estimate")).isCloseTo(3, within(0.4));
    assertThat(pooled).containsEntry("group_id", null).containsEntry("estimator", "stacked-fe");
    var clean = rows.get(List.of("sales", "att-clean"));
    assertThat(number(clean, "n")).isLessThan(number(pooled, "n"));
    assertThat(pooled).containsEntry("units", 200L);
    assertThat(number(pooled, "information"))
        .isCloseTo(80 * 120 / 200.0 + 70 * 130 / 200.0 + 20 * 180 / 200.0, within(1e-9));
    assertThat(number(clean, "information")).isLessThan(number(pooled, "information"));
  }

  @Test
  void theEventStudyKeepsTheJointTest() {
    inputs(MAILING).run("event-mailing", new EventStudyStage(), events());
    var rows = rows("estimates_event_mailing", "term");
    assertThat(rows.keySet())
        .contains(List.of("event(-4)"), List.of("event(4)"), List.of("pre-trend"))
        .doesNotContain(List.of("event(-1)"));
    var test = rows.get(List.of("pre-trend"));
    assertThat(test).containsEntry("estimate", null).containsEntry("f_df1", 3L);
    assertThat(number(test, "p_value")).isBetween(0.05, 1.0);
    assertThat(number(test, "f")).isPositive();
    assertThat((String) test.get("detail")).startsWith("Joint test of 3 periods");
  }

  @Test
  void theVerdictAcceptsAPlantedEffectAndShowsEverythingBesideIt() {
    everything(MAILING).run("verdict", new VerdictStage(), verdict());
    var verdicts = rows("verdicts", "design", "outcome", "group_id", "term");
    var headline = verdicts.get(Arrays.asList("twfe-mailing", "sales", null, "att"));
    assertThat(headline).containsEntry("verdict", "accept").containsEntry("headline", true);
    assertThat(number(headline, "mde")).isPositive();
    var bought = verdicts.get(Arrays.asList("did-participation", "sales", 1L, "att"));
    assertThat(bought).containsEntry("verdict", "fragile").containsEntry("headline", false);
    assertThat((String) bought.get("next_step")).contains("hold out 100 of 200 households");
    assertThat(verdicts.get(Arrays.asList("did-mailing", "sales", 3L, "att")))
        .containsEntry("verdict", "not-estimable");
    assertThat(context.read("estimates").rows())
        .isEqualTo(
            List.of(
                    "did_mailing",
                    "twfe_mailing",
                    "event_mailing",
                    "did_participation",
                    "twfe_published")
                .stream()
                .mapToInt(t -> context.read("estimates_" + t).rows())
                .sum());
    assertThat(Schemas.VERDICTS.missingFrom("verdicts", context.read("verdicts").schema()))
        .isEmpty();
  }

  @Test
  void thePublishedEffectStandsBesideTheDefendedOne() {
    everything(MAILING).run("verdict", new VerdictStage(), verdict());
    var rows = rows("comparison", "outcome", "published_design");
    var sales = rows.get(List.of("sales", "twfe-published"));
    assertThat(sales)
        .containsEntry("treatment", "participation")
        .containsEntry("defended_treatment", "mailing")
        .containsEntry("verdict", "accept")
        .containsEntry("published_says", "accept: p < .001");
    assertThat((String) sales.get("why"))
        .startsWith("The defended contrast is mailing, not participation.");
    var logs = rows.get(List.of("log_sales", "twfe-published"));
    assertThat(logs)
        .containsEntry("defended_estimate", null)
        .containsEntry("grade", "associational")
        .containsEntry("verdict", "fragile");
  }

  @Test
  void aPublishedRecipeGivesItsNumberWhereADefendedOneIsRefused() {
    Plan few = new Plan("panel_participation", 2, 200, new int[] {20, 20}, 5, 0);
    context
        .input(PanelFixture.panel(few, 2), KEY)
        .input(PanelFixture.design("participation", "quasi-experimental", false))
        .run("twfe-published", new TwoWayStage(), plain())
        .run("did-participation", new DidStage(), did("participation"))
        .run(
            "verdict",
            new VerdictStage(),
            new VerdictStage.Parameters(List.of(), Map.of(), 0, "households", "weeks"));
    assertThat(rows("estimates_twfe_published", "outcome").get(List.of("sales")).get("estimate"))
        .isNotNull();
    assertThat(rows("estimates_did_participation", "group_id", "term").values())
        .allMatch(row -> row.get("estimate") == null);
    var row =
        rows("verdicts", "design", "outcome", "group_id", "term")
            .get(Arrays.asList("twfe-published", "sales", null, "att"));
    assertThat(row).containsEntry("verdict", "fragile");
    assertThat((String) row.get("reasons")).contains("27 treated and 187 comparison clusters");
  }

  @Test
  void campaignMeansAreExactAndAgreeWithTheEstimator() {
    everything(MAILING).run("verdict", new VerdictStage(), verdict());
    var rows = rows("campaign_estimates", "group_id");
    assertThat(rows).hasSize(3);
    var first = rows.get(List.of(1L));
    assertThat(first).containsEntry("valid", true).containsEntry("reason", null);
    assertThat(number(first, "did")).isCloseTo(number(first, "estimate"), within(2e-6));
    assertThat(context.read("campaign_estimates").schema().column("did").orElseThrow().type())
        .isEqualTo(org.liftgate.kernel.Schema.Type.DECIMAL);
    assertThat(number(first, "q_value")).isGreaterThanOrEqualTo(number(first, "p_value"));
    var third = rows.get(List.of(3L));
    assertThat(third).containsEntry("valid", false).containsEntry("q_value", null);
    assertThat((String) third.get("reason")).startsWith("20 treated and 180 comparison clusters");
    assertThat(third)
        .as("too few to estimate, and complete all the same")
        .containsEntry("complete", true)
        .containsEntry("treated_pre_units", 20L)
        .containsEntry("comparison_post_units", 180L)
        .containsEntry("design", "did-mailing");
    BigDecimal mean = BigDecimal.valueOf(number(third, "treated_pre"));
    assertThat(mean.scale()).isLessThanOrEqualTo(6);
  }

  @Test
  void theSqlOfCampaignMeansIsPortable() {
    String select = CampaignTable.means("panel_mailing", "sales");
    assertThat(context.engine().lint("campaign_estimates.sql", select)).isEmpty();
    assertThatThrownBy(() -> CampaignTable.means("panel_mailing", "1; DROP"))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theEventTableMarksItsReference() {
    everything(MAILING).run("verdict", new VerdictStage(), verdict());
    var rows = rows("event_study", "period");
    assertThat(rows).hasSize(9);
    assertThat(rows.get(List.of(-1L)))
        .containsEntry("reference", true)
        .containsEntry("estimate", 0.0);
    assertThat(rows.get(List.of(2L))).containsEntry("reference", false);
    assertThat(number(rows.get(List.of(2L)), "estimate")).isCloseTo(3, within(0.7));
  }

  @Test
  void driftingArmsFailThePreTrendTestAndLeaveTheEffectFragile() {
    everything(new Plan("panel_mailing", 3, 200, new int[] {80, 70, 60}, 3, 0.8))
        .run("verdict", new VerdictStage(), verdict());
    var headline =
        rows("verdicts", "design", "outcome", "group_id", "term")
            .get(Arrays.asList("twfe-mailing", "sales", null, "att"));
    assertThat(headline).containsEntry("verdict", "fragile");
    assertThat((String) headline.get("reasons"))
        .contains("already moved apart (joint test p < .001)");
  }

  @Test
  void aGroupThatAGateFailedIsNotEstimableWithItsMessage() {
    everything(MAILING)
        .gateResults(
            List.of(
                gate("mailing-two-by-two", "panel_mailing", "1", "fail", "Only 1 unit in a cell."),
                gate("participation-arms", "cohort_participation", "2", "warn", "Small arm.")))
        .run("verdict", new VerdictStage(), verdict());
    var verdicts = rows("verdicts", "design", "outcome", "group_id", "term");
    assertThat(verdicts.get(Arrays.asList("did-mailing", "sales", 1L, "att")))
        .containsEntry("verdict", "not-estimable")
        .containsEntry("reasons", "Only 1 unit in a cell.");
    assertThat(verdicts.get(Arrays.asList("did-participation", "sales", 1L, "att")))
        .containsEntry("verdict", "fragile");
    assertThat(rows("campaign_estimates", "group_id").get(List.of(1L)))
        .containsEntry("valid", false)
        .containsEntry("estimate", null)
        .containsEntry("reason", "Only 1 unit in a cell.");
  }

  @Test
  void aWaivedGateLeavesNothingBetterThanFragile() {
    everything(MAILING)
        .gateResults(List.of(gate("clean-adds-up", "transactions", null, "waived", "Off by 3.")))
        .run("verdict", new VerdictStage(), verdict());
    var headline =
        rows("verdicts", "design", "outcome", "group_id", "term")
            .get(Arrays.asList("twfe-mailing", "sales", null, "att"));
    assertThat(headline).containsEntry("verdict", "fragile");
    assertThat((String) headline.get("reasons"))
        .contains("The gate clean-adds-up failed and was waived.");
  }

  private static List<Object> gate(
      String id, String table, String group, String outcome, String message) {
    return Arrays.asList(
        id, "test.gate", "panel", table, group, "fail", outcome, 1.0, 2.0, message);
  }

  @Test
  void truthIsLaidBesideEstimatesAndChangesNone() {
    everything(MAILING).run("verdict", new VerdictStage(), verdict());
    String before = context.contentHash("verdicts");
    assertThat(context.read("estimates_truth").rows()).isZero();
    close();
    open();
    Table truth =
        Table.named("truth")
            .rows(
                Schemas.TRUTH,
                List.of(
                    Arrays.asList("mailing", "sales", null, "att", 3.0, "sample", "rows"),
                    Arrays.asList("mailing", "sales", 1L, "att", 3.0, "sample", "rows")))
            .build();
    everything(MAILING).input(truth).run("verdict", new VerdictStage(), verdict());
    assertThat(context.contentHash("verdicts")).isEqualTo(before);
    var rows = rows("estimates_truth", "design", "group_id");
    assertThat(rows.keySet())
        .containsExactlyInAnyOrder(Arrays.asList("twfe-mailing", null), List.of("did-mailing", 1L));
    assertThat(rows.get(Arrays.asList("twfe-mailing", null)))
        .containsEntry("truth", 3.0)
        .containsEntry("covered", true);
  }

  @Test
  void aPublishedRunUsesThePublishedRuleAndSkipsWhatItsProfileSkips() {
    inputs(MAILING)
        .profile(Profile.PUBLISHED)
        .run("twfe-published", new TwoWayStage(), plain())
        .run(
            "verdict",
            new VerdictStage(),
            new VerdictStage.Parameters(
                List.of(new VerdictStage.Headline("twfe-published", "sales")),
                Map.of(),
                0,
                "units",
                "weeks"));
    assertThat(context.read("campaign_estimates").rows()).isZero();
    assertThat(context.read("event_study").rows()).isZero();
    assertThat(rows("verdicts", "outcome").get(List.of("sales")))
        .containsEntry("headline", true)
        .containsEntry("grade", "associational")
        .containsEntry("verdict", "fragile")
        .containsEntry("roi", null)
        .hasEntrySatisfying(
            "reasons",
            r -> assertThat((String) r).startsWith("The published rules say accept: p < .001"));
    assertThat(rows("comparison", "outcome").get(List.of("sales")))
        .containsEntry("defended_design", null)
        .containsEntry("published_design", "twfe-published");
  }

  private static DidStage.Parameters didPublished(String panel) {
    return new DidStage.Parameters(
        panel, "participation", List.of("sales"), 50, 30, Optional.empty(), Profile.PUBLISHED);
  }

  @Test
  void aPublishedDifferenceAsksForTwoUnitsACellAndHasNoCleanArms() {
    Plan few = new Plan("panel_participation", 3, 200, new int[] {20, 2, 1}, 5, 0);
    context
        .input(PanelFixture.panel(few, 2), KEY)
        .input(PanelFixture.design("participation", "quasi-experimental", true))
        .run("did-published", new DidStage(), didPublished("panel_participation"));
    var rows = rows("estimates_did_published", "group_id", "term");
    assertThat(rows.keySet())
        .containsExactlyInAnyOrder(List.of(1L, "att"), List.of(2L, "att"), List.of(3L, "att"));
    assertThat(rows.get(List.of(1L, "att")).get("estimate")).isNotNull();
    assertThat(rows.get(List.of(2L, "att")).get("estimate")).isNotNull();
    assertThat(rows.get(List.of(3L, "att")))
        .containsEntry("estimate", null)
        .containsEntry("missing_reason", "TOO_FEW_CLUSTERS");
  }

  @Test
  void theComparisonSaysHowManyWeeksTheOriginalCountsThatNobodyObserved() {
    everything(MAILING);
    context.engine().define("plain", "SELECT * FROM panel_participation", Map.of());
    context
        .engine()
        .define(
            "panel_published",
            "SELECT t.*, group_id = 1 OR period < 3 AS observed FROM plain t",
            Map.of());
    context.write("panel_published", List.of(KEY), Optional.empty());
    context
        .run("did-published", new DidStage(), didPublished("panel_published"))
        .run("verdict", new VerdictStage(), verdict());
    var rows = rows("comparison", "outcome", "group_id", "published_design");
    var second = rows.get(List.of("sales", 2L, "did-published"));
    assertThat(second)
        .containsEntry("published_rows", 1800L)
        .containsEntry("published_unobserved", 400L)
        .containsEntry("defended_rows", 1800L)
        .containsEntry("defended_design", "did-participation");
    assertThat((String) second.get("why"))
        .startsWith(
            "400 of the original's 1,800 rows reach outside the observed days, where it counts zeros; 1,400 are left");
    assertThat(rows.get(List.of("sales", 1L, "did-published")))
        .containsEntry("published_unobserved", 0L);
    assertThat(rows.get(Arrays.asList("sales", null, "twfe-published")))
        .as("a panel that does not say")
        .containsEntry("published_unobserved", null);
  }

  @Test
  void aHeadlineThatTheProfileLeavesOutIsNamed() {
    inputs(MAILING)
        .profile(Profile.PUBLISHED)
        .leftOut("twfe-mailing", new TwoWayStage(), stacked())
        .run("twfe-published", new TwoWayStage(), plain());
    assertThatThrownBy(() -> context.run("verdict", new VerdictStage(), verdict()))
        .isInstanceOfSatisfying(
            LiftgateException.class,
            e ->
                assertThat(e.problems())
                    .anySatisfy(
                        p ->
                            assertThat(p.sentence())
                                .contains("headline.design (twfe-mailing)")
                                .contains("in this run: one of [twfe-published")));
  }

  @Test
  void aHeadlineThatNoStageEstimatesIsNamed() {
    inputs(MAILING).run("twfe-mailing", new TwoWayStage(), stacked());
    var wrong =
        new VerdictStage.Parameters(
            List.of(new VerdictStage.Headline("twfe-maling", "sales")),
            Map.of("mailing", "event"),
            0,
            "units",
            "weeks");
    assertThatThrownBy(() -> context.run("verdict", new VerdictStage(), wrong))
        .isInstanceOfSatisfying(
            LiftgateException.class,
            e -> {
              assertThat(e.problems()).hasSize(2);
              assertThat(e.problems().get(0).sentence()).contains("Maybe twfe-mailing was meant.");
            });
  }

  @Test
  void aMisspeltOutcomeAndAMissingDesignAreNamed() {
    inputs(MAILING);
    var wrong =
        new DidStage.Parameters(
            "panel_mailing",
            "mailing",
            List.of("salse"),
            50,
            30,
            Optional.empty(),
            Profile.DEFENDED);
    assertThatThrownBy(() -> context.run("did", new DidStage(), wrong))
        .isInstanceOfSatisfying(
            LiftgateException.class,
            e ->
                assertThat(e.problems().get(0).sentence())
                    .contains("panel_mailing.salse")
                    .contains("Maybe sales was meant."));
    var unknown =
        new DidStage.Parameters(
            "panel_mailing",
            "emails",
            List.of("sales"),
            50,
            30,
            Optional.empty(),
            Profile.DEFENDED);
    assertThatThrownBy(() -> context.run("did", new DidStage(), unknown))
        .hasMessageContaining("cohort_emails_design");
  }

  @Test
  void theSameInputsGiveTheSameContent() {
    everything(MAILING).run("verdict", new VerdictStage(), verdict());
    var tables =
        List.of("estimates", "verdicts", "comparison", "campaign_estimates", "event_study");
    List<String> first = tables.stream().map(context::contentHash).toList();
    close();
    open();
    everything(MAILING).run("verdict", new VerdictStage(), verdict());
    assertThat(tables.stream().map(context::contentHash).toList()).isEqualTo(first);
  }
}
