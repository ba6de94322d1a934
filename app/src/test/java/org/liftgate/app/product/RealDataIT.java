package org.liftgate.app.product;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.liftgate.app.journal.Database;
import org.liftgate.app.store.Json;
import org.liftgate.testing.MySqlServer;

/** The public sample of real receipts, in the layout of the R package. */
@EnabledIf("present")
class RealDataIT {
  private static final Path DATA =
      Path.of(
          System.getenv().getOrDefault("LIFTGATE_TEST_DATA", "../shared/data"),
          "retail/completejourney_r");

  @TempDir Path home;

  static boolean present() {
    return Files.isDirectory(DATA);
  }

  @Test
  void completesAndItsRowsAddUpOnEveryFloor() throws IOException {
    var product = new Product(home);
    JsonNode run =
        product
            .call("run", "retail-promotions", "--data", DATA.toString(), "--json")
            .exits(0)
            .json("run");
    assertThat(run.path("simulated").asBoolean()).isFalse();
    product.call("verify", run.path("run").asText()).exits(0);
    assertThat(rows(product, run, "transactions_raw")).isEqualTo(100_000);
    for (String table : new String[] {"transactions", "mailings", "coupons", "redemptions"}) {
      assertThat(rows(product, run, table) + rows(product, run, table + "_rejected"))
          .as(table)
          .isEqualTo(rows(product, run, table + "_raw"));
    }
    assertThat(rows(product, run, "campaigns")).isEqualTo(27);
    assertThat(home.resolve("published/retail-promotions/latest/tables/campaign_estimates.csv"))
        .exists();
    Json.parse(
        Product.read(home.resolve("published/retail-promotions/latest/schema.json")),
        "schema.json");
  }

  private static long rows(Product product, JsonNode run, String table) throws IOException {
    try (var stages =
        Files.list(
            product.home().resolve("runs").resolve(run.path("run").asText()).resolve("stages"))) {
      for (Path manifest : stages.toList()) {
        for (JsonNode output :
            Json.parse(Product.read(manifest), "manifest").path("predicate").path("outputs")) {
          if (output.path("name").asText().equals(table)) {
            return output.path("rowCount").asLong();
          }
        }
      }
    }
    throw new AssertionError(table + " is in no manifest");
  }

  @Test
  void theSameRunOnMySqlGivesTheSameDigestAndFillsTheMarts() {
    String url = MySqlServer.get().newDatabase("product");
    var onMySql = new Product(home.resolve("mysql")).with("LIFTGATE_DB", url);
    var onH2 = new Product(home.resolve("h2"));
    JsonNode mysql =
        onMySql
            .call("run", "retail-promotions", "--data", DATA.toString(), "--json")
            .exits(0)
            .json("run");
    JsonNode h2 =
        onH2.call("run", "retail-promotions", "--data", DATA.toString(), "--json")
            .exits(0)
            .json("run");
    assertThat(mysql.path("result_digest")).isEqualTo(h2.path("result_digest"));
    try (var database = Database.open(home, java.util.Optional.of(url))) {
      long campaigns =
          database.transact(
              tx ->
                  tx.first("SELECT COUNT(*) FROM campaign_estimates", r -> r.getLong(1))
                      .orElseThrow());
      long split =
          database.transact(
              tx ->
                  tx.first(
                          "SELECT (SELECT COUNT(*) FROM campaign_estimates_valid) + (SELECT COUNT(*) FROM campaign_estimates_invalid) AS n",
                          r -> r.getLong(1))
                      .orElseThrow());
      assertThat(campaigns).isEqualTo(27).isEqualTo(split);
    }
  }
}
