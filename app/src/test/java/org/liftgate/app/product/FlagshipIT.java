package org.liftgate.app.product;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The flagship from nothing to a verified report, and every verb on what it made. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FlagshipIT {
  @TempDir static Path home;

  private Product product;
  private JsonNode first;

  @BeforeAll
  void run() {
    product = new Product(home);
    first = product.call("run", "retail-promotions", "--json").exits(0).json("run");
  }

  private String id() {
    return first.path("run").asText();
  }

  @Test
  void everyStageSucceedsAndTheAnswerStandsBesideTheTruth() {
    assertThat(first.path("status").asText()).isEqualTo("succeeded");
    assertThat(first.path("simulated").asBoolean()).isTrue();
    first
        .path("stages")
        .forEach(
            s ->
                assertThat(s.path("status").asText())
                    .as(s.path("id").asText())
                    .isIn("succeeded", "cached"));
    assertThat(first.path("headline")).isNotEmpty();
    first
        .path("headline")
        .forEach(h -> assertThat(h.path("truth").isNumber()).as(h.toString()).isTrue());
  }

  @Test
  void theReportIsStampedWithTheRun() {
    String html = Product.read(Path.of(first.path("report").asText()));
    assertThat(html)
        .contains(id())
        .contains(first.path("result_digest").asText())
        .doesNotContain("liftgate:stamp")
        .containsIgnoringCase("simulated");
  }

  @Test
  void simulatedResultsAreNeverPublished() {
    assertThat(home.resolve("published")).doesNotExist();
    assertThat(home.resolve("runs").resolve(id()).resolve("extract/report.html")).exists();
  }

  @Test
  void powerBiNamesOnlyColumnsThatTheExtractsHave() {
    var extract = home.resolve("runs").resolve(id()).resolve("extract");
    var columns = new HashMap<String, Set<String>>();
    PowerBi.json(extract.resolve("schema.json"))
        .path("tables")
        .forEach(
            t -> {
              var names = new HashSet<String>();
              t.path("columns").forEach(c -> names.add(c.path("name").asText()));
              columns.put(t.path("name").asText(), names);
            });
    var project = new PowerBi(Product.ROOT.resolve("deploy/powerbi"));
    var tables = project.tables();
    tables.forEach(
        (name, table) ->
            assertThat(columns.getOrDefault(table.file(), Set.of()))
                .as(name + " reads " + table.file())
                .containsAll(table.sources()));
    project
        .used()
        .forEach(
            (table, names) ->
                assertThat(tables.get(table))
                    .as(table)
                    .extracting(PowerBi.Model::names)
                    .satisfies(known -> assertThat(known).as(table).containsAll(names)));
  }

  @Test
  void anUnchangedSecondRunComputesNothingAndGivesTheSameDigest() {
    JsonNode second = product.call("run", "retail-promotions", "--json").exits(0).json("run");
    assertThat(second.path("result_digest")).isEqualTo(first.path("result_digest"));
    second
        .path("stages")
        .forEach(
            s ->
                assertThat(s.path("status").asText())
                    .as(s.path("id").asText())
                    .isEqualTo(effect(s) ? "succeeded" : "cached"));
    assertThat(second.path("headline")).isEqualTo(first.path("headline"));
    product.call("verify", second.path("run").asText()).exits(0);
  }

  private static boolean effect(JsonNode stage) {
    return stage.path("uses").asText().equals("app.migrate")
        || stage.path("uses").asText().equals("reporting.publish");
  }

  @Test
  void aForcedRunInAnotherHomeGivesTheSameDigest(@TempDir Path other) {
    JsonNode again =
        new Product(other)
            .with("LIFTGATE_THREADS", "1")
            .call("run", "retail-promotions", "--json")
            .exits(0)
            .json("run");
    assertThat(again.path("result_digest")).isEqualTo(first.path("result_digest"));
  }

  @Test
  void aNewThresholdReRunsOnlyGatesAndWhatReadsThem(@TempDir Path folder) throws IOException {
    Path pipeline = folder.resolve("retail-promotions");
    copy(Product.ROOT.resolve("pipelines/retail-promotions"), pipeline);
    Path gates = pipeline.resolve("gates.yaml");
    Files.writeString(
        gates,
        Product.read(gates)
            .replace("max: 100000, max_share: 0.001", "max: 90000, max_share: 0.001"));
    JsonNode run = product.call("run", pipeline.toString(), "--json").exits(0).json("run");
    for (JsonNode s : run.path("stages")) {
      if (s.path("uses").asText().startsWith("ingest")
          || s.path("uses").asText().startsWith("cohorting")) {
        assertThat(s.path("status").asText()).as(s.path("id").asText()).isEqualTo("cached");
      }
    }
    assertThat(run.path("result_digest")).isEqualTo(first.path("result_digest"));
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var walk = Files.walk(from)) {
      for (Path p : walk.toList()) {
        Path target = to.resolve(from.relativize(p).toString());
        if (Files.isDirectory(p)) {
          Files.createDirectories(target);
        } else {
          Files.copy(p, target);
        }
      }
    }
  }

  @Test
  void verifyWorksOnACopyWithoutTheJournalAndNamesEachChangedFile(@TempDir Path elsewhere)
      throws IOException {
    Path copy = elsewhere.resolve("copy");
    copy(home.resolve("runs").resolve(id()), copy);
    var stranger = new Product(elsewhere.resolve("no-home"));
    stranger.call("verify", copy.toString()).exits(0);
    assertThat(elsewhere.resolve("no-home")).doesNotExist();
    Path estimates = copy.resolve("artifacts/estimates.parquet");
    estimates.toFile().setWritable(true);
    byte[] bytes = Files.readAllBytes(estimates);
    bytes[bytes.length / 2] ^= 1;
    Files.write(estimates, bytes);
    Files.delete(copy.resolve("artifacts/verdicts.parquet"));
    JsonNode report = stranger.call("verify", copy.toString(), "--json").exits(4).json("verify");
    assertThat(report.path("problems").findValuesAsText("file"))
        .containsExactlyInAnyOrder("artifacts/estimates.parquet", "artifacts/verdicts.parquet");
  }

  @Test
  void everyVerbSpeaksJson(@TempDir Path folder) {
    product.call("runs", "--json").exits(0).json("runs");
    product.call("show", id(), "--json").exits(0).json("run");
    JsonNode artifacts = product.call("artifacts", id(), "--json").exits(0).json("artifacts");
    artifacts.forEach(a -> assertThat(Path.of(a.path("path").asText())).exists());
    Path target = folder.resolve("e.parquet");
    product.call("get", id(), "estimates", "-o", target.toString(), "--json").exits(0).json("get");
    assertThat(target).exists();
    product.call("verify", id(), "--json").exits(0).json("verify");
    JsonNode diff = product.call("diff", id(), id(), "--json").exits(0).json("diff");
    assertThat(diff.path("equal").asBoolean()).isTrue();
    Path zip = folder.resolve("run.zip");
    JsonNode export =
        product.call("export", id(), "-o", zip.toString(), "--json").exits(0).json("export");
    var stranger = new Product(folder.resolve("no-home"));
    JsonNode there = stranger.call("verify", zip.toString(), "--json").exits(0).json("verify");
    assertThat(there.path("result_digest")).isEqualTo(export.path("result_digest"));
    assertThat(folder.resolve("no-home")).doesNotExist();
    product.call("pipelines", "--json").exits(0).json("pipelines");
    JsonNode described =
        product
            .call("describe", "retail-promotions", "--routes", "--json")
            .exits(0)
            .json("describe");
    assertThat(described.path("routes").toString()).contains("retail-promotions.snapshot");
    product.call("doctor", "--json").exits(0).json("doctor");
    product
        .call("check", "retail-promotions", "--data", Product.simulated().toString(), "--json")
        .exits(0)
        .json("run");
    product.call("run", "retail-promotion", "--json").exits(2).json("error");
    product.call("show", "ffff", "--json").exits(2).json("error");
    product.call("cancel", id(), "--json").exits(2).json("error");
  }

  @Test
  void simulatingTwiceGivesTheSameBytes(@TempDir Path folder) throws IOException {
    Path sim = folder.resolve("sim");
    product
        .call("simulate", "retail-promotions", "-o", sim.toString(), "--json")
        .exits(0)
        .json("simulate");
    try (var files = Files.list(sim)) {
      for (Path f : files.toList()) {
        assertThat(Files.mismatch(f, Product.simulated().resolve(f.getFileName().toString())))
            .as(f.toString())
            .isEqualTo(-1);
      }
    }
    product.call("simulate", "retail-promotions", "-o", sim.toString()).exits(2);
  }

  @Test
  void transactionsAreSimulatedOverGivenTables(@TempDir Path folder) throws IOException {
    Path sim = folder.resolve("sim");
    String tables = Product.simulated().toString();
    var made =
        product
            .call(
                "simulate",
                "retail-promotions",
                "-o",
                sim.toString(),
                "--dimensions",
                tables,
                "--set",
                "deals=true",
                "--set",
                "null_campaigns=2",
                "--json")
            .exits(0)
            .json("simulate");
    assertThat(made.path("scale").isNull()).isTrue();
    assertThat(Files.mismatch(sim.resolve("coupon.csv"), Product.simulated().resolve("coupon.csv")))
        .isEqualTo(-1);
    assertThat(Files.readString(sim.resolve("truth.json")))
        .contains("\"dimensions\": \"given\"", "\"deals\": true", "depth");
    var run = product.call("check", "retail-promotions", "--data", sim.toString(), "--json");
    run.exits(0).json("run");
    String other = folder.resolve("other").toString();
    product
        .call(
            "simulate",
            "retail-promotions",
            "-o",
            other,
            "--dimensions",
            tables,
            "--scale",
            "1",
            "--json")
        .exits(2)
        .json("error");
    product
        .call(
            "simulate",
            "retail-promotions",
            "-o",
            other,
            "--dimensions",
            tables,
            "--set",
            "overlap=0.4",
            "--json")
        .exits(2)
        .json("error");
  }

  @Test
  void helpShowsExamplesAndUsageMistakesExitTwo() {
    assertThat(product.call("run", "--help").exits(0).out()).contains("Examples:");
    product.call("run").exits(2);
    product.call("dance").exits(2);
    product.call("run", "retail-promotions", "--scale", "much").exits(2);
    product.call("run", "retail-promotions", "--set", "pre_weaks=3").exits(2);
    product.call("run", "retail-promotions", "--until", "snapshoot").exits(2);
  }
}
