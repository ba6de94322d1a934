package org.liftgate.modeling.stages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schema.Column;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.kernel.Table;
import org.liftgate.modeling.stages.PanelFixture.Plan;
import org.liftgate.testing.TestContext;

/** Effects on those who take up what they are assigned, over a real engine. */
class TakersStageTest {
  private static final Plan PLAN = new Plan("panel_mailing", 2, 240, new int[] {100, 80}, 3, 0);

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

  private static boolean mailed(int g, int u) {
    return (u + 7 * g) % 240 < PLAN.treatedOf()[g];
  }

  private void run(BiPredicate<Integer, Integer> redeems) {
    var lists = new ArrayList<List<Object>>();
    var redeemed = new ArrayList<List<Object>>();
    for (int g = 0; g < 2; g++) {
      for (int u = 0; u < 240; u++) {
        if (mailed(g, u)) {
          lists.add(List.of(g + 1L, u + 100L));
        }
        if (redeems.test(g, u)) {
          redeemed.add(List.of(g + 1L, u + 100L));
          redeemed.add(List.of(g + 1L, u + 100L));
        }
      }
    }
    redeemed.add(List.of(77L, 100L));
    var pair =
        Schema.of(new Column("campaign", Type.INTEGER), new Column("household", Type.INTEGER));
    var exposed =
        Schema.of(
            new Column("group_id", Type.INTEGER),
            new Column("other_id", Type.INTEGER),
            new Column("period", Type.INTEGER),
            new Column("lag", Type.INTEGER),
            new Column("share", Type.DOUBLE),
            new Column("running", Type.DOUBLE));
    context
        .input(PanelFixture.panel(PLAN, 1), "group_id", "unit_id", "period")
        .input(PanelFixture.design("mailing", "quasi-experimental", false))
        .input(
            Table.named("exposures")
                .rows(exposed, List.of(List.of(1L, 2L, 3L, 0L, 1.0, 1.0)))
                .build())
        .input(Table.named("lists").rows(pair, lists).build())
        .input(Table.named("redemptions").rows(pair, redeemed).build())
        .run("redemption", new IvStage(), parameters("redemptions"));
  }

  private static IvStage.Parameters parameters(String taken) {
    return new IvStage.Parameters(
        "panel_mailing",
        "mailing",
        new IvStage.Parameters.Taken("redemption", taken, "campaign", "household"),
        List.of("sales"),
        new IncrementStage.Parameters.Lists("lists", "campaign", "household"),
        "exposures",
        Optional.of("increment-mailing"),
        50,
        5);
  }

  private static int row(Table table, Object group) {
    for (int i = 0; i < table.rows(); i++) {
      if (java.util.Objects.equals(table.column("group_id").boxed(i), group)) {
        return i;
      }
    }
    throw new AssertionError("no group " + group);
  }

  @Test
  void lateIsTheEffectOfAssignmentOverTheShareThatTookIt() {
    run((g, u) -> mailed(g, u) && u % 4 == 0);
    context.run("increment-mailing", new IncrementStage(), parameters("redemptions").assignment());
    Table estimates = context.read("estimates_redemption");
    Table itt = context.read("estimates_increment_mailing");
    Table late = context.read("late_redemption");
    int pooled = row(late, null);
    int att = -1;
    for (int i = 0; i < itt.rows(); i++) {
      boolean headline =
          itt.texts("term")[i].equals("att") && itt.column("group_id").boxed(i) == null;
      att = headline ? i : att;
    }
    assertThat(late.doubles("itt")[pooled]).isCloseTo(itt.doubles("estimate")[att], within(1e-9));
    assertThat(late.doubles("itt_std_error")[pooled])
        .isCloseTo(itt.doubles("std_error")[att], within(1e-9));
    assertThat(late.doubles("first_stage")[pooled]).isCloseTo(0.25, within(0.01));
    assertThat(late.doubles("late")[pooled])
        .isCloseTo(late.doubles("itt")[pooled] / late.doubles("first_stage")[pooled], within(1e-9));
    assertThat(late.longs("takers")[pooled]).isEqualTo(45);
    assertThat(late.doubles("anderson_rubin_low")[pooled]).isLessThan(12);
    assertThat(late.doubles("anderson_rubin_high")[pooled]).isGreaterThan(12);
    int own = row(estimates, 2L);
    assertThat(estimates.texts("treatment")[own]).isEqualTo("redemption");
    assertThat(estimates.texts("term")[own]).isEqualTo("late");
    assertThat(estimates.texts("grade")[own]).isEqualTo("quasi-experimental");
    assertThat(estimates.longs("treated_units")[own]).isEqualTo(80);
    Table curve = context.read("exclusion_redemption");
    int last = row(curve, null) + 5;
    assertThat(curve.doubles("share")[last]).isEqualTo(1);
    assertThat(curve.doubles("tau")[last]).isCloseTo(late.doubles("itt")[pooled], within(1e-9));
  }

