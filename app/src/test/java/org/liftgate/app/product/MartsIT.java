package org.liftgate.app.product;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftgate.testing.MySqlServer;

/** The flagship's marts on a MySQL of their own that dies while they are written. */
class MartsIT {
  /** Marts whose table has another name in the published tree. */
  private static final Map<String, String> TABLES =
      Map.of(
          "campaign_economics",
          "fact_economics",
          "campaign_league",
          "fact_league",
          "uplift_gate",
          "gate_uplift_mailing",
          "uplift_deciles",
          "deciles_uplift_mailing",
          "uplift_policies",
          "policy_uplift_mailing",
          "uplift_curve",
          "curve_uplift_mailing");

  @TempDir Path folder;

  @Test
  void aServerThatDiesInMidWriteLeavesNoPartOfTheMartsAndTheRunGoesOn() throws Exception {
    MySqlServer server = MySqlServer.another();
    String url = server.newDatabase("marts");
    var product = new Product(folder.resolve("home")).with("LIFTGATE_DB", url);
    product.call("doctor");
    Path data = Product.realLooking(folder.resolve("data"));
    Path out = folder.resolve("out");
    Process process;
    Connection lock = DriverManager.getConnection(url);
    try (Statement statement = lock.createStatement()) {
      statement.execute("LOCK TABLES dim_week WRITE");
      process = product.start(out, "run", "retail-promotions", "--data", data.toString());
      awaitHalfWritten(url);
      server.kill();
    } finally {
      lock.abort(Runnable::run);
    }
    assertThat(process.waitFor(200, TimeUnit.SECONDS)).as("it ends").isTrue();
    assertThat(process.exitValue()).isEqualTo(1);
    assertThat(Files.readString(out))
        .contains("database cannot be reached", "Maybe it is down")
        .doesNotContain("\tat ");
    assertThat(product.home().resolve("published/retail-promotions/latest")).doesNotExist();
    server.startAgain();
    List<String> marts = strings(url, "SELECT DISTINCT mart FROM mart_content");
    assertThat(marts).as("nothing of it was kept").isEmpty();
    for (String table : List.of("mart_publication", "dim_product", "campaign_estimates")) {
      assertThat(count(url, table)).as(table).isZero();
    }
    String id = product.call("runs", "--json").exits(0).json("runs").path(0).path("run").asText();
    JsonNode resumed = product.call("resume", id, "--json").exits(0).json("run");
    assertThat(resumed.path("status").asText()).isEqualTo("succeeded");
    filled(product, url);
    var again =
        product
            .call("run", "retail-promotions", "--data", data.toString(), "--json")
            .exits(0)
            .json("run");
    assertThat(again.path("result_digest")).isEqualTo(resumed.path("result_digest"));
  }

  /** Every mart shows as many rows as its table in the published tree has. */
  private static void filled(Product product, String url) throws SQLException {
    var rows = new TreeMap<String, Long>();
    PowerBi.json(product.home().resolve("published/retail-promotions/latest/schema.json"))
        .path("tables")
        .forEach(t -> rows.put(t.path("name").asText(), t.path("rows").asLong()));
    List<String> views =
        strings(
            url,
            "SELECT table_name FROM information_schema.views WHERE table_schema = SCHEMA() AND table_name LIKE '%\\_latest' AND table_name <> 'mart_latest'");
    assertThat(views).hasSizeGreaterThan(15);
    for (String view : views) {
      String mart = view.replace("_latest", "");
      long shown = count(url, view);
      if (mart.startsWith("cohort_") || mart.startsWith("panel_")) {
        assertThat(shown).as(view).isPositive();
      } else {
        assertThat(shown).as(view).isEqualTo(rows.get(TABLES.getOrDefault(mart, mart)));
      }
    }
    assertThat(count(url, "campaign_estimates WHERE complete")).isPositive();
    assertThat(
            count(
                url,
                "campaign_estimates e LEFT JOIN v_two_by_two_valid v ON v.result_digest = e.result_digest AND v.group_id = e.group_id WHERE e.complete <> (v.group_id IS NOT NULL)"))
        .as("split otherwise than the engine does")
        .isZero();
  }

  /** Until the writer waits for the locked mart with others already written. */
  private static void awaitHalfWritten(String url) throws SQLException, InterruptedException {
    for (int i = 0; i < 1200; i++) {
      boolean waits =
          !strings(
                  url,
                  "SELECT id FROM information_schema.processlist WHERE info LIKE 'DELETE FROM dim_week%'")
              .isEmpty();
      if (waits) {
        try (Connection connection = DriverManager.getConnection(url)) {
          connection.setTransactionIsolation(Connection.TRANSACTION_READ_UNCOMMITTED);
          try (Statement statement = connection.createStatement();
              ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM dim_product")) {
            rows.next();
            assertThat(rows.getLong(1)).as("written and not committed").isPositive();
            return;
          }
        }
      }
      Thread.sleep(100);
    }
    throw new AssertionError("it never wrote a mart");
  }

  private static long count(String url, String from) throws SQLException {
    return Long.parseLong(strings(url, "SELECT COUNT(*) FROM " + from).getFirst());
  }

  private static List<String> strings(String url, String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      var found = new java.util.ArrayList<String>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    }
  }
}
