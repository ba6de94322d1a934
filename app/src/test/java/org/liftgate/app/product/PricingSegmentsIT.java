package org.liftgate.app.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.liftgate.app.store.Json;

/** Discounts: the original's figures, planted elasticities, and bad files. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PricingSegmentsIT {
  private static final String FILE = "pricing_sample.csv";
  private static final Path PUBLIC =
      Path.of(
          System.getenv().getOrDefault("LIFTGATE_TEST_DATA", "../shared/data"), "pricing/" + FILE);

  @TempDir static Path home;

  private Product product;
  private Path simulated;

  @BeforeAll
  void simulate() {
    product = new Product(home.resolve("home"));
    simulated = home.resolve("simulated");
    product.call("simulate", "pricing-segments", "-o", simulated.toString()).exits(0);
  }

  /** Price and demand moved by what nobody saw: the sign is lost, and nobody is told to act. */
  @Test
  void aHiddenCauseMakesItFragile() {
    JsonNode head =
        product
            .call("run", "pricing-segments", "--set", "hidden=1", "--json")
            .exits(0)
            .json()
            .at("/headline/0");
    assertThat(head.at("/conf_high").doubleValue()).isLessThan(head.at("/truth").doubleValue());
    assertThat(head.at("/verdict").textValue()).isEqualTo("fragile");
    assertThat(head.at("/reasons").toString())
        .contains("On log_demand_before, which the treatment cannot move, the effect is");
  }

  static boolean present() {
    return Files.isRegularFile(PUBLIC);
  }

  @Test
  @EnabledIf("present")
  void theOriginalsFigures() throws IOException {
    Path data = Files.createDirectories(home.resolve("public"));
    Files.copy(PUBLIC, data.resolve(FILE));
    product
        .call("run", "pricing-segments", "--data", data.toString(), "--profile", "published")
        .exits(0);
    Map<String, Double> revenue = new HashMap<>();
    for (CSVRecord r : table("pricing-segments-as-published", "policy_revenue")) {
      revenue.put(r.get("policy"), number(r, "mean_revenue"));
    }
    printed("tree", "14.686241", revenue.get("tree"));
    printed("previous", "14.349342", revenue.get("previous"));
    printed("discount for all", "13.774469", revenue.get("discount for all"));
    printed("no discount", "14.294606", revenue.get("no discount"));
    printed("raise for all", "14.612670", revenue.get("raise for all"));
    printed("tree and raise elsewhere", "15.564411", revenue.get("tree and raise elsewhere"));
    CSVRecord best = table("pricing-segments-as-published", "best_cut").getFirst();
    printed("best cut", "14.6958", number(best, "mean_revenue"));
    assertThat(1.0).isBetween(number(best, "cut_from"), number(best, "cut_below"));
    theOriginalsEstimates();
    double root =
        number(
            table("pricing-segments-as-published", "tree_tree_published").getFirst(), "threshold");
    System.out.printf("%-28s target 0.985 (.95 to 1.02) ours %8.4f%n", "root of the tree", root);
    assertThat(root).isBetween(0.95, 1.02);
    whatTheDataAloneBring(data);
  }

  /** The treatment is a discount, so signs are turned; the original set no seed. */
  private void theOriginalsEstimates() {
    for (CSVRecord r : table("pricing-segments-as-published", "estimates")) {
      if (r.get("design").equals("dml-published")) {
        switch (r.get("term")) {
          case "projection(1)" -> near("intercept", -3.003, 0.049, r);
          case "projection(income)" -> near("income", 2.386, 0.081, r);
          case "projection(income^2)" -> near("income^2", -0.420, 0.028, r);
          case "projection-mean" -> near("mean effect", -0.9956, 0.013, r);
          default -> assertThat(r.get("missing_reason")).isEmpty();
        }
      }
    }
  }

  private static void near(String what, double target, double error, CSVRecord r) {
    double ours = -number(r, "estimate");
    System.out.printf(
        "%-28s target %8.4f (%.4f)  ours %8.4f (%.4f)%n",
        what, target, error, ours, number(r, "std_error"));
    assertThat(ours).as(what).isCloseTo(target, within(3 * error));
  }

  /**
   * Who gets a discount follows from estimates; what it brings is counted by the known response.
   */
  private void whatTheDataAloneBring(Path data) throws IOException {
    JsonNode run =
        product
            .call("run", "pricing-segments", "--data", data.toString(), "--json")
            .exits(0)
            .json();
    for (CSVRecord r : table("pricing-segments", "learned_revenue")) {
      System.out.printf(
          "%-28s at least 14.66 ours %10.6f%n", r.get("policy"), number(r, "mean_revenue"));
      assertThat(number(r, "mean_revenue")).as(r.get("policy")).isGreaterThan(14.66);
    }
    Path fresh = home.resolve("new.csv");
    List<String> lines = Files.readAllLines(PUBLIC).subList(0, 3);
    Files.write(fresh, List.of(lines.get(0), lines.get(1), cell(lines.get(2), 8, "99")));
    Path told = home.resolve("told.csv");
    String id = run.path("run").asText();
    product.call("score", id, "--data", fresh.toString(), "-o", told.toString()).exits(0);
    List<String> rows = Files.readAllLines(told);
    assertThat(rows.get(1)).endsWith("discount");
    assertThat(rows.get(2)).contains("income is above what the run saw");
  }

  @Test
  void plantedElasticitiesAreFoundWithinIncomesAndMissedAlongStraightLines() throws IOException {
    Path data = Files.createDirectories(home.resolve("looks-real"));
    Files.copy(simulated.resolve(FILE), data.resolve(FILE));
    product.call("run", "pricing-segments", "--data", data.toString(), "--set", "cut=1.0").exits(0);
    Map<String, Double> truth = new HashMap<>();
    for (JsonNode e :
        Json.parse(Product.read(simulated.resolve("truth.json")), "truth").path("estimands")) {
      truth.put(
          e.path("treatment").asText() + " " + e.path("term").asText(), e.path("value").asDouble());
    }
    for (CSVRecord r : table("pricing-segments", "policy_revenue")) {
      if (r.get("policy").equals("no discount")) {
        assertThat(number(r, "mean_revenue"))
            .isCloseTo(truth.get("price revenue(none)"), within(1e-9));
      }
      if (r.get("policy").equals("tree")) {
        assertThat(number(r, "mean_revenue"))
            .isCloseTo(truth.get("price revenue(best-cut)"), within(1e-9));
      }
    }
    double slope = truth.get("log_discount slope");
    for (CSVRecord r : table("pricing-segments", "estimates")) {
      if (r.get("term").startsWith("segment(")) {
        assertThat(number(r, "estimate"))
            .as(r.get("term"))
            .isCloseTo(truth.get("log_discount " + r.get("term")), within(0.1));
      }
      if (r.get("term").equals("slope")) {
        System.out.printf(
            "%-12s truth %8.4f  ours %8.4f (%s)%n",
            r.get("design"), slope, number(r, "estimate"), r.get("std_error"));
        boolean banded = !r.get("design").equals("adjusted");
        assertThat(Math.abs(number(r, "estimate") - slope) < (banded ? 0.15 : 1))
            .as(r.get("design"))
            .isEqualTo(banded);
      }
    }
    assertThat(table("pricing-segments", "verdicts"))
        .noneMatch(r -> r.get("verdict").equals("accept"));
  }

  @Test
  void onePriceForAllStopsAtItsGate() {
    stops("constant", column(9, "1.0"), "price-varies");
  }

  @Test
  void aPriceOfZeroStopsAtItsGateByLine() {
    stops(
        "zero",
        lines -> {
          lines.set(4, cell(lines.get(4), 9, "0"));
          return lines;
        },
        "raw-price-positive",
        "line_number 5");
  }

  @Test
  void thirtyRowsAreTooFew() {
    stops("few", lines -> lines.subList(0, 31), "raw-rows", "30");
  }

  @Test
  void aFeatureThatDeterminesThePriceIsNamed() {
    stops(
        "determined",
        lines -> {
          for (int i = 1; i < lines.size(); i++) {
            double income = Double.parseDouble(lines.get(i).split(",")[8]);
            lines.set(i, cell(lines.get(i), 9, income < 1 ? "0.8" : "1.0"));
          }
          return lines;
        },
        "price-not-determined",
        "income");
  }

  @Test
  void aFeatureOfTenThousandLevelsIsTakenForAName() {
    stops(
        "levels",
        lines -> {
          for (int i = 1; i < lines.size(); i++) {
            lines.set(i, cell(lines.get(i), 0, Integer.toString(i)));
          }
          return lines;
        },
        "raw-levels",
        "account_age",
        "10000");
  }

  private void stops(String name, UnaryOperator<List<String>> change, String... words) {
    try {
      Path folder = Files.createDirectories(home.resolve(name));
      List<String> lines = new ArrayList<>(Files.readAllLines(simulated.resolve(FILE)));
      Files.write(folder.resolve(FILE), change.apply(lines));
      var result =
          product
              .call("run", "pricing-segments", "--data", folder.toString(), "--until", "prepare")
              .exits(3);
      assertThat((result.out() + result.err()).replace(",", "")).contains(words);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static UnaryOperator<List<String>> column(int place, String value) {
    return lines -> {
      for (int i = 1; i < lines.size(); i++) {
        lines.set(i, cell(lines.get(i), place, value));
      }
      return lines;
    };
  }

  private static String cell(String line, int place, String value) {
    String[] cells = line.split(",", -1);
    cells[place] = value;
    return String.join(",", cells);
  }

  private List<CSVRecord> table(String tree, String name) {
    Path file = product.home().resolve("published/" + tree + "/latest/tables/" + name + ".csv");
    try (var parser =
        CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .build()
            .parse(Files.newBufferedReader(file))) {
      return parser.getRecords();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void printed(String what, String target, double ours) {
    int decimals = target.length() - target.indexOf('.') - 1;
    System.out.printf("%-28s target %12s  ours %14.8f%n", what, target, ours);
    assertThat(ours)
        .as(what)
        .isCloseTo(Double.parseDouble(target), within(0.5 * Math.pow(10, -decimals) + 1e-12));
  }

  private static double number(CSVRecord r, String column) {
    return Double.parseDouble(r.get(column));
  }
}