  @Test
  void nobodyAndEverybodyAreOutcomesNotNumbers() {
    run((g, u) -> g == 0 && mailed(g, u));
    Table estimates = context.read("estimates_redemption");
    int all = row(estimates, 1L);
    int none = row(estimates, 2L);
    assertThat(estimates.texts("missing_reason")[all]).isEqualTo("NO_VARIATION");
    assertThat(estimates.texts("detail")[all])
        .startsWith("All 100 assigned units have a redemption");
    assertThat(estimates.texts("missing_reason")[none]).isEqualTo("NO_VARIATION");
    assertThat(estimates.texts("detail")[none]).startsWith("None of 80 assigned units");
    assertThat(context.read("exclusion_redemption").longs("group_id")).doesNotContain(1, 2);
  }

  @Test
  void everyHouseholdThatRedeemsMailedOrNotIsNoNumber() {
    run((g, u) -> true);
    Table estimates = context.read("estimates_redemption");
    assertThat(estimates.texts("missing_reason")).containsOnly("NO_VARIATION");
    assertThat(estimates.texts("detail")[row(estimates, null)]).contains("and so have");
    assertThat(context.read("exclusion_redemption").rows()).isZero();
  }

  @Test
  void aFewTakersAreTooFew() {
    run((g, u) -> mailed(g, u) && u < 4);
    Table estimates = context.read("estimates_redemption");
    assertThat(estimates.texts("missing_reason")[row(estimates, 1L)]).isEqualTo("SMALL_ARM");
  }

  @Test
  void theVerdictOnTakersRestsOnTheTestsOfTheAssignment() {
    run((g, u) -> mailed(g, u) && u % 4 == 0);
    context
        .run("increment-mailing", new IncrementStage(), parameters("redemptions").assignment())
        .run(
            "verdict",
            new VerdictStage(),
            new VerdictStage.Parameters(
                List.of(new VerdictStage.Headline("increment-mailing", "sales")),
                Map.of("mailing", "increment-mailing"),
                0,
                "households",
                "weeks"));
    Table verdicts = context.read("verdicts");
    for (int i = 0; i < verdicts.rows(); i++) {
      if (verdicts.texts("term")[i].equals("late")) {
        assertThat(verdicts.texts("reasons")[i]).contains("do not simply add up");
      }
    }
    assertThat(verdicts.texts("term")).contains("late");
  }

  @Test
  void aTableWithoutItsColumnsIsNamed() {
    run((g, u) -> mailed(g, u) && u % 4 == 0);
    assertThatThrownBy(() -> context.run("again", new IvStage(), parameters("exposures")))
        .isInstanceOf(LiftgateException.class)
        .satisfies(
            e ->
                assertThat(((LiftgateException) e).problems())
                    .extracting(p -> p.name())
                    .containsExactly("exposures.campaign", "exposures.household"));
  }
}
