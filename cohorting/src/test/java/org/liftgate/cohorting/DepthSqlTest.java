package org.liftgate.cohorting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftgate.cohorting.stages.CohortKind;
import org.liftgate.cohorting.stages.CohortParameters;
import org.liftgate.kernel.Grade;
import org.liftgate.kernel.SqlFolder;
import org.liftgate.kernel.Table;
import org.liftgate.testing.TestContext;

/** Offered depth of a few shelves, worked out by hand. */
class DepthSqlTest {
  private static final Path SQL =
      Path.of(System.getProperty("liftgate.root"), "pipelines", "retail-promotions", "sql");

  /**
   * Base weeks 1 and 2; in week 3 household 1 pays 20% less for product 1, household 2 10% less for
   * it and 50% less for product 2; in week 4 household 1 pays the full price, and household 2 buys
   * product 4, which no basket holds. Household 3 shops elsewhere, alone.
   */
  private static final String LINES =
      """
      (1, 10, 101, 1, 1, 1, 1, 10.00, 0.00), (1, 10, 101, 2, 1, 1, 1, 30.00, 0.00),
      (1, 20, 109, 2, 9, 2, 1, 0.00, 0.00),
      (2, 10, 102, 1, 7, 1, 1, 10.00, 0.00), (2, 10, 102, 3, 7, 1, 1, 5.00, 0.00),
      (3, 20, 103, 1, 8, 2, 2, 15.00, -5.00), (3, 20, 104, 3, 14, 2, 0, 0.00, 0.00),
      (1, 10, 105, 1, 15, 3, 2, 16.00, -4.00),
      (2, 10, 106, 1, 21, 3, 1, 9.00, -1.00), (2, 10, 106, 2, 21, 3, 1, 15.00, -15.00),
      (1, 10, 107, 1, 22, 4, 1, 10.00, 0.00), (2, 10, 110, 4, 24, 4, 3, 6.00, 0.00),
      (3, 20, 108, 3, 28, 4, 1, 5.00, 0.00),
      (3, 20, 111, 1, 29, 5, 1, 5.00, 0.00)
      """;

  @TempDir Path folder;
  private TestContext context;

