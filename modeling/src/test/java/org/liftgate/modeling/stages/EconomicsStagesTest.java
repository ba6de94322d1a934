package org.liftgate.modeling.stages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schema.Column;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.kernel.Schemas;
import org.liftgate.kernel.Stage;
import org.liftgate.kernel.Table;
import org.liftgate.testing.TestContext;

/**
 * Money and portfolio over a real engine. Five campaigns of 200 households: what mailing adds is 4
 * a week to covered commodities while they run (three weeks of five), nothing for campaign 5, and
 * base value is 1.2 times sales.
 */
class EconomicsStagesTest {
  private static final int GROUPS = 5;
  private static final int UNITS = 200;

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

  private static boolean treated(int group, int unit) {
    return (unit + 37 * group) % UNITS < (group == 3 ? 20 : 90);
  }

  private static BigDecimal money(double value) {
    return BigDecimal.valueOf(Math.round(100 * value), 2);
  }

  private static Table cells(double broken) {
    var random = new SplittableRandom(5);
    var columns = new ArrayList<>(Schemas.PANEL.columns());
    columns.add(new Column("runs", Type.BOOLEAN));
    for (String name : List.of("sales", "base_value")) {
      columns.add(new Column(name, Type.DECIMAL));
      columns.add(new Column(name + "_covered", Type.DECIMAL));
      columns.add(new Column(name + "_rest", Type.DECIMAL));
    }
    var rows = new ArrayList<List<Object>>();
    for (int g = 0; g < GROUPS; g++) {
      for (int u = 0; u < UNITS; u++) {
        double level = 20 + 5 * random.nextGaussian();
        for (int t = -4; t < 5; t++) {
          boolean runs = t >= 0 && t < 3;
          double effect = treated(g, u) && runs && g < 4 ? 4 : 0;
          BigDecimal covered = money(level / 4 + effect + random.nextGaussian());
          BigDecimal rest = money(3 * level / 4 + random.nextGaussian());
          BigDecimal more = new BigDecimal("1.2");
          BigDecimal baseCovered = covered.multiply(more);
          BigDecimal baseRest = rest.multiply(more);
          rows.add(
              List.of(
                  g + 1L,
                  u + 100L,
                  (long) t,
                  treated(g, u),
                  t >= 0,
                  false,
                  runs,
                  covered.add(rest).add(money(broken * t * (treated(g, u) ? 1 : 0))),
                  covered,
                  rest,
                  baseCovered.add(baseRest),
                  baseCovered,
                  baseRest));
        }
      }
    }
    return Table.named("cells").rows(new Schema(columns), rows).build();
  }

  private static final Schema COSTS =
      Schema.of(
          new Column("campaign", Type.INTEGER),
          new Column("fixed_cost", Type.DOUBLE),
          new Column("fixed_cost_low", Type.DOUBLE),
          new Column("fixed_cost_high", Type.DOUBLE),
          new Column("cost_per_unit", Type.DOUBLE),
          new Column("cost_per_unit_low", Type.DOUBLE),
          new Column("cost_per_unit_high", Type.DOUBLE),
          new Column("margin", Type.DOUBLE),
          new Column("margin_low", Type.DOUBLE),
          new Column("margin_high", Type.DOUBLE));

  private static List<@Nullable Object> cost(
      long campaign, @Nullable Double fixed, @Nullable Double unit, @Nullable Double margin) {
    return Arrays.<@Nullable Object>asList(
        campaign, fixed, null, null, unit, null, null, margin, null, null);
  }

  private TestContext inputs(List<List<@Nullable Object>> costs, double broken) {
    var lists = new ArrayList<List<Object>>();
    var listed =
        Schema.of(new Column("campaign", Type.INTEGER), new Column("household", Type.INTEGER));
    for (int g = 0; g < GROUPS; g++) {
      for (int u = 0; u < UNITS; u++) {
        if (treated(g, u)) {
          lists.add(List.of(g + 1L, u + 100L));
        }
      }
    }
    var exposed =
        Schema.of(
            new Column("group_id", Type.INTEGER),
            new Column("other_id", Type.INTEGER),
            new Column("period", Type.INTEGER),
            new Column("lag", Type.INTEGER),
            new Column("share", Type.DOUBLE),
            new Column("running", Type.DOUBLE));
    return context
        .input(cells(broken), "group_id", "unit_id", "period")
        .input(PanelFixture.design("mailing", "quasi-experimental", false))
        .input(Table.named("lists").rows(listed, lists).build())
        .input(Table.named("exposures").rows(exposed, List.of()).build())
        .input(
            Table.named("campaigns")
                .longs("campaign", 1, 2, 3, 4, 5, 6)
                .texts("type", "A", "A", "B", "B", "B", "C")
                .longs("mailed", 90, 95, 90, 20, 90, 50)
                .build())
        .input(Table.named("costs").rows(COSTS, costs).build());
  }

