package org.liftgate.modeling.stages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Profile;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schema.Column;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.kernel.Table;
import org.liftgate.modeling.stages.PanelFixture.Plan;
import org.liftgate.modeling.staggered.CallawaySantAnna.Control;
import org.liftgate.testing.TestContext;

/** Stages for treatments that overlap, and for the entry into all of them. */
class OverlappingStagesTest {
  private static final Plan PLAN = new Plan("panel_mailing", 3, 200, new int[] {80, 70, 20}, 3, 0);

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

  private TestContext mailing() {
    var lists = new ArrayList<List<Object>>();
    var exposures = new ArrayList<List<Object>>();
    for (int g = 0; g < 3; g++) {
      for (int u = 0; u < 200; u++) {
        if ((u + 7 * g) % 200 < PLAN.treatedOf()[g]) {
          lists.add(List.of(g + 1L, u + 100L));
        }
      }
    }
    for (long period = 2; period <= 4; period++) {
      exposures.add(List.of(1L, 2L, period, period - 2, 1.0, 1.0));
      exposures.add(List.of(9L, 2L, period, period - 2, 1.0, 1.0));
    }
    var exposed =
        Schema.of(
            new Column("group_id", Type.INTEGER),
            new Column("other_id", Type.INTEGER),
            new Column("period", Type.INTEGER),
            new Column("lag", Type.INTEGER),
            new Column("share", Type.DOUBLE),
            new Column("running", Type.DOUBLE));
    var listed =
        Schema.of(new Column("campaign", Type.INTEGER), new Column("household", Type.INTEGER));
    return context
        .input(PanelFixture.panel(PLAN, 1), "group_id", "unit_id", "period")
        .input(PanelFixture.design("mailing", "quasi-experimental", false))
        .input(Table.named("exposures_mailing").rows(exposed, exposures).build())
        .input(Table.named("refused").longs("group_id", 7).texts("reason", "Nobody knows.").build())
        .input(Table.named("lists").rows(listed, lists).build());
  }

  private static IncrementStage.Parameters increment(String exposures) {
    return new IncrementStage.Parameters(
        "panel_mailing",
        "mailing",
        List.of("sales", "units"),
        new IncrementStage.Parameters.Lists("lists", "campaign", "household"),
        exposures,
        -1,
        2,
        50,
        30,
        Optional.empty(),
        Optional.of("refused"));
  }

  private Map<List<Object>, List<Object>> estimates(String table) {
    Table t = context.read(table);
    List<String> names = t.schema().names();
    var rows = new HashMap<List<Object>, List<Object>>();
    for (int i = 0; i < t.rows(); i++) {
      List<Object> row = t.row(i);
      var key = new ArrayList<Object>();
      key.add(row.get(names.indexOf("outcome")));
      key.add(row.get(names.indexOf("group_id")));
      key.add(row.get(names.indexOf("term")));
      assertThat(rows.put(key, row)).isNull();
    }
    return rows;
  }

  private Object figure(String table, String outcome, Object group, String term, String column) {
    var key = new ArrayList<Object>();
    key.add(outcome);
    key.add(group);
    key.add(term);
    List<Object> row = estimates(table).get(key);
    assertThat(row).as("%s %s %s", outcome, group, term).isNotNull();
    return row.get(context.read(table).schema().names().indexOf(column));
  }

  @Test
  void incrementsAreEstimatedByGroupAndPooledWithTheirTables() {
    mailing().run("increment-mailing", new IncrementStage(), increment("exposures_mailing"));
    String table = "estimates_increment_mailing";
    for (String term : List.of("att", "att-treated-weighted", "att-anticipation")) {
      assertThat((Double) figure(table, "sales", null, term, "estimate")).isCloseTo(3, within(0.6));
    }
    assertThat((Double) figure(table, "sales", 1L, "att", "estimate")).isCloseTo(3, within(0.8));
    assertThat(figure(table, "sales", 3L, "att", "missing_reason")).isEqualTo("TOO_FEW_CLUSTERS");
    assertThat(figure(table, "sales", null, "pre-trend", "f_df1")).isEqualTo(3L);
    assertThat(figure(table, "units", 7L, "att", "missing_reason")).isEqualTo("UNSUITED");
    assertThat(figure(table, "units", 7L, "att", "detail")).isEqualTo("Nobody knows.");
    assertThat(figure(table, "sales", null, "additivity", "p_value")).isNotNull();
    assertThat(figure(table, "units", null, "att", "clean_treated_units")).isEqualTo(88L);
    Table arms = context.read("clean_arms_mailing");
    assertThat(arms.row(0)).isEqualTo(List.of(1L, 80L, 120L, 60L, 90L, 30L, true));
    assertThat(arms.row(2)).isEqualTo(List.of(3L, 20L, 180L, 15L, 135L, 30L, false));
    Table covariance = context.read("covariance_increment_mailing");
    assertThat(covariance.rows()).isEqualTo(2 * 2 * 2);
    double variance = covariance.doubles("covariance")[0];
    assertThat(Math.sqrt(variance))
        .isCloseTo((Double) figure(table, "sales", 1L, "att", "std_error"), within(1e-12));
    assertThat(context.read("influence_increment_mailing").rows()).isEqualTo(2 * 200);
  }