  @BeforeEach
  void open() throws IOException {
    context =
        new TestContext(folder)
            .setting("depth_base_weeks", 2)
            .setting("depth_households", 10)
            .setting("depth_min_weeks", 1)
            .spec("transactions", List.of(), "outcome", "day");
    try (Stream<Path> files = Files.walk(SQL)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".sql")).toList()) {
        context.pipelineFile("sql/" + SQL.relativize(file), Files.readString(file));
      }
    }
    context.input(
        "transactions",
        """
        SELECT CAST(household_id AS BIGINT) AS household_id, CAST(store_id AS BIGINT) AS store_id,
          CAST(basket_id AS BIGINT) AS basket_id, CAST(product_id AS BIGINT) AS product_id,
          CAST(day AS BIGINT) AS day, CAST(week_no AS BIGINT) AS week_no,
          CAST(quantity AS BIGINT) AS quantity, CAST(sales_value AS DECIMAL(18, 2)) AS sales_value,
          CAST(retail_disc AS DECIMAL(18, 2)) AS retail_disc,
          CAST(NULL AS DECIMAL(18, 2)) AS coupon_match_disc
        FROM (VALUES %s)
          AS t (household_id, store_id, basket_id, product_id, day, week_no, quantity, sales_value, retail_disc)
        """
            .formatted(LINES));
    context.input(
        "products",
        """
        SELECT CAST(p AS BIGINT) AS product_id, c AS commodity
        FROM (VALUES (1, 'A'), (2, 'A'), (3, 'B'), (4, 'A')) AS t (p, c)
        """);
    context.input(
        "promotions_raw",
        """
        SELECT CAST(p AS BIGINT) AS product_id, CAST(s AS BIGINT) AS store_id,
          CAST(w AS BIGINT) AS week_no, d AS display, m AS mailer
        FROM (VALUES (1, 10, 3, '7', '0'), (2, 10, 3, '0', 'A'), (1, 20, 4, '1', '0'))
          AS t (p, s, w, d, m)
        """);
  }

  @AfterEach
  void close() {
    context.close();
  }

  private void run() {
    context
        .engine()
        .define(
            "depth_window",
            context.folder("sql/dimensions").get("depth_window.sql"),
            context.settings());
    context.stored("depth_window");
    context.hidingOutcomes();
    context.engine().define(Table.named("transactions").longs("hidden_from_cohorts").build());
    new CohortKind()
        .run(
            new CohortParameters(
                "sql/cohort/depth",
                "depth",
                "definition",
                Optional.of(new CohortParameters.AsOf("depth_window", "window_id", "start_day")),
                false,
                Grade.QUASI_EXPERIMENTAL),
            context);
    context.engine().view("transactions", context.open(context.inputs().get("transactions")));
    context.outputs.forEach((name, artifact) -> context.inputs().putIfAbsent(name, artifact));
    SqlFolder.of(context, "sql/panel/depth").define();
  }

  private List<List<Object>> rows(String select) {
    Table table = context.engine().query(select, Map.of());
    return IntStream.range(0, table.rows()).mapToObj(table::row).toList();
  }

  @Test
  void theWindowHoldsWholeWeeksPastTheBase() {
    run();
    assertThat(rows("SELECT start_week, last_week, start_day FROM depth_window"))
        .as("week 5 is a day long")
        .containsExactly(List.of(3L, 4L, 15L));
  }

  @Test
  void theFrameIsWhatWasBoughtBeforeInTheUsualStore() {
    run();
    assertThat(rows("SELECT household_id, commodity_id, store_id FROM frame_depth ORDER BY 1, 2"))
        .containsExactly(
            List.of(1L, 1L, 10L), List.of(2L, 1L, 10L), List.of(2L, 2L, 10L), List.of(3L, 1L, 20L));
    assertThat(rows("SELECT product_id, weight FROM basket_depth ORDER BY 1"))
        .as("base prices: 10 + 10 + 20 of product 1")
        .containsExactly(List.of(1L, 4000L), List.of(2L, 3000L), List.of(3L, 500L));
    assertThat(rows("SELECT MAX(last_day) AS d FROM households_depth").getFirst())
        .containsExactly(14L);
  }

  @Test
  void depthIsWhatOthersPaidAndNothingWhereNobodyElseBought() {
    run();
    assertThat(
            rows(
                """
                SELECT household_id, commodity_id, week, CAST(ROUND(depth * 10000) AS BIGINT) AS d,
                  CAST(ROUND(weight * 10) AS BIGINT) AS w
                FROM panel_depth ORDER BY 1, 2, 3
                """))
        .as(
            "(4000 * 10%% + 3000 * 50%%) / 7000 for household 1; 20%% for household 2, who alone bought product 2")
        .containsExactly(
            List.of(1L, 1L, 3L, 271429L, 20L),
            List.of(2L, 1L, 3L, 200000L, 10L),
            List.of(2L, 1L, 4L, 0L, 10L));
    assertThat(rows("SELECT reason, cells FROM depth_left_out ORDER BY 2"))
        .containsExactly(
            List.of("the shelf is known in too few weeks", 0L),
            List.of("used", 3L),
            List.of("nobody else bought of it in the usual store that week", 5L));
  }

  @Test
  void outcomesCountAllOfTheCommodity() {
    run();
    assertThat(
            rows(
                """
                SELECT week, units, CAST(ROUND(base_value * 100) AS BIGINT) AS b, CAST(ROUND(sales * 100) AS BIGINT) AS s,
                  CAST(ROUND(own_share) AS BIGINT) AS o
                FROM panel_depth WHERE household_id = 2 ORDER BY 1
                """))
        .containsExactly(List.of(3L, 2L, 4000L, 2400L, 40L), List.of(4L, 3L, 600L, 600L, 0L));
  }

  @Test
  void featuresAreSharesOfTheBasketAndUnknownWhereNoFileTells() {
    run();
    assertThat(
            rows(
                """
                SELECT CAST(ROUND(display * 10000) AS BIGINT) AS d, CAST(ROUND(mailer * 10000) AS BIGINT) AS m,
                  CAST(displayed AS BIGINT) AS x, CAST(mailed AS BIGINT) AS y
                FROM panel_depth WHERE household_id = 1
                """))
        .containsExactly(List.of(571429L, 428571L, 1L, 1L));
    assertThat(
            rows(
                "SELECT COUNT(*) AS n FROM panel_depth WHERE week = 4 AND display IS NULL AND mailed IS NULL"))
        .containsExactly(List.of(1L));
  }

  @Test
  void aPairWhoseShelfIsSeldomKnownIsCountedNotUsed() {
    context.setting("depth_min_weeks", 2);
    run();
    assertThat(rows("SELECT reason, cells FROM depth_left_out ORDER BY 2"))
        .containsExactly(
            List.of("the shelf is known in too few weeks", 1L),
            List.of("used", 2L),
            List.of("nobody else bought of it in the usual store that week", 5L));
  }
}
