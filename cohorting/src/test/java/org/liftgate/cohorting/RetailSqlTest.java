package org.liftgate.cohorting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftgate.cohorting.gates.ArmsGate;
import org.liftgate.cohorting.stages.CohortKind;
import org.liftgate.cohorting.stages.CohortParameters;
import org.liftgate.cohorting.stages.PanelKind;
import org.liftgate.cohorting.stages.PanelParameters;
import org.liftgate.kernel.Engine;
import org.liftgate.kernel.Gate;
import org.liftgate.kernel.Grade;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.kernel.SqlFolder;
import org.liftgate.testing.TestContext;

/** The SQL of retail-promotions on real files, and on a few lines whose fate is known. */
class RetailSqlTest {
  private static final Path SQL =
      Path.of(System.getProperty("liftgate.root"), "pipelines", "retail-promotions", "sql");
  private static final List<String> RAW =
      List.of(
          "transactions_raw",
          "households_raw",
          "products_raw",
          "campaigns_raw",
          "mailings_raw",
          "coupons_raw",
          "redemptions_raw");
  private static final List<String> CLEANED =
      List.of("transactions", "mailings", "coupons", "redemptions");
  private static final String TRANSACTIONS_HEADER =
      "household_key,BASKET_ID,DAY,PRODUCT_ID,QUANTITY,SALES_VALUE,STORE_ID,RETAIL_DISC,TRANS_TIME,WEEK_NO,COUPON_DISC,COUPON_MATCH_DISC";

  private static final String COSTS_HEADER =
      "campaign,fixed_cost,fixed_cost_low,fixed_cost_high,fixed_cost_sd,cost_per_household,cost_per_household_low,cost_per_household_high,cost_per_household_sd,margin,margin_low,margin_high,margin_sd";

  @TempDir Path folder;
  private TestContext context;

  @BeforeEach
  void open() {
    context =
        new TestContext(folder)
            .setting("pre_weeks", 8)
            .setting("post_weeks", 9)
            .setting("lag_weeks", 2)
            .setting("lag_after", 4)
            .setting("depth_base_weeks", 26)
            .setting("depth_households", 200)
            .setting("depth_min_weeks", 5)
            .setting("outlier_z", new BigDecimal("6"))
            .spec("transactions", List.of(), "outcome", "day")
            .spec("transactions_rejected", List.of(), "outcome", "day")
            .spec("household_days", List.of("household_id", "day"), "outcome", "day")
            .spec("redemptions", List.of(), "outcome", "day")
            .spec("redemptions_rejected", List.of(), "outcome", "day")
            .numbered("transactions_raw")
            .numbered("mailings_raw")
            .numbered("coupons_raw")
            .numbered("redemptions_raw")
            .spec("panel_mailing", List.of("group_id", "unit_id", "period"), "fact", "");
  }

  @AfterEach
  void close() {
    context.close();
  }