  private static EconomicsStage.Parameters economics() {
    return new EconomicsStage.Parameters(
        "cells",
        "mailing",
        "increment-mailing",
        List.of("sales", "base_value"),
        List.of("covered", "rest"),
        "runs",
        new IncrementStage.Parameters.Lists("lists", "campaign", "household"),
        "exposures",
        new EconomicsStage.Parameters.Groups("campaigns", "campaign", "type", "mailed"),
        "costs",
        new EconomicsStage.Parameters.Assumed(0.3, 0.05, 0.5, 0.2, 0),
        0.05,
        400,
        50);
  }

  @Test
  void aReturnHeldToAnotherHurdleThanPlannedIsAProblem() {
    var stage =
        new Stage(
            "economics",
            "modeling.economics",
            List.of(),
            economics(),
            List.of(),
            Optional.empty(),
            "What it brought");
    var problems = new ArrayList<Problem>();
    new AnalysisPlan(Map.of("treatment", "mailing", AnalysisPlan.RETURN, "0.05"))
        .settings(stage, problems);
    assertThat(problems).isEmpty();
    new AnalysisPlan(Map.of("treatment", "mailing", AnalysisPlan.RETURN, "0.1"))
        .settings(stage, problems);
    assertThat(problems).extracting(Problem::name).containsExactly("analysis_plan.return hurdle");
    assertThat(problems.getFirst().value()).contains("0.05");
  }

  private static IncrementStage.Parameters increment() {
    return new IncrementStage.Parameters(
        "cells",
        "mailing",
        List.of("sales"),
        new IncrementStage.Parameters.Lists("lists", "campaign", "household"),
        "exposures",
        -1,
        2,
        50,
        30,
        Optional.empty(),
        Optional.empty());
  }

  private static VerdictStage.Parameters verdict() {
    return new VerdictStage.Parameters(
        List.of(new VerdictStage.Headline("increment-mailing", "sales")),
        Map.of("mailing", "increment-mailing"),
        0,
        Optional.of("economics"),
        "households",
        "weeks");
  }

  private static PortfolioStage.Parameters portfolio() {
    return new PortfolioStage.Parameters(
        "increment-mailing", "mailing", "sales", "economics", 0.10, "households", "weeks");
  }

  private Object figure(String table, String column, Object... key) {
    Table t = context.read(table);
    for (int i = 0; i < t.rows(); i++) {
      boolean same = true;
      for (int k = 0; k < key.length; k += 2) {
        Object value = t.column((String) key[k]).boxed(i);
        same &= key[k + 1] == null ? value == null : key[k + 1].equals(value);
      }
      if (same) {
        return t.column(column).boxed(i);
      }
    }
    throw new AssertionError(table + " has no row " + Arrays.toString(key));
  }

  private double number(String table, String column, Object... key) {
    return ((Number) figure(table, column, key)).doubleValue();
  }

  @Test
  void cellsKeepTheirPlaceAndAddUpToTheIncrement() {
    inputs(List.of(), 0)
        .run("increment-mailing", new IncrementStage(), increment())
        .run("economics", new EconomicsStage(), economics());
    double sum = 0;
    for (String cell : List.of("covered_during", "covered_after", "rest_during", "rest_after")) {
      double value =
          number("estimates_economics", "estimate", "outcome", "sales_" + cell, "group_id", 1L);
      assertThat(value).isCloseTo(cell.equals("covered_during") ? 2.4 : 0, within(0.5));
      sum += value;
    }
    assertThat(sum)
        .isCloseTo(
            number(
                "estimates_increment_mailing",
                "estimate",
                "outcome",
                "sales",
                "group_id",
                1L,
                "term",
                "att"),
            within(1e-9));
    assertThat(number("economics", "effect", "level", "group", "group_id", 1L))
        .isCloseTo(sum, within(1e-9));
    assertThat(number("economics", "std_error", "level", "group", "group_id", 1L))
        .isCloseTo(
            number(
                "estimates_increment_mailing",
                "std_error",
                "outcome",
                "sales",
                "group_id",
                1L,
                "term",
                "att"),
            within(1e-9));
    assertThat(
            figure(
                "estimates_economics",
                "missing_reason",
                "outcome",
                "sales_rest_after",
                "group_id",
                4L))
        .isEqualTo("TOO_FEW_CLUSTERS");
  }

