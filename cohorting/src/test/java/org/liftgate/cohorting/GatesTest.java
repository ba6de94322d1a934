package org.liftgate.cohorting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftgate.cohorting.gates.ArmsGate;
import org.liftgate.cohorting.gates.MinUnitsGate;
import org.liftgate.cohorting.gates.RowsPerUnitGate;
import org.liftgate.cohorting.gates.SampleRatioGate;
import org.liftgate.cohorting.gates.TwoByTwoGate;
import org.liftgate.kernel.Gate;
import org.liftgate.kernel.GateKind;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.testing.TestContext;

/**
 * Group 1: 3 treated, 5 others, all weeks. Group 2: 1 treated, 6 others, the treated never after.
 */
class GatesTest {
  @TempDir Path folder;
  private TestContext context;

  @BeforeEach
  void panel() {
    context =
        new TestContext(folder)
            .input(
                "cohort",
                """
                SELECT 1 AS group_id, u.n AS unit_id, u.n <= 3 AS treated FROM int_range(1, 8) u
                UNION ALL
                SELECT 2 AS group_id, u.n AS unit_id, u.n <= 1 AS treated FROM int_range(1, 7) u
                """)
            .input("nobody", "SELECT 1 AS group_id, 2 AS unit_id, TRUE AS treated WHERE FALSE");
    context
        .engine()
        .define(
            "panel",
            """
        SELECT c.group_id, c.unit_id, c.treated, w.n AS period, w.n >= 0 AS post
        FROM cohort c CROSS JOIN int_range(-2, 2) w
        WHERE NOT (c.group_id = 2 AND c.treated AND w.n >= 0)
        """,
            Map.of());
  }

  @AfterEach
  void close() {
    context.close();
  }

  private static Gate gate(String on, String... by) {
    return new Gate(
        "the-gate", "cohorting.x", on, Gate.Severity.FAIL, List.of(by), new NoParameters(), true);
  }

  private record NoParameters() {}

  @Test
  void all_kinds_are_found() {
    var names = new ArrayList<String>();
    for (GateKind<?> kind : ServiceLoader.load(GateKind.class)) {
      names.add(kind.name());
      assertThat(kind.waivable()).isEqualTo(!kind.name().equals("cohorting.as-of"));
      assertThat(kind.version()).isPositive();
      assertThat(kind.parameters().isRecord()).isTrue();
    }
    assertThat(names)
        .containsExactlyInAnyOrder(
            "cohorting.arms",
            "cohorting.two-by-two",
            "cohorting.rows-per-unit",
            "cohorting.min-units",
            "cohorting.sample-ratio",
            "cohorting.as-of");
  }

  @Test
  void arms_are_counted_in_each_group() {
    var outcomes =
        new ArmsGate().check(new ArmsGate.Parameters(2, 2), gate("cohort", "group_id"), context);
    assertThat(outcomes).extracting(o -> o.group().orElseThrow()).containsExactly("1", "2");
    assertThat(outcomes).extracting(Gate.Outcome::passed).containsExactly(true, false);
    assertThat(outcomes).extracting(Gate.Outcome::measure).containsExactly(3.0, 1.0);
    assertThat(outcomes.getLast().message())
        .isEqualTo(
            "group_id 2: 1 unit treated (at least 2 needed), 6 units to compare with (at least 2 needed)");
  }

  @Test
  void an_arm_that_falls_short_gives_the_measure_even_when_it_is_the_larger() {
    var outcome =
        new ArmsGate().check(new ArmsGate.Parameters(2, 9), gate("cohort"), context).getFirst();
    assertThat(outcome.passed()).isFalse();
    assertThat(outcome.measure()).isEqualTo(7);
    assertThat(outcome.threshold()).isEqualTo(9);
    assertThat(outcome.group()).isEmpty();
  }

  @Test
  void the_four_cells_must_all_be_filled() {
    var outcomes =
        new TwoByTwoGate()
            .check(new TwoByTwoGate.Parameters(2), gate("panel", "group_id"), context);
    assertThat(outcomes).extracting(Gate.Outcome::passed).containsExactly(true, false);
    assertThat(outcomes).extracting(Gate.Outcome::measure).containsExactly(3.0, 0.0);
    assertThat(outcomes.getLast().message()).contains("treated after", "0 units");
    var lenient =
        new TwoByTwoGate()
            .check(new TwoByTwoGate.Parameters(0), gate("panel", "group_id"), context);
    assertThat(lenient.getLast().passed()).isFalse();
  }