  @Test
  void every_file_is_portable() throws IOException {
    try (Stream<Path> files = Files.walk(SQL)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".sql")).toList()) {
        assertThat(context.engine().lint(SQL.relativize(file).toString(), Files.readString(file)))
            .isEmpty();
      }
    }
  }

  @Test
  void both_layouts_make_the_same_raw_tables() throws IOException {
    kaggle(lines("1,10,1,900,1,1.00,3,0,1200,1,0,0"));
    Map<String, Object> kaggle = schemas();
    context.close();
    open();
    completejourney();
    assertThat(schemas()).isEqualTo(kaggle);
  }

  @Test
  void real_files_of_the_r_layout_add_up_from_raw_to_panel() throws IOException {
    completejourney();
    clean();
    assertThat(count("transactions_raw")).isEqualTo(100_000);
    for (String table : CLEANED) {
      assertThat(count(table) + count(table + "_rejected")).isEqualTo(count(table + "_raw"));
    }
    assertThat(column("SELECT MIN(day) AS v FROM transactions")).containsExactly(1);
    assertThat(column("SELECT MAX(day) AS v FROM transactions")).containsExactly(366);
    assertThat(column("SELECT start_day AS v FROM campaigns WHERE campaign_id = 24"))
        .containsExactly(-47);
    assertThat(column("SELECT COUNT(*) AS v FROM transactions WHERE retail_disc > 0"))
        .containsExactly(0);
    assertThat(column("SELECT COUNT(*) AS v FROM households WHERE NOT age_missing"))
        .containsExactly(801);
    cohortAndPanel();
    assertThat(column("SELECT SUM(CAST(units AS DECIMAL(18, 0))) AS v FROM panel_mailing")[0])
        .isPositive();
    var arms =
        new ArmsGate()
            .check(
                new ArmsGate.Parameters(2, 2),
                new Gate(
                    "arms",
                    "cohorting.arms",
                    "cohort_mailing",
                    Gate.Severity.FAIL,
                    List.of("group_id"),
                    new ArmsGate.Parameters(2, 2),
                    true),
                context);
    assertThat(arms).hasSize(23).allMatch(Gate.Outcome::passed);
  }

  @Test
  void sales_of_the_panel_are_those_of_the_clean_lines_of_its_days() throws IOException {
    completejourney();
    clean();
    cohortAndPanel();
    long[] panel =
        column(
            "SELECT CAST(SUM(sales) * 100 AS DECIMAL(18, 0)) AS v FROM panel_mailing GROUP BY group_id ORDER BY group_id NULLS LAST");
    long[] lines =
        column(
            """
            SELECT CAST(SUM(t.sales_value) * 100 AS DECIMAL(18, 0)) AS v
            FROM cohort_mailing c
            JOIN (SELECT campaign_id, MIN(first_day) AS a, MAX(last_day) AS b FROM calendar
                  GROUP BY campaign_id) w ON w.campaign_id = c.group_id
            JOIN transactions t ON t.household_id = c.unit_id AND t.day BETWEEN w.a AND w.b
            GROUP BY c.group_id ORDER BY c.group_id NULLS LAST
            """);
    assertThat(panel).containsExactly(lines);
  }

  /** METHODS section 3: figures of the real keys, over 711 observed days. */
  @Test
  void real_keys_give_the_published_counts() throws IOException {
    var days = new StringBuilder();
    IntStream.rangeClosed(1, 711)
        .forEach(d -> days.append("1,%d,%d,25671,1,1.00,3,0,1200,1,0,0%n".formatted(d, d)));
    kaggle(lines(days.toString()));
    clean();
    assertThat(count("coupons")).isEqualTo(119_384);
    assertThat(count("coupons_raw")).isEqualTo(124_548);
    assertThat(count("redemptions")).isEqualTo(2_318);
    assertThat(count("products")).isEqualTo(92_353);
    assertThat(count("mailings")).isEqualTo(7_208);
    cohort("participation", true);
    assertThat(count("cohort_participation")).isEqualTo(7_208);
    panel("published", "cohort_participation");
    assertThat(count("panel_published")).as("unobserved weeks as zeros").isEqualTo(122_536);
    panel("participation", "cohort_participation");
    assertThat(count("panel_participation")).as("observed weeks").isEqualTo(121_962);
    assertThat(column("SELECT MIN(period) AS v FROM panel_published WHERE NOT observed"))
        .as("only the last two of 17 weeks reach past day 711")
        .containsExactly(7);
  }

  @Test
  void a_line_left_out_has_one_reason_and_the_rest_stay() throws IOException {
    kaggle(
        lines(
            """
            1,10,1,900,1,1.00,3,0,1200,1,0,0
            1,10,1,900,1,1.00,3,0,1200,1,0,0
            1,10,1,900,1,1.00,4,0,1200,1,0,0
            1,10,1,901,0,1.00,3,0,1200,1,0,0
            1,10,1,901,0,1.00,3,0,1200,1,0,0
            1,11,2,901,1,0.00,3,0,1200,1,0,0
            1,11,2,901,-1,-2.00,3,0,1200,1,0,0
            ,11,2,902,1,2.00,3,0,1200,1,0,0
            """));
    clean();
    assertThat(context.engine().read("transactions_rejected", "line_number", "reason"))
        .satisfies(
            t -> {
              var reasons = new TreeMap<Long, String>();
              for (int i = 0; i < t.rows(); i++) {
                reasons.put(t.longs("line_number")[i], t.texts("reason")[i]);
              }
              assertThat(reasons)
                  .containsEntry(3L, "exact duplicate of an earlier line")
                  .containsEntry(5L, "quantity not positive")
                  .containsEntry(6L, "exact duplicate of an earlier line")
                  .containsEntry(7L, "value not positive")
                  .containsEntry(8L, "quantity not positive")
                  .containsEntry(9L, "household, basket, day or product missing")
                  .hasSize(6);
            });
    assertThat(column("SELECT line_number AS v FROM transactions ORDER BY v NULLS LAST"))
        .containsExactly(2, 4);
  }

  @Test
  void a_price_far_from_its_products_median_is_flagged_and_kept() throws IOException {
    var some = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      some.append(
          "1,%d,%d,900,2,%s,3,0,1200,1,0,0%n".formatted(i, i + 1, i % 2 == 0 ? "4.00" : "4.20"));
    }
    some.append("1,50,30,900,1,9.00,3,0,1200,1,0,0\n");
    some.append("1,51,31,900,10,21.00,3,0,1200,1,0,0\n");
    kaggle(lines(some.toString()));
    clean();
    assertThat(column("SELECT basket_id AS v FROM transactions WHERE outlier")).containsExactly(50);
    assertThat(count("transactions")).isEqualTo(22);
  }

  private void cohortAndPanel() {
    cohort("mailing", false);
    panel("mailing", "cohort_mailing");
  }

  private void cohort(String which, boolean after) {
    TestContext cut = context;
    if (!after) {
      cut.hidingOutcomes();
      List.of("transactions", "household_days").forEach(this::hide);
    }
    new CohortKind()
        .run(
            new CohortParameters(
                "sql/cohort/" + which,
                which,
                "definition",
                after
                    ? Optional.empty()
                    : Optional.of(
                        new CohortParameters.AsOf("campaigns", "campaign_id", "start_day")),
                after,
                Grade.QUASI_EXPERIMENTAL),
            cut);
    for (String table : List.of("transactions", "household_days")) {
      cut.engine().view(table, cut.open(cut.inputs().get(table)));
    }
    cut.outputs.forEach((name, artifact) -> cut.inputs().putIfAbsent(name, artifact));
  }

  /** As the application does for a cohort stage: the name is there, the facts are not. */
  private void hide(String table) {
    context
        .engine()
        .define(org.liftgate.kernel.Table.named(table).longs("hidden_from_cohorts").build());
  }

  private void panel(String which, String cohort) {
    new PanelKind().run(new PanelParameters("sql/panel/" + which, cohort, 8, 9), context);
    context.outputs.forEach((name, artifact) -> context.inputs().putIfAbsent(name, artifact));
  }

  private void clean() {
    for (String stage : List.of("sql/clean", "sql/dimensions")) {
      SqlFolder.of(context, stage).define().forEach(context::stored);
    }
  }

  private Map<String, Object> schemas() {
    var schemas = new TreeMap<String, Object>();
    RAW.forEach(table -> schemas.put(table, context.engine().schema(table)));
    return schemas;
  }

  private long count(String table) {
    return context.engine().count(table);
  }

  private long[] column(String select) {
    return Arrays.stream(context.engine().query(select, Map.of()).doubles("v"))
        .mapToLong(Math::round)
        .toArray();
  }

  private static String lines(String rows) {
    return TRANSACTIONS_HEADER + "\n" + rows;
  }

  private void kaggle(String transactions) throws IOException {
    Path raw = data("raw");
    Path file = folder.resolve("transaction_data.csv");
    Files.writeString(file, transactions);
    file("transaction_data", file);
    for (String name :
        List.of(
            "hh_demographic",
            "product",
            "campaign_table",
            "campaign_desc",
            "coupon",
            "coupon_redempt")) {
      file(name, raw.resolve(name + ".csv"));
    }
    raw("kaggle");
  }

  private void completejourney() throws IOException {
    Path raw = data("completejourney_r");
    file("transactions", raw.resolve("transactions_sample.csv"));
    for (String name :
        List.of(
            "demographics",
            "products",
            "campaigns",
            "campaign_descriptions",
            "coupons",
            "coupon_redemptions")) {
      file(name, raw.resolve(name + ".csv"));
    }
    raw("completejourney");
  }

  private static Path data(String set) {
    Path folder = Path.of(System.getenv("LIFTGATE_TEST_DATA"), "retail", set);
    assumeTrue(Files.isDirectory(folder), "the public data are not there");
    return folder;
  }

  /** Reads the folder's tables and leaves them, not the files, to the stages that follow. */
  private void raw(String layout) throws IOException {
    loadFolders();
    absent("costs", COSTS_HEADER);
    absent("substitutes", "commodity,substitute");
    absent("causal_data", "product_id,store_id,week_no,display,mailer");
    absent("promotions", "product_id,store_id,week,display_location,mailer_location");
    var files = new LinkedHashMap<String, String>();
    context
        .folder("sql/sources/" + layout)
        .forEach((name, text) -> files.put(name.replace(".sql", ""), text));
    files.forEach((table, text) -> context.engine().define(table, text, context.settings()));
    files.keySet().forEach(context::stored);
  }

  /** As the snapshot does for an optional file that is not there: a table without rows. */
  private void absent(String table, String header) throws IOException {
    Path file = folder.resolve(table + ".csv");
    Files.writeString(file, header + "\n");
    file(table, file);
  }

  private void loadFolders() throws IOException {
    try (Stream<Path> files = Files.walk(SQL)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".sql")).toList()) {
        context.pipelineFile("sql/" + SQL.relativize(file), Files.readString(file));
      }
    }
  }

  private void file(String table, Path file) throws IOException {
    List<String> headers;
    try (var lines = Files.lines(file, StandardCharsets.UTF_8)) {
      headers =
          Arrays.stream(lines.findFirst().orElseThrow().replace("\"", "").split(",")).toList();
    }
    var fields =
        headers.stream()
            .map(
                h ->
                    new Engine.Delimited.Field(
                        h, h.toLowerCase(java.util.Locale.ROOT), type(h), true))
            .toList();
    context
        .engine()
        .define(table, new Engine.Delimited(file, ',', '"', "utf-8", headers, fields, "", 1 << 20));
  }

  private static Type type(String header) {
    return switch (header.toLowerCase(java.util.Locale.ROOT)) {
      case "sales_value", "retail_disc", "coupon_disc", "coupon_match_disc" -> Type.DECIMAL;
      case String h when h.contains("cost") || h.startsWith("margin") -> Type.DECIMAL;
      case "transaction_timestamp" -> Type.TIMESTAMP;
      case "start_date", "end_date", "redemption_date" -> Type.DATE;
      case String h
          when h.endsWith("_id")
              || List.of(
                      "household_key",
                      "day",
                      "quantity",
                      "trans_time",
                      "week_no",
                      "week",
                      "manufacturer",
                      "campaign",
                      "start_day",
                      "end_day",
                      "coupon_upc")
                  .contains(h) ->
          Type.INTEGER;
      case String _ -> Type.TEXT;
    };
  }
}