  @Test
  void moneyIsTheEffectTimesUnitsAndPeriodsAndStepsAddUpToProfit() {
    inputs(List.of(cost(1, 100.0, 1.0, 0.4)), 0)
        .run("economics", new EconomicsStage(), economics());
    double effect = number("economics", "effect", "level", "group", "group_id", 1L);
    double revenue = number("economics", "revenue", "level", "group", "group_id", 1L);
    double base = number("economics", "base_value", "level", "group", "group_id", 1L);
    assertThat(revenue).isCloseTo(effect * 90 * 5, within(1e-6));
    assertThat(base).isCloseTo(1.2 * revenue, within(1e-6));
    assertThat(number("economics", "cost", "level", "group", "group_id", 1L)).isEqualTo(190);
    double profit = 0.4 * base - 0.2 * revenue - 190;
    assertThat(number("economics", "profit", "level", "group", "group_id", 1L))
        .isCloseTo(profit, within(1e-6));
    assertThat(number("economics", "roi", "level", "group", "group_id", 1L))
        .isCloseTo(profit / 190, within(1e-9));
    assertThat(number("economics", "roi_original", "level", "group", "group_id", 1L))
        .isCloseTo((revenue * 0.4 - 190) / 190, within(1e-9));
    assertThat(figure("economics", "costs_given", "level", "group", "group_id", 1L))
        .isEqualTo(true);
    assertThat(figure("economics", "assumed", "level", "group", "group_id", 1L)).isEqualTo("");
    assertThat(figure("economics", "assumed", "level", "group", "group_id", 2L))
        .isEqualTo("cost_per_unit, fixed_cost, margin");
    // break-even: cost x 1.05 over what one more unit of sales leaves, 1 - .6 x 1.2
    assertThat(number("economics", "break_even", "level", "group", "group_id", 1L))
        .isCloseTo(1.05 * 190 / (450 * (1 - 0.6 * 1.2)), within(1e-3));
    assertThat(number("economics", "reached_units", "level", "group", "group_id", 2L))
        .isEqualTo(95);
    for (String level : List.of("total", "group")) {
      Object group = level.equals("group") ? 1L : null;
      Table steps = context.read("economics_waterfall");
      double sum = 0;
      double last = 0;
      for (int i = 0; i < steps.rows(); i++) {
        boolean ours =
            level.equals(steps.column("level").boxed(i))
                && java.util.Objects.equals(group, steps.column("group_id").boxed(i));
        if (ours) {
          last = steps.doubles("amount")[i];
          sum += steps.column("name").boxed(i).equals("profit") ? 0 : last;
        }
      }
      assertThat(sum).isCloseTo(last, within(1e-9));
      assertThat(last)
          .isCloseTo(
              number("economics", "profit", "level", level, "group_id", group), within(1e-6));
    }
    assertThat(figure("economics", "missing_reason", "group_id", 4L).toString())
        .contains("20 treated");
    assertThat(figure("economics", "missing_reason", "group_id", 6L).toString())
        .contains("observed period");
    assertThat(number("economics", "groups", "level", "total")).isEqualTo(5);
  }