  @Test
  void theHeadlineBringsItsOwnCampaignsAndItsOwnOutcomesEvents() {
    mailing()
        .run(
            "did-mailing",
            new DidStage(),
            new DidStage.Parameters(
                "panel_mailing",
                "mailing",
                List.of("sales"),
                50,
                30,
                Optional.empty(),
                Profile.DEFENDED))
        .run("increment-mailing", new IncrementStage(), increment("exposures_mailing"))
        .run(
            "verdict",
            new VerdictStage(),
            new VerdictStage.Parameters(
                List.of(new VerdictStage.Headline("increment-mailing", "sales")),
                Map.of("mailing", "increment-mailing"),
                0,
                "households",
                "weeks"));
    Table events = context.read("event_study");
    assertThat(events.longs("period")).containsExactly(-4, -3, -2, -1, 0, 1, 2, 3, 4);
    assertThat(events.texts("outcome")).containsOnly("sales");
    Table campaigns = context.read("campaign_estimates");
    assertThat(campaigns.longs("group_id")).containsExactly(1, 2, 3, 7);
    assertThat(campaigns.doubles("estimate")[0])
        .isEqualTo(figure("estimates_increment_mailing", "sales", 1L, "att", "estimate"));
    assertThat(campaigns.texts("verdict")[3]).isEqualTo("not-estimable");
  }

  @Test
  void anExposureTableWithoutItsColumnsIsRefusedWithAllOfThem() {
    mailing();
    assertThatThrownBy(
            () -> context.run("increment-mailing", new IncrementStage(), increment("lists")))
        .isInstanceOf(LiftgateException.class)
        .satisfies(
            e ->
                assertThat(((LiftgateException) e).problems())
                    .extracting(p -> p.name())
                    .contains("lists.other_id", "lists.lag", "lists.running"));
  }

  /** Cohorts entering in periods 6 and 9 of 12, and one of five units in period 7. */
  private TestContext entry(int never) {
    var random = new SplittableRandom(4);
    var rows = new ArrayList<List<Object>>();
    for (int u = 0; u < 125 + never; u++) {
      long cohort = u < 60 ? 6 : u < 120 ? 9 : u < 125 ? 7 : 0;
      double level = 20 + 3 * random.nextGaussian();
      for (long t = 1; t <= 12; t++) {
        double effect = cohort > 0 && t >= cohort ? 4 : 0;
        double sales = level + 0.3 * t + effect + random.nextGaussian();
        rows.add(List.of((long) u, t, cohort, BigDecimal.valueOf(Math.round(100 * sales), 2)));
      }
    }
    var schema =
        Schema.of(
            new Column("unit_id", Type.INTEGER),
            new Column("period", Type.INTEGER),
            new Column("cohort", Type.INTEGER),
            new Column("sales", Type.DECIMAL));
    return context
        .input(Table.named("panel_entry").rows(schema, rows).build(), "unit_id", "period")
        .input(PanelFixture.design("entry", "quasi-experimental", false));
  }

  private static AttGtStage.Parameters attGt() {
    return new AttGtStage.Parameters(
        "panel_entry",
        "entry",
        List.of("sales"),
        "unit_id",
        "period",
        "cohort",
        Control.NOT_YET,
        0,
        30,
        4);
  }

  @Test
  void entryIsEstimatedByCohortAndAveraged() {
    entry(80).run("entry", new AttGtStage(), attGt());
    for (String term : List.of("att", "simple", "group", "dynamic", "event(0)", "group(9)")) {
      assertThat((Double) figure("estimates_entry", "sales", null, term, "estimate"))
          .as(term)
          .isCloseTo(4, within(0.7));
    }
    assertThat(figure("estimates_entry", "sales", null, "att", "estimate"))
        .isEqualTo(figure("estimates_entry", "sales", null, "group", "estimate"));
    assertThat(figure("estimates_entry", "sales", null, "att", "treated_units")).isEqualTo(120L);
    assertThat(figure("estimates_entry", "sales", null, "pre-trend", "f_df1")).isEqualTo(4L);
    assertThat(context.read("att_gt_entry").rows()).isEqualTo(2 * 11);
    assertThat(context.notes).anyMatch(n -> n.contains("5 units of 1 cohorts"));
  }

  @Test
  void tooFewUnitsAreNoNumber() {
    var few =
        new AttGtStage.Parameters(
            "panel_entry",
            "entry",
            List.of("sales"),
            "unit_id",
            "period",
            "cohort",
            Control.NOT_YET,
            0,
            90,
            4);
    entry(80).run("entry", new AttGtStage(), few);
    assertThat(figure("estimates_entry", "sales", null, "att", "missing_reason"))
        .isEqualTo("SMALL_ARM");
    assertThat(context.read("att_gt_entry").rows()).isZero();
  }
}
