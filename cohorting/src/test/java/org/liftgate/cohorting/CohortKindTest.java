package org.liftgate.cohorting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftgate.cohorting.stages.CohortKind;
import org.liftgate.cohorting.stages.CohortParameters;
import org.liftgate.kernel.Grade;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.testing.TestContext;

class CohortKindTest {
  private static final String COHORT =
      """
      SELECT DISTINCT campaign_id AS group_id, household_id AS unit_id,
             household_id = 1 AS treated, CAST(0 AS BIGINT) AS start_time, FALSE AS concurrent
      FROM sales
      """;

  @TempDir Path folder;
  private TestContext context;

  @BeforeEach
  void facts() {
    context =
        new TestContext(folder)
            .hidingOutcomes()
            .spec("sales", List.of(), "outcome", "day")
            .spec("visits", List.of(), "outcome", "day")
            .spec("timeless", List.of(), "outcome", "")
            .spec("cohort_x", List.of("group_id", "unit_id"), "fact", "")
            .input(
                "campaigns",
                "SELECT * FROM (VALUES (1, 10), (2, 20)) AS t (campaign_id, start_day)")
            .input(
                "sales",
                "SELECT * FROM (VALUES (1, 9), (2, 10), (3, 19), (4, 20), (1, 30)) AS t (household_id, day)")
            .input("visits", "SELECT 5 AS campaign_id, 1 AS household_id, 1 AS day")
            .input("timeless", "SELECT 1 AS household_id");
  }

  @AfterEach
  void close() {
    context.close();
  }

  private static CohortParameters parameters(boolean asOf, boolean after) {
    return new CohortParameters(
        "sql/cohort",
        "mailing",
        "On the list.",
        asOf
            ? Optional.of(new CohortParameters.AsOf("campaigns", "campaign_id", "start_day"))
            : Optional.empty(),
        after,
        Grade.QUASI_EXPERIMENTAL);
  }

  private void run(boolean asOf, boolean after) {
    new CohortKind().run(parameters(asOf, after), context);
  }

  @Test
  void facts_are_seen_up_to_the_day_before_each_groups_start() {
    context.pipelineFile("sql/cohort/cohort_x.sql", COHORT);
    run(true, false);
    var cohort = context.read("cohort_x");
    assertThat(cohort.longs("group_id")).containsExactly(1, 2, 2, 2);
    assertThat(cohort.longs("unit_id")).containsExactly(1, 1, 2, 3);
  }

  @Test
  void the_design_says_what_is_compared_and_how_strongly() {
    context.pipelineFile("sql/cohort/cohort_x.sql", COHORT);
    run(true, false);
    var design = context.read("cohort_x_design");
    assertThat(design.row(0))
        .containsExactly("mailing", "On the list.", "quasi-experimental", false, 2L, 2L);
    assertThat(context.metrics)
        .containsEntry("rows", 4.0)
        .containsEntry("groups", 2.0)
        .containsEntry("treated", 2.0)
        .containsEntry("comparison", 2.0);
  }

  @Test
  void with_after_true_everything_is_seen_and_the_grade_is_associational() {
    context.close();
    context =
        new TestContext(folder)
            .spec("sales", List.of(), "outcome", "day")
            .input("sales", "SELECT 1 AS campaign_id, 4 AS household_id, 99 AS day")
            .pipelineFile("sql/cohort/cohort_x.sql", COHORT);
    run(false, true);
    assertThat(context.read("cohort_x").rows()).isEqualTo(1);
    assertThat(context.read("cohort_x_design").texts("grade")).containsExactly("associational");
    assertThat(context.read("cohort_x_design").longs("after_outcome")).containsExactly(1);
    assertThat(new CohortKind().seesOutcomes(parameters(false, true))).isTrue();
    assertThat(new CohortKind().seesOutcomes(parameters(true, false))).isFalse();
  }

  @Test
  void outcomes_without_an_as_of_are_not_shown() {
    context.pipelineFile("sql/cohort/cohort_x.sql", COHORT);
    assertThatThrownBy(() -> run(false, false))
        .isInstanceOf(LiftgateException.class)
        .hasMessageContaining("sales holds outcomes")
        .hasMessageContaining("after: true");
  }