  @Test
  void verdictsRestOnReturnsWhereCostsAreGivenAndOnlyThere() {
    var costs = List.of(cost(1, 0.0, 0.2, 0.5), cost(2, 0.0, 400.0, 0.5), cost(3, 0.0, 0.0, 0.5));
    inputs(costs, 0)
        .run("increment-mailing", new IncrementStage(), increment())
        .run("economics", new EconomicsStage(), economics())
        .run("verdict", new VerdictStage(), verdict())
        .run("league", new PortfolioStage(), portfolio());
    assertThat(figure("verdicts", "verdict", "group_id", 1L, "outcome", "sales"))
        .isEqualTo("accept");
    assertThat(number("verdicts", "roi", "group_id", 1L, "outcome", "sales")).isGreaterThan(5);
    assertThat(figure("verdicts", "verdict", "group_id", 2L, "outcome", "sales"))
        .isEqualTo("reject");
    assertThat(figure("verdicts", "reasons", "group_id", 2L, "outcome", "sales").toString())
        .contains("the chance that it exceeds 5% is 0");
    assertThat(number("verdicts", "break_even", "group_id", 2L, "outcome", "sales"))
        .isGreaterThan(50);
    assertThat(figure("verdicts", "roi", "group_id", 3L, "outcome", "sales")).isNull();
    assertThat(figure("verdicts", "roi", "group_id", 5L, "outcome", "sales")).isNull();
    assertThat(number("verdicts", "break_even", "group_id", 5L, "outcome", "sales")).isZero();
    assertThat(context.read("verdicts").texts("outcome")).containsOnly("sales");
    assertThat(context.read("estimates").texts("outcome")).contains("sales_covered_during");
    Table league = context.read("league");
    assertThat(figure("league", "verdict", "level", "group", "group_id", 1L)).isEqualTo("accept");
    assertThat(figure("league", "league_rank", "level", "group", "group_id", 4L)).isNull();
    assertThat(figure("league", "verdict", "level", "group", "group_id", 4L))
        .isEqualTo("not-estimable");
    assertThat(number("league", "ranked", "level", "group", "group_id", 1L)).isEqualTo(4);
    assertThat(number("league", "rank_high", "level", "group", "group_id", 5L)).isEqualTo(4);
    assertThat(figure("league", "discovered", "level", "group", "group_id", 1L)).isEqualTo(true);
    assertThat(figure("league", "discovered", "level", "group", "group_id", 5L)).isEqualTo(false);
    assertThat(number("league", "shrunken", "level", "group", "group_id", 1L)).isPositive();
    double a = number("league", "estimate", "level", "type", "type", "A");
    double one = number("league", "estimate", "level", "group", "group_id", 1L);
    double two = number("league", "estimate", "level", "group", "group_id", 2L);
    assertThat(a).isCloseTo((one + two) / 2, within(1e-9));
    assertThat(league.rows()).isEqualTo(5 + 2);
    assertThat(figure("league_rules", "original", "group_id", 2L)).isEqualTo("reject");
    assertThat(figure("league_rules", "original_reason", "group_id", 2L).toString())
        .contains("below 5%");
    assertThat(figure("league_rules", "agree", "group_id", 2L)).isEqualTo(true);
    assertThat(figure("league_rules", "agree", "group_id", 1L)).isEqualTo(true);
    assertThat(figure("league_rules", "original_reason", "group_id", 3L).toString())
        .contains("nothing was paid");
  }

  @Test
  void withoutCostsEverythingIsLabelledAndDecidesNothing() {
    inputs(List.of(), 0)
        .run("increment-mailing", new IncrementStage(), increment())
        .run("economics", new EconomicsStage(), economics())
        .run("verdict", new VerdictStage(), verdict())
        .run("league", new PortfolioStage(), portfolio());
    assertThat(context.read("economics").texts("assumed"))
        .containsOnly("cost_per_unit, fixed_cost, margin");
    assertThat(figure("verdicts", "roi", "group_id", 1L, "outcome", "sales")).isNull();
    assertThat(figure("league", "assumed", "level", "type", "type", "A").toString())
        .contains("margin");
    assertThat(context.notes).anyMatch(n -> n.contains("6 of 6 groups are assumptions"));
    assertThat(figure("league_rules", "agree", "group_id", 5L)).isEqualTo(false);
    assertThat(figure("league_rules", "why", "group_id", 5L).toString())
        .startsWith("Not finding an effect is not finding that there is none.");
  }

  @Test
  void cellsThatDoNotAddUpStopTheStage() {
    assertThatThrownBy(
            () -> inputs(List.of(), 0.5).run("economics", new EconomicsStage(), economics()))
        .isInstanceOf(LiftgateException.class)
        .hasMessageContaining("the cells [covered, rest] add up to an effect of")
        .hasMessageContaining("Maybe the columns of cells do not add up row by row.");
  }
}
