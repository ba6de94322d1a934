package org.liftgate.ingest.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftgate.kernel.Engine;
import org.liftgate.kernel.Schema.Type;

/** Simulated files, read and cleaned by the pipeline's own SQL, hold what the truth is about. */
class CleanedFilesTest {
  private static final List<String> FILES =
      List.of(
          "transaction_data",
          "hh_demographic",
          "product",
          "campaign_table",
          "campaign_desc",
          "coupon",
          "coupon_redempt");
  private static final List<String> TABLES =
      List.of(
          "sources/kaggle/transactions_raw",
          "sources/kaggle/households_raw",
          "sources/kaggle/products_raw",
          "sources/kaggle/campaigns_raw",
          "sources/kaggle/mailings_raw",
          "sources/kaggle/coupons_raw",
          "sources/kaggle/redemptions_raw",
          "clean/transactions_rejected",
          "clean/transactions",
          "clean/mailings_rejected",
          "clean/mailings",
          "clean/coupons_rejected",
          "clean/coupons",
          "clean/redemptions_rejected",
          "clean/redemptions",
          "dimensions/households",
          "dimensions/products",
          "dimensions/campaigns",
          "dimensions/calendar");
  private static final Map<String, Object> SETTINGS =
      Map.of("pre_weeks", 8, "post_weeks", 9, "outlier_z", new BigDecimal("6"));

  @TempDir Path temp;

  @Test
  void cleaning_leaves_exactly_the_sales_and_keys_of_the_observed_world() throws IOException {
    Path folder = temp.resolve("files");
    var simulator = new RetailSimulator();
    simulator.simulate(RetailParameters.defaults(), 0.06, 21, folder, () -> false);
    var draw = RetailDraw.of(RetailParameters.defaults(), 0.06, 21);
    var observed = Observed.of(draw);
    Engine engine = ServiceLoader.load(Engine.class).findFirst().orElseThrow();
    try (var session = engine.open(new Engine.Settings(temp.resolve("spill"), 1L << 30, 2))) {
      read(session, folder);
      assertThat(
              number(
                  session,
                  "SELECT CAST(SUM(sales_value) * 100 AS DECIMAL(18, 0)) AS v FROM transactions"))
          .isEqualTo(observed.cents());
      assertThat(number(session, "SELECT CAST(SUM(quantity) AS BIGINT) AS v FROM transactions"))
          .isEqualTo(observed.units());
      assertThat(number(session, "SELECT COUNT(DISTINCT reason) AS v FROM transactions_rejected"))
          .isEqualTo(2);
      assertThat(session.count("redemptions_rejected")).isZero();
      assertThat(session.count("coupons_rejected")).isPositive();
      assertThat(session.count("households")).isEqualTo(draw.households());
      assertThat(session.count("calendar")).isEqualTo(6 * 17);
      assertThat(
              number(
                  session,
                  "SELECT COUNT(*) AS v FROM transactions t LEFT JOIN products p ON p.product_id = t.product_id WHERE p.product_id IS NULL"))
          .isZero();
    }
  }

  private void read(Engine.Session session, Path folder) throws IOException {
    for (String name : FILES) {
      Path file = folder.resolve(name + ".csv");
      List<String> headers;
      try (var lines = Files.lines(file)) {
        headers = List.of(lines.findFirst().orElseThrow().split(","));
      }
      var fields =
          headers.stream()
              .map(h -> new Engine.Delimited.Field(h, h.toLowerCase(Locale.ROOT), type(h), true))
              .toList();
      session.define(
          name, new Engine.Delimited(file, ',', '"', "utf-8", headers, fields, "", 1 << 20));
    }
    Path sql =
        Path.of(System.getProperty("liftgate.root"), "pipelines", "retail-promotions", "sql");
    for (String table : TABLES) {
      String name = table.substring(table.lastIndexOf('/') + 1);
      session.define(name, Files.readString(sql.resolve(table + ".sql")), SETTINGS);
      Path stored = temp.resolve(name + ".parquet");
      session.write(name, List.of(), stored);
      if (name.endsWith("_raw")) {
        session.viewNumbered(name, stored);
      } else {
        session.view(name, stored);
      }
    }
  }

  private static long number(Engine.Session session, String select) {
    return Arrays.stream(session.query(select, Map.of()).doubles("v"))
        .mapToLong(Math::round)
        .findFirst()
        .orElseThrow();
  }

  private static Type type(String header) {
    if (header.endsWith("_DISC") || header.equals("SALES_VALUE")) {
      return Type.DECIMAL;
    }
    boolean text =
        header.contains("DESC")
            || header.endsWith("_CODE")
            || List.of("DEPARTMENT", "BRAND", "CURR_SIZE_OF_PRODUCT").contains(header);
    return text ? Type.TEXT : Type.INTEGER;
  }
}
