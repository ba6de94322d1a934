package org.liftgate.app.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.liftgate.app.store.Json;

/** Channels and contacts: the original's printed figures, planted slopes, and bad files. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MixRegressionIT {
  private static final Path PUBLIC =
      Path.of(
          System.getenv().getOrDefault("LIFTGATE_TEST_DATA", "../shared/data"),
          "mix_ols/Campaign-Data.csv");

  @TempDir static Path home;

  private Product product;
  private Path simulated;

  @BeforeAll
  void simulate() {
    product = new Product(home.resolve("home"));
    simulated = home.resolve("simulated");
    product.call("simulate", "mix-regression", "-o", simulated.toString()).exits(0);
  }

  static boolean present() {
    return Files.isRegularFile(PUBLIC);
  }

  private static List<CSVRecord> table(Product product, String pipeline, String name) {
    Path file = product.home().resolve("published/" + pipeline + "/latest/tables/" + name + ".csv");
    try (var parser =
        CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .build()
            .parse(Files.newBufferedReader(file))) {
      return parser.getRecords();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void printed(String what, String target, double ours) {
    int decimals = target.contains(".") ? target.length() - target.indexOf('.') - 1 : 0;
    System.out.printf("%-28s target %16s  ours %18.7f%n", what, target, ours);
    assertThat(ours)
        .as(what)
        .isCloseTo(Double.parseDouble(target), within(0.5 * Math.pow(10, -decimals) + 1e-12));
  }

  @Test
  @EnabledIf("present")
  void theOriginalsFiguresToTheirLastDigit(@TempDir Path folder) throws IOException {
    var real = new Product(folder.resolve("home"));
    Path data = Files.createDirectories(folder.resolve("data"));
    Files.copy(PUBLIC, data.resolve("Campaign-Data.csv"));
    real.call("run", "mix-regression", "--data", data.toString(), "--profile", "published")
        .exits(0);
    String tree = "mix-regression-as-published";
    CSVRecord fit = table(real, tree, "fits_ols_published").getFirst();
    printed("R2", "0.479853", number(fit, "r2"));
    printed("adjusted R2", "0.478451", number(fit, "adjusted_r2"));
    printed("F", "342.1446", number(fit, "f"));
    printed("Durbin-Watson", "0.624307", number(fit, "durbin_watson"));
    printed("log-likelihood", "-54512.05", number(fit, "log_likelihood"));
    Map<String, String[]> slopes = new HashMap<>();
    slopes.put("email", new String[] {"0.793202", "0.596748"});
    slopes.put("flyer", new String[] {"3.337560", "0.260109"});
    slopes.put("phone", new String[] {"0.073361", "1.052613"});
    slopes.put("contact_1", new String[] {"4.236796", "0.415072"});
    slopes.put("contact_2", new String[] {"3.638215", "0.129222"});
    slopes.put("contact_3", new String[] {"2.343240", "0.130722"});
    slopes.put("contact_4", new String[] {"10.947830", "1.059749"});
    slopes.put("contact_5", new String[] {"3.507795", "4.549155"});
    slopes.put("(Intercept)", new String[] {"1481205.5"});
    for (CSVRecord r : table(real, tree, "estimates")) {
      String[] target = slopes.get(r.get("treatment"));
      if (r.get("design").equals("ols-published")) {
        printed(r.get("treatment"), target[0], number(r, "estimate"));
        if (target.length > 1) {
          printed(r.get("treatment") + " (SE)", target[1], number(r, "std_error"));
        }
      }
    }
    Map<String, String> types = new HashMap<>();
    for (CSVRecord r : table(real, tree, "fits_ols_types_published")) {
      types.put(r.get("group_name"), r.get("r2"));
      assertThat(r.get("left_out").contains("phone"))
          .as(r.get("group_name"))
          .isEqualTo(r.get("group_name").equals("Small Facility"));
    }
    printed("Medium R2", "0.4369", Double.parseDouble(types.get("Medium Facility")));
    printed("Large R2", "0.3709", Double.parseDouble(types.get("Large Facility")));
    printed("Private R2", "0.3462", Double.parseDouble(types.get("Private Facility")));
    printed("Small R2", "0.0543", Double.parseDouble(types.get("Small Facility")));
  }

  @Test
  @EnabledIf("present")
  void whatSurvivesOfThem(@TempDir Path folder) throws IOException {
    var real = new Product(folder.resolve("home"));
    Path data = Files.createDirectories(folder.resolve("data"));
    Files.copy(PUBLIC, data.resolve("Campaign-Data.csv"));
    JsonNode run =
        real.call("run", "mix-regression", "--data", data.toString(), "--json")
            .exits(0)
            .json("run");
    Map<String, Double> within = new HashMap<>();
    for (CSVRecord r : table(real, "mix-regression", "estimates")) {
      if (r.get("design").equals("within")) {
        within.put(r.get("treatment"), number(r, "estimate"));
      }
      if (r.get("design").equals("clustered") && r.get("treatment").equals("contact_4")) {
        printed("contact 4, clustered SE", "6.44", number(r, "std_error"));
      }
    }
    printed("contact 4 within clients", "1.35", within.get("contact_4"));
    printed("flyer within clients", "2.08", within.get("flyer"));
    printed("contact 2 within clients", "2.04", within.get("contact_2"));
    printed("contact 1 within clients", "2.82", within.get("contact_1"));
    assertThat(run.path("headline").get(0).path("verdict").asText()).isEqualTo("inconclusive");
    var claims =
        table(real, "mix-regression", "claims").stream()
            .collect(Collectors.toMap(r -> r.get("claim"), r -> r.get("status")));
    assertThat(claims)
        .containsEntry("contact-4-figure", "does not stand")
        .containsEntry("contact-4-strongest", "cannot be judged");
    assertThat(table(real, "mix-regression", "rivals_strongest")).hasSize(7);
    for (CSVRecord r : table(real, "mix-regression", "recommendations")) {
      assertThat(r.get("verdict")).as(r.get("treatment")).isNotEqualTo("accept");
      assertThat(r.get("recommendation"))
          .as("nothing insignificant or fragile moves money")
          .doesNotContain("More of")
          .doesNotContainIgnoringCase("reallocate");
    }
    assertThat(Product.read(manifest(real, run, "snapshot")))
        .contains("Montly Target as monthly_target");
  }

  private static Path manifest(Product product, JsonNode run, String stage) {
    return product
        .home()
        .resolve("runs")
        .resolve(run.path("run").asText())
        .resolve("stages")
        .resolve(stage + ".json");
  }

  private static double number(CSVRecord r, String column) {
    return Double.parseDouble(r.get(column));
  }

  private Path changed(String name, UnaryOperator<List<String>> change) throws IOException {
    Path folder = Files.createDirectories(home.resolve(name));
    List<String> lines = Files.readAllLines(simulated.resolve("Campaign-Data.csv"));
    Files.write(folder.resolve("Campaign-Data.csv"), change.apply(new ArrayList<>(lines)));
    return folder;
  }

  private static UnaryOperator<List<String>> column(int place, String value) {
    return lines -> {
      for (int i = 1; i < lines.size(); i++) {
        String[] cells = lines.get(i).split(",", -1);
        cells[place] = value;
        lines.set(i, String.join(",", cells));
      }
      return lines;
    };
  }

  @Test
  void plantedSlopesAreFoundWithinClientsAndMissedByThePlainRegression() throws IOException {
    Path data = changed("looks-real", lines -> lines);
    Files.copy(simulated.resolve("ab_test.csv"), data.resolve("ab_test.csv"));
    product.call("run", "mix-regression", "--data", data.toString()).exits(0);
    Map<String, Double> truth = new HashMap<>();
    for (JsonNode e :
        Json.parse(Product.read(simulated.resolve("truth.json")), "truth").path("estimands")) {
      truth.put(e.path("treatment").asText(), e.path("value").asDouble());
    }
    Map<String, Integer> held = new HashMap<>();
    for (CSVRecord r : table(product, "mix-regression", "estimates")) {
      if (r.get("term").equals("slope") || r.get("term").equals("att")) {
        double t = truth.get(r.get("treatment"));
        boolean covers = number(r, "conf_low") <= t && t <= number(r, "conf_high");
        if (r.get("group_id").isEmpty() && r.get("outcome").equals("amount")) {
          held.merge(r.get("design"), covers ? 1 : 0, Integer::sum);
        }
      }
    }
    System.out.println("intervals that hold the truth, of 8: " + held);
    assertThat(held.get("within")).isGreaterThanOrEqualTo(6);
    assertThat(held.get("ols-published")).isLessThanOrEqualTo(4);
    assertThat(held.get("experiment")).isEqualTo(1);
    var grades =
        table(product, "mix-regression", "verdicts").stream()
            .filter(r -> r.get("design").equals("experiment"))
            .map(r -> r.get("grade"))
            .distinct()
            .toList();
    assertThat(grades).containsExactly("experimental");
  }

  @Test
  void negativeSpendStopsAtItsGate() throws IOException {
    Path data =
        changed(
            "negative",
            lines -> {
              String[] cells = lines.get(4).split(",", -1);
              cells[6] = "-5";
              lines.set(4, String.join(",", cells));
              return lines;
            });
    var result = product.call("run", "mix-regression", "--data", data.toString()).exits(3);
    assertThat(result.out() + result.err())
        .contains("raw-negative-spend")
        .contains("line_number 5");
  }

  @Test
  void constantRevenueEstimatesNothingAndSaysSo() throws IOException {
    Path data = changed("constant", column(4, "100"));
    var result = product.call("run", "mix-regression", "--data", data.toString(), "--json");
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.out()).contains("not-estimable").doesNotContain("NaN");
  }

  @Test
  void aChannelThatIsAlwaysZeroIsNamedAndTheOthersAreEstimated() throws IOException {
    Path data = changed("zero", column(11, "0"));
    product.call("run", "mix-regression", "--data", data.toString()).exits(0);
    int estimated = 0;
    for (CSVRecord r : table(product, "mix-regression", "verdicts")) {
      if (r.get("design").equals("within")) {
        boolean zero = r.get("treatment").equals("contact_3");
        assertThat(r.get("verdict").equals("not-estimable")).as(r.get("treatment")).isEqualTo(zero);
        estimated += zero ? 0 : 1;
      }
    }
    assertThat(estimated).isEqualTo(7);
  }

  @Test
  void aTypeOfOneClientAndThreeRowsIsLeftOutOfTheComparisonByName() throws IOException {
    Path data =
        changed(
            "three",
            lines -> {
              for (int i = 1; i <= 3; i++) {
                lines.add("ID-999999,Tiny Facility,500,50," + i + "000,60,0,10,0,0,5,0,0,0,Low");
              }
              return lines;
            });
    product.call("run", "mix-regression", "--data", data.toString()).exits(0);
    CSVRecord joint =
        table(product, "mix-regression", "interactions_types").stream()
            .filter(r -> r.get("what").equals("all"))
            .findFirst()
            .orElseThrow();
    assertThat(joint.get("detail")).contains("Left out as too small: level 5 (1 units)");
    for (CSVRecord r : table(product, "mix-regression", "estimates")) {
      // Three rows of the same contacts have a mean and nothing else.
      if (r.get("design").equals("ols-types-published")
          && r.get("group_id").equals("5")
          && !r.get("treatment").equals("(Intercept)")) {
        assertThat(r.get("std_error")).as(r.get("treatment")).isEmpty();
      }
    }
  }

  @Test
  void aMonthThatIsMissingIsNamedAndASecondFileIsNotAddedUp() throws IOException {
    Path gap =
        changed(
            "gap",
            lines -> {
              lines.remove(7);
              return lines;
            });
    JsonNode run =
        product
            .call("run", "mix-regression", "--data", gap.toString(), "--json")
            .exits(0)
            .json("run");
    assertThat(Product.read(manifest(product, run, "months"))).contains("months-complete");
    Path two = changed("two", lines -> lines);
    Files.copy(two.resolve("Campaign-Data.csv"), two.resolve("Campaign-Data_month_derived.csv"));
    JsonNode twice =
        product
            .call("run", "mix-regression", "--data", two.toString(), "--json")
            .exits(0)
            .json("run");
    assertThat(Product.read(manifest(product, twice, "snapshot")))
        .contains("Campaign-Data_month_derived.csv would do in its place and was left alone");
  }
}
