package org.liftgate.reporting.stages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Table;
import org.liftgate.reporting.stages.Explore.Facts;
import org.liftgate.testing.TestContext;

@DisplayName("reporting.explore")
class ExploreTest {
  @TempDir Path folder;
  private TestContext context;

  @BeforeEach
  void open() {
    context = Flagship.context(folder);
  }

  @AfterEach
  void close() {
    context.close();
  }

  /** 70 days, 10 units a day of which unit 9 stays away after day 7; amounts 0, 1.25, 2.5, ... */
  private void facts() {
    context.input(
        "sales_raw",
        """
        SELECT d.n AS day, u.n AS unit_id,
          CAST(int_div(u.n, 3) * 1.25 AS DECIMAL(18,2)) AS amount,
          CASE WHEN u.n < 5 THEN 'a|b' ELSE '<i>' END AS kind,
          CASE WHEN u.n = 0 THEN NULL ELSE 'x' END AS gap,
          CAST('2017-01-01' AS DATE) + CAST(d.n AS INTEGER) AS sold,
          TRUE AS flag
        FROM int_range(1, 70) d CROSS JOIN int_range(0, 9) u
        WHERE u.n < 9 OR d.n <= 7""",
        "day",
        "unit_id");
  }

  private static Explore.Parameters parameters(String time) {
    return new Explore.Parameters(
        List.of("sales_raw"), Optional.of(new Facts("sales_raw", time, "unit_id", "amount")));
  }

  private Rows.Row column(String name) {
    return new Rows(context.engine().read("eda_columns"))
        .stream().filter(r -> r.is("column_name", name)).findFirst().orElseThrow();
  }

  @Test
  @DisplayName("counts every column exactly")
  void columns() {
    facts();
    new Explore().run(parameters("day"), context);
    var amount = column("amount");
    assertThat(amount.integer("rows")).hasValue(637);
    assertThat(amount.integer("distinct_values")).hasValue(4);
    assertThat(amount.number("zero_share")).hasValue(210 / 637.0);
    assertThat(amount.number("p50")).hasValue(1.25);
    assertThat(amount.text("max_value")).isEqualTo("3.75");
    assertThat(amount.number("mean").orElseThrow())
        .isEqualTo(
            (210 * 1.25 + 210 * 2.5 + 7 * 3.75) / 637,
            org.assertj.core.api.Assertions.within(1e-12));
    assertThat(column("gap").integer("nulls")).hasValue(70);
    assertThat(column("unit_id").number("mean")).isEmpty();
    assertThat(column("kind").text("top_values")).isEqualTo("a|b (350); <i> (287)");
    assertThat(column("sold").text("min_value")).isEqualTo("2017-01-02");
  }

  @Test
  @DisplayName("sums each week exactly and counts units by activity, from day numbers or dates")
  void coverage() {
    facts();
    new Explore().run(parameters("day"), context);
    var weeks = new Rows(context.engine().read("eda_coverage")).stream().toList();
    assertThat(weeks).hasSize(10);
    assertThat(weeks.getFirst().integer("rows")).hasValue(70);
    assertThat(weeks.getLast().integer("units")).hasValue(9);
    assertThat(weeks.getLast().number("value")).hasValue(7 * (3 * 1.25 + 3 * 2.5));
    assertThat(context.engine().schema("eda_coverage").column("value").orElseThrow().type())
        .isEqualTo(org.liftgate.kernel.Schema.Type.DECIMAL);
    new Explore().run(parameters("sold"), context);
    var dated = new Rows(context.engine().read("eda_coverage")).stream().toList();
    assertThat(dated).hasSize(10);
    assertThat(dated.getFirst().text("label")).isEqualTo("2017-01-02");
    assertThat(dated.getLast().integer("week")).hasValue(10);
  }

  @Test
  @DisplayName("writes a summary that says what to notice and lets no value break the page")
  void summary() {
    facts();
    new Explore().run(parameters("day"), context);
    String summary = context.text("EDA_SUMMARY.md");
    assertThat(summary)
        .contains(
            "## Notice first",
            "`sales_raw.gap` is missing in 11% of rows.",
            "`sales_raw.flag` holds one value only: true.",
            "`sales_raw.amount` is zero in 33% of rows.",
            "10% of 10 values of `unit_id` occur in a single week.",
            "a\\|b (55%)",
            "&lt;i&gt;")
        .doesNotContain("<i>", "NaN", "null");
    assertThat(context.outputs)
        .containsKeys(
            "eda_columns",
            "eda_coverage",
            "eda_distribution",
            "figures/eda_coverage.svg",
            "figures/eda_value.svg",
            "figures/eda_activity.svg",
            "figures/eda_missing.svg");
    assertThat(context.text("figures/eda_missing.svg"))
        .startsWith("<svg")
        .contains("sales_raw.gap");
  }