  @Test
  void the_uncut_table_cannot_be_reached_by_another_name() {
    context.pipelineFile(
        "sql/cohort/cohort_x.sql", COHORT.replace("FROM sales", "FROM sales_at_all_times, sales"));
    assertThatThrownBy(() -> run(true, false))
        .isInstanceOfSatisfying(
            LiftgateException.class,
            e -> assertThat(e.problems().getFirst().name()).isEqualTo("sales_at_all_times"));
  }

  @Test
  void outcomes_without_a_time_cannot_be_cut() {
    context.pipelineFile(
        "sql/cohort/cohort_x.sql", COHORT.replace("FROM sales", "FROM sales, timeless"));
    assertThatThrownBy(() -> run(true, false))
        .isInstanceOf(LiftgateException.class)
        .hasMessageContaining("timeless holds outcomes without a time");
  }

  @Test
  void a_fact_table_that_has_the_key_gets_the_group_under_another_name() {
    context.pipelineFile(
        "sql/cohort/cohort_x.sql",
        """
        SELECT as_of_campaign_id AS group_id, campaign_id AS unit_id, TRUE AS treated,
               CAST(0 AS BIGINT) AS start_time, FALSE AS concurrent
        FROM visits
        """);
    run(true, false);
    assertThat(context.read("cohort_x").longs("group_id")).containsExactly(1, 2);
    assertThat(context.read("cohort_x").longs("unit_id")).containsExactly(5, 5);
  }

  @Test
  void an_as_of_table_that_is_not_read_or_lacks_a_column_is_named() {
    context.pipelineFile("sql/cohort/cohort_x.sql", COHORT);
    var wrongTable =
        new CohortParameters(
            "sql/cohort",
            "m",
            "d",
            Optional.of(new CohortParameters.AsOf("campaign", "campaign_id", "start_day")),
            false,
            Grade.ADJUSTED);
    assertThatThrownBy(() -> new CohortKind().run(wrongTable, context))
        .hasMessageContaining("as_of.table (campaign)");
    var wrongColumn =
        new CohortParameters(
            "sql/cohort",
            "m",
            "d",
            Optional.of(new CohortParameters.AsOf("campaigns", "campaign_id", "begin_day")),
            false,
            Grade.ADJUSTED);
    assertThatThrownBy(() -> new CohortKind().run(wrongColumn, context))
        .hasMessageContaining("as_of (begin_day)");
  }

  @Test
  void a_unit_that_stands_twice_in_a_group_is_refused() {
    context.pipelineFile("sql/cohort/cohort_x.sql", COHORT.replace("DISTINCT", ""));
    context.input("campaigns", "SELECT 1 AS campaign_id, 99 AS start_day");
    assertThatThrownBy(() -> run(true, false))
        .isInstanceOf(LiftgateException.class)
        .hasMessageContaining("cohort_x (1 row) stand for one unit in one group");
  }

  @Test
  void missing_values_are_refused() {
    context.pipelineFile(
        "sql/cohort/cohort_x.sql", COHORT.replace("FALSE AS", "CAST(NULL AS BOOLEAN) AS"));
    assertThatThrownBy(() -> run(true, false)).hasMessageContaining("lack a value");
  }

  @Test
  void a_cohort_without_its_columns_is_refused_with_all_that_is_missing() {
    context.pipelineFile("sql/cohort/cohort_x.sql", "SELECT 1 AS group_id");
    assertThatThrownBy(() -> run(true, false))
        .isInstanceOfSatisfying(LiftgateException.class, e -> assertThat(e.problems()).hasSize(4));
  }

  @Test
  void exactly_one_cohort_must_be_made_and_steps_have_their_columns() {
    context
        .pipelineFile("sql/cohort/cohort_x.sql", COHORT)
        .pipelineFile("sql/cohort/cohort_y.sql", COHORT);
    assertThatThrownBy(() -> run(true, false))
        .hasMessageContaining("exactly one table named cohort_*");
    var other =
        new TestContext(folder)
            .input("sales", "SELECT 1 AS campaign_id, 4 AS household_id, 99 AS day")
            .pipelineFile("sql/cohort/cohort_x.sql", COHORT)
            .pipelineFile("sql/cohort/cohort_x_steps.sql", "SELECT COUNT(*) AS step FROM cohort_x");
    try (other) {
      assertThatThrownBy(() -> new CohortKind().run(parameters(false, false), other))
          .hasMessageContaining("cohort_x_steps.why");
    }
  }
}
