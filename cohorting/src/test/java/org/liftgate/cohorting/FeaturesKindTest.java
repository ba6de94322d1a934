package org.liftgate.cohorting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftgate.cohorting.gates.AsOfGate;
import org.liftgate.cohorting.stages.CohortParameters;
import org.liftgate.cohorting.stages.FeaturesKind;
import org.liftgate.kernel.Gate;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.testing.TestContext;

class FeaturesKindTest {
  private static final String FEATURES =
      """
      SELECT c.group_id, c.unit_id, c.treated, c.start_time, s.feature_time, s.spent
      FROM cohort_mail c
      JOIN (
        SELECT campaign, unit, MAX(day) AS feature_time, CAST(SUM(paid) AS BIGINT) AS spent
        FROM sales GROUP BY campaign, unit
      ) s ON s.campaign = c.group_id AND s.unit = c.unit_id
      """;

  @TempDir Path folder;
  private TestContext context;

  @BeforeEach
  void open() {
    context = new TestContext(folder).spec("sales", List.of(), "outcome", "day").hidingOutcomes();
    context
        .input("starts", "SELECT * FROM (VALUES (1, 10), (2, 20)) t(campaign, first_day)")
        .input(
            "sales",
            "SELECT * FROM (VALUES (7, 5, 1), (7, 9, 2), (7, 10, 4), (7, 19, 8), (7, 30, 16)) t(unit, day, paid)")
        .input(
            "cohort_mail",
            "SELECT CAST(g AS BIGINT) AS group_id, CAST(7 AS BIGINT) AS unit_id, TRUE AS treated,"
                + " CAST(10 * g AS BIGINT) AS start_time FROM (VALUES (1), (2)) t(g)");
  }

  @AfterEach
  void close() {
    context.close();
  }

  private void run(String sql) {
    context.pipelineFile("sql/features/features_mail.sql", sql);
    new FeaturesKind()
        .run(
            new FeaturesKind.Parameters(
                "sql/features",
                "cohort_mail",
                new CohortParameters.AsOf("starts", "campaign", "first_day")),
            context);
  }

  private List<Gate.Outcome> gate(String table) {
    var p = new AsOfGate.Parameters("feature_time", "start_time");
    var gate = new Gate("as-of", "cohorting.as-of", table, Gate.Severity.FAIL, List.of(), p, false);
    return new AsOfGate().check(p, gate, context);
  }

  @Test
  void factsFromTheStartOnAreNotSeen() {
    run(FEATURES);
    var found =
        context
            .engine()
            .query(
                "SELECT group_id, spent FROM features_mail ORDER BY group_id NULLS LAST", Map.of());
    assertThat(found.doubles("spent")).containsExactly(3, 15);
    assertThat(gate("features_mail")).allMatch(Gate.Outcome::passed);
  }

  @Test
  void aFeatureOfTheFirstDayFails() {
    context.input(
        "leaky",
        "SELECT 1 AS group_id, 10 AS feature_time, 10 AS start_time UNION ALL SELECT 2, 9, 10");
    var outcome = gate("leaky").getFirst();
    assertThat(outcome.passed()).isFalse();
    assertThat(outcome.measure()).isEqualTo(1);
    assertThat(outcome.message()).contains("1 of 2 rows rest on a fact");
    assertThat(outcome.quarantine()).isPresent();
  }

  @Test
  void aUnitWithoutFeaturesIsSaid() {
    assertThatThrownBy(() -> run(FEATURES + " WHERE c.group_id = 1"))
        .isInstanceOf(LiftgateException.class)
        .hasMessageContaining("have no features");
  }
}