  @Test
  @DisplayName("looks at a value segment by segment, missing segments and values included")
  void segments() {
    facts();
    context.input(
        "rows_raw",
        """
        SELECT n.n AS id,
          CASE WHEN n.n <= 4 THEN 'urban' WHEN n.n <= 8 THEN 'rural' ELSE NULL END AS place,
          CASE WHEN n.n = 4 THEN NULL ELSE CAST(n.n AS DOUBLE) END AS amount,
          CAST('2017-01-01' AS DATE) + CAST(n.n * 2 AS INTEGER) AS sold
        FROM int_range(1, 10) n""",
        "id");
    new Explore()
        .run(
            new Explore.Parameters(
                List.of("sales_raw"),
                Optional.empty(),
                Optional.of(
                    new Explore.Segmented(
                        "rows_raw", List.of("place"), "amount", Optional.of("sold")))),
            context);
    var levels = new Rows(context.engine().read("eda_segments")).stream().toList();
    assertThat(levels.stream().map(r -> r.text("level")))
        .containsExactlyInAnyOrder("missing", "rural", "urban");
    var urban = levels.stream().filter(r -> r.is("level", "urban")).findFirst().orElseThrow();
    assertThat(urban.integer("rows")).hasValue(4);
    assertThat(urban.integer("missing")).hasValue(1);
    assertThat(urban.number("mean")).hasValue(2);
    assertThat(urban.number("p50")).hasValue(2);
    var trend = new Rows(context.engine().read("eda_segment_trend")).stream().toList();
    // Days 2, 4, 6 and 8 are days 0, 2, 4 and 6 from the first: one week.
    assertThat(trend.stream().filter(r -> r.is("level", "urban"))).hasSize(1);
    assertThat(
            trend.stream()
                .filter(r -> r.is("level", "rural"))
                .map(r -> r.number("mean").orElseThrow()))
        .containsExactlyInAnyOrder(6.0, 8.0);
    assertThat(context.text("EDA_SUMMARY.md"))
        .contains(
            "## By segment", "where `place` is urban: in 1 of 4 rows", "of their own, “missing”")
        .doesNotContain("NaN");
    assertThat(context.outputs)
        .containsKeys("figures/eda_segments.svg", "figures/eda_segments_trend.svg");
  }

  @Test
  @DisplayName("writes the same bytes each time")
  void pure() {
    facts();
    new Explore().run(parameters("day"), context);
    var first = List.copyOf(context.outputs.values());
    new Explore().run(parameters("day"), context);
    assertThat(context.outputs.values()).containsExactlyElementsOf(first);
  }

  @Test
  @DisplayName("describes empty tables and tables of nothing but gaps")
  void empty() {
    context.input(Table.named("sales_raw").longs("day").longs("unit_id").doubles("amount").build());
    context.input(
        "gaps_raw",
        "SELECT CAST(NULL AS BIGINT) AS day, CAST(NULL AS STRING) AS name FROM int_range(1, 3)");
    new Explore()
        .run(
            new Explore.Parameters(
                List.of("sales_raw", "gaps_raw"),
                Optional.of(new Facts("sales_raw", "day", "unit_id", "amount"))),
            context);
    assertThat(context.text("EDA_SUMMARY.md"))
        .contains(
            "`sales_raw` has no rows.",
            "`gaps_raw.day` is empty in every row.",
            "has no dated rows");
  }

  @Test
  @DisplayName("names every parameter that is wrong at once")
  void wrong() {
    facts();
    var wrong =
        new Explore.Parameters(
            List.of("sales", "sales_raw"),
            Optional.of(new Facts("sales_raw", "kind", "unit", "amount")));
    assertThatThrownBy(() -> new Explore().run(wrong, context))
        .isInstanceOfSatisfying(
            LiftgateException.class,
            e ->
                assertThat(e.problems().stream().map(p -> p.sentence()))
                    .hasSize(3)
                    .anyMatch(s -> s.startsWith("tables (sales) must be an input of the stage"))
                    .anyMatch(s -> s.startsWith("facts (unit) must be a column of sales_raw"))
                    .anyMatch(
                        s -> s.startsWith("facts.kind (TEXT) must hold day numbers or dates")));
  }
}
