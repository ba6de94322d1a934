package org.liftgate.cohorting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftgate.cohorting.stages.PanelKind;
import org.liftgate.cohorting.stages.PanelParameters;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.testing.TestContext;

class PanelKindTest {
  private static final String PANEL =
      """
      SELECT c.group_id, c.unit_id, p.n AS period, c.treated, p.n >= 0 AS post, FALSE AS concurrent,
             CAST(1.5 AS DECIMAL(18, 2)) AS sales
      FROM cohort_x c CROSS JOIN int_range(0 - :pre_weeks, :post_weeks - 1) p
      """;

  @TempDir Path folder;
  private TestContext context;

  @BeforeEach
  void cohort() {
    context =
        new TestContext(folder)
            .spec("panel_x", List.of("group_id", "unit_id", "period"), "fact", "")
            .setting("pre_weeks", 2)
            .setting("post_weeks", 3)
            .input(
                "cohort_x",
                "SELECT * FROM (VALUES (1, 7, TRUE), (1, 8, FALSE), (2, 7, FALSE)) AS t (group_id, unit_id, treated)");
  }

  @AfterEach
  void close() {
    context.close();
  }

  private void run(String sql) {
    context.pipelineFile("sql/panel/panel_x.sql", sql);
    new PanelKind().run(new PanelParameters("sql/panel", "cohort_x", 2, 3), context);
  }

  @Test
  void a_panel_is_written_in_key_order_with_its_counts() {
    run(PANEL);
    var panel = context.read("panel_x");
    assertThat(panel.rows()).isEqualTo(15);
    assertThat(panel.longs("period")).startsWith(-2, -1, 0, 1, 2, -2);
    assertThat(context.metrics)
        .containsEntry("rows", 15.0)
        .containsEntry("groups", 2.0)
        .containsEntry("units", 2.0);
  }

  @Test
  void a_row_that_is_there_twice_is_refused() {
    assertThatThrownBy(() -> run(PANEL + " UNION ALL " + PANEL))
        .isInstanceOf(LiftgateException.class)
        .hasMessageContaining("panel_x (15 rows) stand for one unit in one group and period");
  }

  @Test
  void periods_outside_the_window_and_a_misplaced_post_are_both_reported() {
    assertThatThrownBy(
            () ->
                run(
                    PANEL
                        .replace(":post_weeks - 1", ":post_weeks")
                        .replace("p.n >= 0", "p.n >= 1")))
        .isInstanceOfSatisfying(LiftgateException.class, e -> assertThat(e.problems()).hasSize(2))
        .hasMessageContaining("panel_x.period (3 rows) must lie in -2..2")
        .hasMessageContaining("panel_x.post (3 rows) must be true exactly from period 0 on");
  }

  @Test
  void units_or_arms_that_the_cohort_lacks_are_refused() {
    assertThatThrownBy(() -> run(PANEL.replace("c.treated", "NOT c.treated AS treated")))
        .hasMessageContaining("panel_x (3 rows) are of a unit, or an arm, that cohort_x");
  }

  @Test
  void missing_values_and_columns_are_refused() {
    assertThatThrownBy(() -> run(PANEL.replace("FALSE AS", "CAST(NULL AS BOOLEAN) AS")))
        .hasMessageContaining("(15 rows) lack a value");
    assertThatThrownBy(() -> run("SELECT group_id, unit_id, treated FROM cohort_x"))
        .isInstanceOfSatisfying(LiftgateException.class, e -> assertThat(e.problems()).hasSize(3));
  }

  @Test
  void a_cohort_that_is_not_read_is_named() {
    context.pipelineFile("sql/panel/panel_x.sql", PANEL);
    assertThatThrownBy(
            () -> new PanelKind().run(new PanelParameters("sql/panel", "cohort_y", 2, 3), context))
        .hasMessageContaining("cohort (cohort_y)")
        .hasMessageContaining("cohort_x");
  }
}
