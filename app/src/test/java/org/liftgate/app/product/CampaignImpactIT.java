package org.liftgate.app.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liftgate.app.product.Tables.number;
import static org.liftgate.app.product.Tables.printed;
import static org.liftgate.app.product.Tables.row;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.liftgate.app.store.Json;

/**
 * Stores before and after: the original's figures, planted effects, trends that differ, bad files.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CampaignImpactIT {
  private static final String TREE = "campaign-impact";
  private static final Path PUBLIC =
      Path.of(
          System.getenv().getOrDefault("LIFTGATE_TEST_DATA", "../shared/data"), "campaign_impact");

  @TempDir static Path folder;

  private Product product;
  private Path small;

  static boolean present() {
    return Files.isDirectory(PUBLIC);
  }

  @BeforeAll
  void simulate() {
    product = new Product(folder.resolve("home"));
    small = simulated("small", "--scale", "0.02", "--set", "days=8");
  }

  /** Simulated files that look like real ones: what truth there is stays outside. */
  private Path simulated(String name, String... more) {
    Path data = folder.resolve(name);
    var call = new ArrayList<>(List.of("simulate", TREE, "-o", data.toString()));
    call.addAll(List.of(more));
    product.call(call.toArray(String[]::new)).exits(0);
    try {
      Files.move(data.resolve("truth.json"), folder.resolve(name + "-truth.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return data;
  }

  private static double truth(String name, String term) throws IOException {
    for (JsonNode e :
        Json.parse(Files.readString(folder.resolve(name + "-truth.json")), "truth")
            .path("estimands")) {
      if (e.path("term").asText().equals(term)) {
        return e.path("value").asDouble();
      }
    }
    throw new AssertionError("no truth of " + term);
  }

  @Test
  @EnabledIf("present")
  void theOriginalsFiguresAndWhatTheyAreWorth() throws IOException {
    var real = new Product(folder.resolve("real"));
    Path data = Files.createDirectories(folder.resolve("given"));
    try (var files = Files.list(PUBLIC)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".csv")).toList()) {
        Files.copy(file, data.resolve(file.getFileName().toString()));
      }
    }
    // It runs to its end; 2 says that its headline has no number.
    JsonNode run = real.call("run", TREE, "--data", data.toString(), "--json").exits(2).json("run");
    assertThat(run.path("status").asText()).isEqualTo("succeeded");
    List<CSVRecord> estimates = Tables.of(real, TREE, "estimates");
    CSVRecord simple = row(estimates, Map.of("design", "before-after"));
    printed("before and after", "47.3684", number(simple, "estimate"));
    assertThat(simple.get("grade")).isEqualTo("associational");
    for (String term : List.of("att", "treatment", "post")) {
      printed("split, " + term, "16.4147", split(estimates, term, "estimate"));
    }
    printed("split, intercept", "504.3407", split(estimates, "(Intercept)", "estimate"));
    printed("split, urban x post", "-4.2684", split(estimates, "urban_post", "estimate"));
    printed("split, urban x post, p", "0.010", split(estimates, "urban_post", "p_value"));
    assertThat(Tables.of(real, TREE, "aliases_split_published").toString())
        .contains("treatment", "post", "treatment_post");

    JsonNode headline = run.path("headline").path(0);
    assertThat(headline.path("verdict").asText()).isEqualTo("not-estimable");
    assertThat(headline.path("estimate").isNull()).isTrue();
    assertThat(headline.path("next_step").asText())
        .contains("column `treated`", "untreated_stores.csv");
    assertThat(
            row(Tables.of(real, TREE, "claims"), Map.of("claim", "campaign-works")).get("status"))
        .isNotEqualTo("stands");
  }

  private static double split(List<CSVRecord> estimates, String term, String column) {
    return number(row(estimates, Map.of("design", "split-published", "term", term)), column);
  }

  @Test
  void withStoresLeftOutTheEffectIsFoundAndAccepted() throws IOException {
    Path data = simulated("lot", "--set", "age_heterogeneity=0.4");
    product.call("run", TREE, "--data", data.toString()).exits(0);
    List<CSVRecord> estimates = Tables.of(product, TREE, "estimates");
    double truth = truth("lot", "att");
    for (String design : List.of("did-stores", "did-customers")) {
      CSVRecord att = row(estimates, Map.of("design", design, "term", "att"));
      System.out.printf(
          "%s: %s (%s to %s), truth %.3f%n",
          design, att.get("estimate"), att.get("conf_low"), att.get("conf_high"), truth);
      assertThat(truth).isBetween(number(att, "conf_low"), number(att, "conf_high"));
    }
    CSVRecord verdict =
        row(Tables.of(product, TREE, "verdicts"), Map.of("design", "did-stores", "term", "att"));
    assertThat(verdict.get("verdict")).as(verdict.get("reasons")).isEqualTo("accept");

    int held = 0;
    List<CSVRecord> segments = Tables.of(product, TREE, "segments_did_customers");
    for (CSVRecord s : segments) {
      double own = truth("lot", "segment(%s=%s)".formatted(s.get("modifier"), s.get("level")));
      boolean inside = number(s, "band_low") <= own && own <= number(s, "band_high");
      held += inside ? 1 : 0;
    }
    assertThat(held).as("bands hold together").isEqualTo(segments.size());
    CSVRecord young = row(segments, Map.of("modifier", "age_band", "level", "18-34"));
    assertThat(number(young, "q_value")).isLessThan(0.05);
    assertThat(number(young, "difference")).isPositive();
    List<CSVRecord> families = Tables.of(product, TREE, "families_did_customers");
    assertThat(number(row(families, Map.of("modifier", "age_band")), "q_value")).isLessThan(0.05);
    CSVRecord urban = row(Tables.of(product, TREE, "claims"), Map.of("claim", "urban-less"));
    assertThat(urban.get("term")).isEqualTo("interaction(store_location=urban)");
    assertThat(urban.get("estimate")).isNotEmpty();
    assertThat(urban.get("status")).as(urban.get("why")).isNotEqualTo("stands");
  }

  @Test
  void trendsThatDifferAreSeenAndTheEffectIsNotAccepted() throws IOException {
    Path data = simulated("apart", "--set", "trend_gap=0.5");
    JsonNode run =
        product.call("run", TREE, "--data", data.toString(), "--json").exits(0).json("run");
    JsonNode headline = run.path("headline").path(0);
    assertThat(truth("apart", "att")).isLessThan(headline.path("conf_low").asDouble());
    assertThat(headline.path("verdict").asText()).isNotEqualTo("accept");
    assertThat(headline.path("reasons").toString()).contains("trend");
  }

  /** Two stores with the campaign: no clusters for a difference, but a mix of the others. */
  @Test
  void withTwoTreatedStoresAMixOfTheOthersAnswers() throws IOException {
    Path data = simulated("few", "--scale", "0.04", "--set", "untreated_share=0.95");
    JsonNode run =
        product.call("run", TREE, "--data", data.toString(), "--json").exits(0).json("run");
    JsonNode mix = run.path("headline").path(0);
    assertThat(mix.path("name").asText()).isEqualTo("synthetic-stores");
    assertThat(run.path("headline").path(1).path("verdict").asText()).isEqualTo("not-estimable");
    assertThat(mix.path("verdict").asText()).isNotEqualTo("not-estimable");
    assertThat(truth("few", "att"))
        .isBetween(mix.path("conf_low").asDouble(), mix.path("conf_high").asDouble());
  }

  private Path changed(String name, String file, UnaryOperator<List<String>> change)
      throws IOException {
    Path data = Files.createDirectories(folder.resolve(name));
    try (var files = Files.list(small)) {
      for (Path f : files.toList()) {
        Files.copy(f, data.resolve(f.getFileName().toString()));
      }
    }
    Path target = data.resolve(file);
    List<String> lines = Files.exists(target) ? Files.readAllLines(target) : List.of();
    Files.write(target, change.apply(new ArrayList<>(lines)));
    return data;
  }

  private static UnaryOperator<List<String>> cell(int line, int place, String value) {
    return lines -> {
      String[] cells = lines.get(line - 1).split(",", -1);
      cells[place] = value;
      lines.set(line - 1, String.join(",", cells));
      return lines;
    };
  }

  private String refused(Path data, int exit) {
    var result = product.call("run", TREE, "--data", data.toString()).exits(exit);
    return result.out() + result.err();
  }

  @Test
  void aCellThatIsNoNumberIsNamedByItsPlace() throws IOException {
    Path data = changed("cell", "sales_before.csv", cell(3, 3, "abc"));
    assertThat(refused(data, 2))
        .contains("sales_before.csv:3:4: sales (abc) must be a finite number");
  }

  @Test
  void aMissingColumnIsNamedBesideWhatIsThere() throws IOException {
    Path data = changed("column", "sales_before.csv", cell(1, 3, "amount"));
    assertThat(refused(data, 2)).contains("sales is not among the headers").contains("[amount]");
  }

  @Test
  void aMissingFileIsNamed() throws IOException {
    Path data = changed("gone", "sales_after.csv", lines -> lines);
    Files.delete(data.resolve("sales_after.csv"));
    assertThat(refused(data, 2)).contains("sales_after");
  }

  /** A refund is a sale below zero: reported, not dropped; three rows are no segment. */
  @Test
  void aNegativeSaleIsReportedAndThreeRowsHaveNoEffectOfTheirOwn() throws IOException {
    Path data = changed("odd", "sales_before.csv", cell(5, 3, "-120.5"));
    var seen = new java.util.TreeMap<String, Integer>();
    for (String file : List.of("sales_before.csv", "sales_after.csv")) {
      Files.readAllLines(data.resolve(file)).stream()
          .skip(1)
          .forEach(l -> seen.merge(l.split(",")[2], 1, Integer::sum));
    }
    List<String> once = seen.keySet().stream().filter(c -> seen.get(c) == 1).limit(3).toList();
    Path customers = data.resolve("customer_demographics.csv");
    Files.write(
        customers,
        Files.readAllLines(customers).stream()
            .map(l -> once.contains(l.split(",")[0]) ? l.replaceAll(",[MF],", ",X,") : l)
            .toList());
    var run = product.call("run", TREE, "--data", data.toString()).exits(0);
    assertThat(run.out() + run.err()).contains("3 pass, 1 warn");
    List<CSVRecord> segments = Tables.of(product, TREE, "segments_did_customers");
    CSVRecord rare = row(segments, Map.of("modifier", "gender", "level", "X"));
    assertThat(rare.get("rows")).isEqualTo("3");
    assertThat(rare.get("estimate")).isEmpty();
    assertThat(rare.get("detail")).isNotEmpty();
    assertThat(row(segments, Map.of("modifier", "gender", "level", "F")).get("estimate"))
        .isNotEmpty();
    CSVRecord gender =
        row(Tables.of(product, TREE, "families_did_customers"), Map.of("modifier", "gender"));
    assertThat(gender.get("levels_tested")).isEqualTo("2");
    assertThat(gender.get("p_value")).isNotEmpty();
    assertThat(
            row(Tables.of(product, TREE, "eda_segments"), Map.of("segment", "gender", "level", "X"))
                .get("rows"))
        .isEqualTo("3");
  }

  /** One store has no spread of its own; its mix of others is compared by rank alone. */
  @Test
  void withOneTreatedStoreTheDifferenceIsRefusedInWords() throws IOException {
    Path data =
        changed(
            "one",
            "store_characteristics.csv",
            lines -> {
              for (int i = 2; i <= lines.size(); i++) {
                cell(i, 3, i == 2 ? "1" : "0").apply(lines);
              }
              return lines;
            });
    var result = product.call("run", TREE, "--data", data.toString(), "--json");
    JsonNode headline = result.json("run").path("headline");
    System.out.println("one treated store, exit " + result.exit() + ": " + headline);
    JsonNode last = headline.path(headline.size() - 1);
    assertThat(last.path("name").asText()).isEqualTo("did-stores");
    assertThat(last.path("verdict").asText()).isEqualTo("not-estimable");
    assertThat(last.path("reasons").toString()).contains("smaller arm has 1");
    assertThat(result.exit()).isIn(0, 2);
  }

  @Test
  void aStoreSaidTwoWaysStopsTheRun() throws IOException {
    Path data =
        changed("ways", "untreated_stores.csv", _ -> new ArrayList<>(List.of("store_id", "1")));
    assertThat(refused(data, 3)).contains("raw-untreated-said-once").contains("store_id 1");
  }

  @Test
  void salesThatNeverVaryGiveNoNumber() throws IOException {
    Path data =
        changed(
            "flat",
            "sales_before.csv",
            lines -> {
              for (int i = 2; i <= lines.size(); i++) {
                cell(i, 3, "100").apply(lines);
              }
              return lines;
            });
    Files.write(
        data.resolve("sales_after.csv"),
        Files.readAllLines(data.resolve("sales_after.csv")).stream()
            .map(l -> l.startsWith("date") ? l : l.substring(0, l.lastIndexOf(',')) + ",100")
            .toList());
    assertThat(refused(data, 3)).contains("sales-vary");
  }

  /** A sale of a store nobody described is set aside with its reason, not lost. */
  @Test
  void aSaleOfAnUnknownStoreIsCounted() throws IOException {
    Path data = changed("unknown", "sales_before.csv", cell(4, 1, "999"));
    JsonNode run =
        product.call("run", TREE, "--data", data.toString(), "--json").exits(0).json("run");
    var manifest =
        Files.readString(
            product.home().resolve("runs/" + run.path("run").asText() + "/stages/clean.json"));
    assertThat(manifest).contains("sales_rejected");
    assertThat(run.path("headline").path(0).path("estimate").isNumber()).isTrue();
  }
}
