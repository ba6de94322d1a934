package org.liftgate.modeling.stages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schema.Column;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.kernel.Schemas;
import org.liftgate.kernel.Table;
import org.liftgate.testing.TestContext;

/** Households in campaigns whose effect grows with a feature, or does not, over a real engine. */
class UpliftStageTest {
  private static final int UNITS = 400;
  private static final int GROUPS = 4;

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

  /**
   * @param slope of the weekly effect in the feature {@code level}
   * @param chance of treatment; above 1 it is decided by the level alone
   */
  private TestContext campaigns(double slope, double chance) {
    var random = new SplittableRandom(8);
    var panel = new ArrayList<List<Object>>();
    var features = new ArrayList<List<Object>>();
    double[] level = new double[UNITS];
    Arrays.setAll(level, _ -> random.nextGaussian());
    for (long g = 1; g <= GROUPS; g++) {
      for (int u = 0; u < UNITS; u++) {
        boolean treated = chance > 1 ? level[u] > 0.5 : random.nextDouble() < chance;
        double noise = random.nextGaussian();
        features.add(List.of(g, u + 1L, treated, 10 * g, level[u] + (g - 1), noise));
        for (long t = -2; t <= 1; t++) {
          double effect = treated && t >= 0 ? 2 + slope * level[u] : 0;
          double sales = 30 + 4 * level[u] + g * t + effect + 4 * random.nextGaussian();
          BigDecimal money = BigDecimal.valueOf(Math.round(100 * sales), 2);
          panel.add(List.of(g, u + 1L, t, treated, t >= 0, false, money));
        }
      }
    }
    var columns = new ArrayList<>(Schemas.PANEL.columns());
    columns.add(new Column("sales", Type.DECIMAL));
    var known =
        Schema.of(
            new Column("group_id", Type.INTEGER),
            new Column("unit_id", Type.INTEGER),
            new Column("treated", Type.BOOLEAN),
            new Column("start_time", Type.INTEGER),
            new Column("level", Type.DOUBLE),
            new Column("noise", Type.DOUBLE));
    return context
        .input(Table.named("panel").rows(new Schema(columns), panel).build())
        .input(Table.named("features").rows(known, features).build());
  }

  private static UpliftStage.Parameters parameters(Optional<String> overlap, String headline) {
    return new UpliftStage.Parameters(
        "features",
        "panel",
        "mailing",
        "sales",
        List.of("level", "noise"),
        List.of("level"),
        overlap,
        headline,
        List.of("t-forest", "s-boosting", "x-linear"),
        20,
        4,
        5,
        100,
        20,
        1,
        0.05,
        0.5,
        0.9,
        0.3,
        0.5,
        2,
        30);
  }

  private Table run(double slope, double chance) {
    campaigns(slope, chance)
        .run("uplift", new UpliftStage(), parameters(Optional.empty(), "dr-forest"));
    return context.read("gate_uplift");
  }

  private static int row(Table table, String column, String value) {
    return Arrays.asList(table.texts(column)).indexOf(value);
  }

  @Test
  void aRankingThatBeatsAConstantBringsSegmentsAndRecommendations() {
    Table gate = run(3, 0.4);
    int dr = row(gate, "learner", "dr-forest");
    assertThat(gate.texts("word")[dr]).isEqualTo("accepted");
    assertThat(gate.longs("placebo_draws")[dr]).isEqualTo(20);
    assertThat(gate.longs("units")[dr]).isEqualTo(UNITS);
    assertThat(gate.longs("associational")[row(gate, "learner", "t-forest")]).isEqualTo(1);
    assertThat(gate.longs("associational")[row(gate, "learner", "x-linear")]).isZero();
    Table deciles = context.read("deciles_uplift");
    assertThat(deciles.longs("decile")).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    double[] effect = deciles.doubles("estimate");
    assertThat(effect[0]).isGreaterThan(effect[9] + 4);
    Table units = context.read("units_uplift");
    assertThat(units.rows()).isEqualTo(UNITS);
    assertThat(Arrays.stream(units.longs("segment")).filter(s -> s == 1).count()).isEqualTo(40);
    double[] effects = units.doubles("effect");
    for (int i = 0; i < UNITS; i++) {
      // Two periods from the start on, margin 0.5, cost 2.
      assertThat(units.longs("recommended_by_profit")[i] == 1).isEqualTo(effects[i] > 2);
      assertThat(units.doubles("expected_profit")[i]).isEqualTo(effects[i] * 1.0 - 2);
    }
    Table policy = context.read("policy_uplift");
    assertThat(policy.doubles("estimate")[row(policy, "policy", "by profit")]).isPositive();
    assertThat(policy.longs("periods")[0]).isEqualTo(2);
    Table shares = context.read("topk_uplift");
    assertThat(shares.longs("top")).containsExactly(40, 80, 120, 200);
    assertThat(shares.doubles("overlap")[2]).isGreaterThan(0.4);
  }

  @Test
  void theSameEffectForAllBringsNobody() {
    Table gate = run(0, 0.4);
    int dr = row(gate, "learner", "dr-forest");
    assertThat(gate.texts("word")[dr]).isEqualTo("refused");
    assertThat(gate.texts("reason")[dr]).contains("does not beat a constant");
    assertThat(context.read("deciles_uplift").rows()).isZero();
    Table units = context.read("units_uplift");
    assertThat(units.column("effect").boxed(0)).isNull();
    assertThat(units.column("recommended_by_profit").boxed(0)).isNull();
    assertThat(units.texts("reason")[0]).contains("does not beat a constant");
    Table policy = context.read("policy_uplift");
    int everybody = row(policy, "policy", "everybody");
    assertThat(policy.column("estimate").boxed(everybody)).isNotNull();
    assertThat(policy.column("estimate").boxed(row(policy, "policy", "top of both"))).isNull();
    assertThat(context.notes).anyMatch(n -> n.startsWith("No unit is ranked or recommended"));
  }

  @Test
  void armsToldApartByTheFeaturesAreRefused() {
    Table gate = run(3, 2);
    int dr = row(gate, "learner", "dr-forest");
    assertThat(gate.texts("word")[dr]).isEqualTo("refused");
    assertThat(gate.texts("reason")[dr]).containsIgnoringCase("overlap");
    assertThat(context.read("units_uplift").column("effect").boxed(0)).isNull();
  }

  @Test
  void groupsWithoutOverlapAreLeftOutAndWhereNoneIsLeftThatIsSaid() {
    campaigns(3, 0.4)
        .input(
            Table.named("overlap")
                .rows(
                    Schema.of(
                        new Column("group_id", Type.INTEGER), new Column("poor", Type.BOOLEAN)),
                    List.of(
                        List.of(1L, true), List.of(2L, true), List.of(3L, true), List.of(4L, true)))
                .build());
    context.run("uplift", new UpliftStage(), parameters(Optional.of("overlap"), "dr-forest"));
    Table gate = context.read("gate_uplift");
    assertThat(gate.texts("reason")[row(gate, "learner", "dr-forest")])
        .startsWith("No group's arms can be compared");
    assertThat(context.read("policy_uplift").column("estimate").boxed(0)).isNull();
  }

  @Test
  void unknownLearnersAreNamed() {
    campaigns(0, 0.4);
    assertThatThrownBy(
            () ->
                context.run("uplift", new UpliftStage(), parameters(Optional.empty(), "dr-woods")))
        .isInstanceOf(LiftgateException.class)
        .satisfies(
            e ->
                assertThat(((LiftgateException) e).problems())
                    .extracting(p -> p.value().orElse(""))
                    .containsExactly("dr-woods"));
  }
}