  @Test
  void units_seen_too_shortly_are_counted_and_listed() {
    var outcomes =
        new RowsPerUnitGate()
            .check(new RowsPerUnitGate.Parameters(2, 1), gate("panel", "group_id"), context);
    assertThat(outcomes).extracting(Gate.Outcome::passed).containsExactly(true, false);
    assertThat(outcomes.getFirst().quarantine()).isEmpty();
    assertThat(outcomes.getLast().measure()).isEqualTo(1);
    String select = outcomes.getLast().quarantine().orElseThrow();
    var rows = context.engine().query(select, Map.of());
    assertThat(rows.rows()).isEqualTo(1);
    assertThat(rows.row(0)).containsExactly(2L, 1L, 2L, 0L);
    var strict =
        new RowsPerUnitGate()
            .check(new RowsPerUnitGate.Parameters(3, 1), gate("panel", "group_id"), context);
    assertThat(strict).extracting(Gate.Outcome::measure).containsExactly(8.0, 7.0);
    assertThat(
            context.engine().query(strict.getFirst().quarantine().orElseThrow(), Map.of()).rows())
        .isEqualTo(8);
  }

  @Test
  void a_unit_of_two_groups_is_two_units_when_the_gate_does_not_group() {
    var outcome =
        new RowsPerUnitGate()
            .check(new RowsPerUnitGate.Parameters(2, 1), gate("panel"), context)
            .getFirst();
    assertThat(outcome.message()).startsWith("1 of 15 units");
  }

  @Test
  void the_smaller_arm_decides() {
    var outcomes =
        new MinUnitsGate()
            .check(new MinUnitsGate.Parameters(3), gate("panel", "group_id"), context);
    assertThat(outcomes).extracting(Gate.Outcome::passed).containsExactly(true, false);
    assertThat(outcomes.getLast().message())
        .isEqualTo("group_id 2: the smaller arm (treated) holds 1 unit; at least 3 needed");
  }

  @Test
  void a_sample_ratio_far_from_the_declared_one_fails() {
    context
        .engine()
        .define(
            "many",
            "SELECT 1 AS group_id, n AS unit_id, n <= 5000 AS treated FROM int_range(1, 10400)",
            Map.of());
    var declared = new SampleRatioGate.Parameters(1, 0.001);
    var failing = new SampleRatioGate().check(declared, gate("many"), context).getFirst();
    assertThat(failing.passed()).isFalse();
    assertThat(failing.measure()).isLessThan(0.001);
    assertThat(failing.message())
        .isEqualTo(
            "5,000 units treated and 5,400 units to compare with against a declared ratio of 1: p < .001");
    var passing = new SampleRatioGate().check(declared, gate("cohort", "group_id"), context);
    assertThat(passing).allMatch(Gate.Outcome::passed);
    assertThatThrownBy(() -> new SampleRatioGate.Parameters(0, 0.001))
        .isInstanceOf(LiftgateException.class);
  }

  @Test
  void an_empty_table_fails_every_gate() {
    var outcomes =
        new ArmsGate().check(new ArmsGate.Parameters(1, 1), gate("nobody", "group_id"), context);
    assertThat(outcomes).hasSize(1);
    assertThat(outcomes.getFirst().passed()).isFalse();
    assertThat(outcomes.getFirst().message()).isEqualTo("nobody has no row");
    assertThat(
            new SampleRatioGate()
                .check(new SampleRatioGate.Parameters(1, 0.001), gate("nobody"), context)
                .getFirst()
                .passed())
        .isFalse();
  }

  @Test
  void a_column_to_group_by_that_is_not_there_is_named() {
    assertThatThrownBy(
            () ->
                new ArmsGate()
                    .check(new ArmsGate.Parameters(1, 1), gate("cohort", "campaign"), context))
        .isInstanceOf(LiftgateException.class)
        .hasMessageContaining("the-gate.by (campaign) must be a column of cohort");
  }
}
