package org.liftgate.app.product;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftgate.testing.MySqlServer;

/** The flagship from MySQL and H2 as users have them. */
class SourceIT {
  private static final String PASSWORD = "hush-4711-hush";

  @TempDir Path folder;

  /** A URL without credentials; they are in the environment. */
  private static String database(String name) {
    String root = MySqlServer.get().newDatabase(name);
    execute(
        root,
        "CREATE USER IF NOT EXISTS 'carol'@'%' IDENTIFIED WITH mysql_native_password BY '"
            + PASSWORD
            + "'",
        "GRANT ALL ON " + name + ".* TO 'carol'@'%'");
    return root.replaceFirst("user=root&password=&", "");
  }

  private static void execute(String url, String... sql) {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      for (String s : sql) {
        statement.execute(s);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Product product() {
    return new Product(folder.resolve("home"))
        .with("LIFTGATE_SOURCE_USER", "carol")
        .with("LIFTGATE_SOURCE_PASSWORD", PASSWORD);
  }

  @Test
  void theSameRunFromMySqlAndH2GivesTheDigestOfTheFiles() throws IOException {
    Product product = product();
    Path data = Product.realLooking(folder.resolve("data"));
    JsonNode files = run(product, "--data", data.toString());
    String mysql = database("flagship");
    JsonNode load = load(product, data, mysql);
    assertThat(load.path("status").asText()).isEqualTo("loaded");
    assertThat(load(product, data, mysql).path("status").asText()).isEqualTo("unchanged");
    JsonNode fromMySql = run(product, "--source", mysql);
    assertThat(fromMySql.path("result_digest")).isEqualTo(files.path("result_digest"));
    assertThat(fromMySql.path("simulated").asBoolean()).isFalse();
    for (JsonNode s : fromMySql.path("stages")) {
      boolean always = s.path("uses").asText().matches("app.migrate|ingest.snapshot|.*publish");
      assertThat(s.path("status").asText())
          .as(s.path("id").asText())
          .isEqualTo(always ? "succeeded" : "cached");
    }
    String h2 = "jdbc:h2:file:" + folder.resolve("raw").toAbsolutePath();
    load(product, data, h2);
    JsonNode check =
        product.call("check", "retail-promotions", "--source", h2, "--json").exits(0).json("run");
    JsonNode same =
        product
            .call("check", "retail-promotions", "--data", data.toString(), "--json")
            .exits(0)
            .json("run");
    assertThat(check.path("result_digest")).isEqualTo(same.path("result_digest"));
    product.call("verify", fromMySql.path("run").asText()).exits(0);
    holdsNoCredentials(product.home());
  }

  private static JsonNode run(Product product, String... raw) {
    return product.call("run", "retail-promotions", raw[0], raw[1], "--json").exits(0).json("run");
  }

  private static JsonNode load(Product product, Path data, String to) {
    return product
        .call("load", "retail-promotions", "--data", data.toString(), "--to", to, "--json")
        .exits(0)
        .json("load");
  }

  /** Neither in a manifest, nor in a report, nor in the journal's own file. */
  private static void holdsNoCredentials(Path home) throws IOException {
    var found = new ArrayList<Path>();
    try (var files = Files.walk(home)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        if (text.contains(PASSWORD) || text.contains("carol")) {
          found.add(file);
        }
      }
    }
    assertThat(found).isEmpty();
  }

  @Test
  void simulatedDataStaySimulatedInADatabase() {
    Product product = product();
    String mysql = database("simulated");
    JsonNode load = load(product, Product.simulated(), mysql);
    assertThat(load.path("simulated").asBoolean()).isTrue();
    JsonNode run =
        product
            .call("check", "retail-promotions", "--source", mysql, "--json")
            .exits(0)
            .json("run");
    assertThat(run.path("simulated").asBoolean()).isTrue();
    JsonNode files =
        product
            .call("check", "retail-promotions", "--data", Product.simulated().toString(), "--json")
            .exits(0)
            .json("run");
    assertThat(run.path("result_digest")).isEqualTo(files.path("result_digest"));
  }

  @Test
  void aServerThatDiesInMidReadLosesNothingAndTheRunGoesOn() throws Exception {
    MySqlServer server = MySqlServer.another();
    String url = server.newDatabase("journey");
    Product product = new Product(folder.resolve("home"));
    Path data = Product.realLooking(folder.resolve("data"));
    load(product, data, url);
    Path out = folder.resolve("out");
    Process process = product.start(out, "check", "retail-promotions", "--source", url, "--json");
    awaitReading(url);
    server.kill();
    assertThat(process.waitFor()).isEqualTo(1);
    String said = Files.readString(out);
    assertThat(said).contains("Maybe the database is down; resume the run").doesNotContain("\tat ");
    String id = product.call("runs", "--json").exits(0).json("runs").path(0).path("run").asText();
    product.call("check", "retail-promotions", "--source", url).exits(1);
    server.startAgain();
    product.with("LIFTGATE_SOURCE_USER", "root");
    JsonNode resumed = product.call("resume", id, "--json").exits(0).json("run");
    JsonNode files =
        product
            .call("check", "retail-promotions", "--data", data.toString(), "--json")
            .exits(0)
            .json("run");
    assertThat(resumed.path("result_digest")).isEqualTo(files.path("result_digest"));
  }

  private static void awaitReading(String url) throws SQLException, InterruptedException {
    for (int i = 0; i < 6000; i++) {
      try (Connection connection = DriverManager.getConnection(url);
          Statement statement = connection.createStatement();
          ResultSet rows =
              statement.executeQuery(
                  "SELECT COUNT(*) FROM information_schema.processlist WHERE info LIKE 'SELECT `household_key`%'")) {
        rows.next();
        if (rows.getInt(1) > 0) {
          return;
        }
      }
      Thread.sleep(5);
    }
    throw new AssertionError("it never read");
  }

  @Test
  void wrongUrlsAndBothSourcesAreUsageMistakes() {
    Product product = new Product(folder.resolve("home"));
    for (List<String> args :
        List.of(
            List.of("check", "retail-promotions", "--source", "jdbc:oracle:x"),
            List.of("run", "retail-promotions", "--data", ".", "--source", "jdbc:h2:x"),
            List.of("check", "retail-promotions"),
            List.of("load", "retail-promotions", "--data", "/nowhere", "--to", "jdbc:h2:/tmp/x"))) {
      product.call(args.toArray(String[]::new)).exits(2);
    }
    product.call("check", "retail-promotions", "--source", "jdbc:h2:/no/such").exits(1);
  }
}
