package org.liftgate.app.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.liftgate.app.product.Tables.number;
import static org.liftgate.app.product.Tables.printed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The weekly mix on the public file: printed figures, what survives of them, and bad files. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@EnabledIf("present")
class MixMediationIT {
  private static final Path PUBLIC =
      Path.of(
          System.getenv().getOrDefault("LIFTGATE_TEST_DATA", "../shared/data"),
          "mix_mediation/Assessment 2 - MMM Weekly.csv");
  private static final String TREE = "mix-mediation";

  @TempDir static Path folder;

  private Product product;

  /** Bad files publish elsewhere. */
  private Product other;

  static boolean present() {
    return Files.isRegularFile(PUBLIC);
  }

  @BeforeAll
  void run() throws IOException {
    product = new Product(folder.resolve("home"));
    other = new Product(folder.resolve("other"));
    product.call("run", TREE, "--data", changed("given", l -> l).toString()).exits(0);
  }

  /** The public file with its lines changed; the first is the header. */
  private static Path changed(String name, UnaryOperator<List<String>> change) throws IOException {
    Path data = Files.createDirectories(folder.resolve(name));
    Files.write(
        data.resolve("weekly.csv"), change.apply(new ArrayList<>(Files.readAllLines(PUBLIC))));
    return data;
  }

  private static UnaryOperator<List<String>> column(int index, String value) {
    return lines -> {
      for (int i = 1; i < lines.size(); i++) {
        String[] cells = lines.get(i).split(",", -1);
        cells[index] = value;
        lines.set(i, String.join(",", cells));
      }
      return lines;
    };
  }

  @Test
  void plantedWaysAreFoundAndNoAssociationIsAccepted() {
    var fresh = new Product(folder.resolve("simulated"));
    var run = fresh.call("run", TREE, "--json").exits(0).json("run");
    assertThat(run.path("simulated").asBoolean()).isTrue();
    var headline = run.path("headline").path(0);
    System.out.printf(
        "%s: %s (%s to %s), truth %s%n",
        headline.path("estimand").asText(),
        headline.path("estimate"),
        headline.path("conf_low"),
        headline.path("conf_high"),
        headline.path("truth"));
    assertThat(headline.path("truth").asDouble())
        .isBetween(headline.path("conf_low").asDouble(), headline.path("conf_high").asDouble());
    assertThat(headline.path("verdict").asText()).isEqualTo("fragile");
    assertThat(headline.path("next_step").asText()).startsWith("Draw by lot the weeks");
    assertThat(fresh.home().resolve("published")).doesNotExist();
  }

  @Test
  void aSweepComputesOnlyWhatItsValuesTouchAndPublishesNothing() throws IOException {
    Path latest = product.home().resolve("published").resolve(TREE).resolve("latest");
    String before = Files.readString(latest.resolve("manifest.json"));
    Path data = changed("swept", l -> l);
    var swept =
        product
            .call(
                "run",
                TREE,
                "--data",
                data.toString(),
                "--sweep",
                "adstock.social=.5,.7",
                "--set",
                "exponent=0.75",
                "--json")
            .exits(0)
            .json("sweep");
    assertThat(swept.path("points")).hasSize(2);
    var asBefore = swept.path("points").path(0).path("run");
    var other = swept.path("points").path(1);
    assertThat(other.path("settings").path("adstock.social").asText()).isEqualTo(".7");
    assertThat(computed(asBefore)).containsExactly("migrate");
    assertThat(computed(other.path("run")))
        .containsExactlyInAnyOrder(
            "migrate",
            "two-stage-published",
            "mediation",
            "carried",
            "strongest",
            "verdict",
            "report",
            "extracts");
    assertThat(asBefore.path("headline").path(0).path("estimate").asDouble())
        .isNotEqualTo(other.path("run").path("headline").path(0).path("estimate").asDouble());
    assertThat(Files.readString(latest.resolve("manifest.json"))).isEqualTo(before);
    assertThat(
            product
                .call("run", TREE, "--sweep", "adstock.socal=.5", "--sweep", "draws=1,")
                .exits(2)
                .err())
        .contains("--sweep draws (1,) must be values separated by single commas");
    assertThat(product.call("run", TREE, "--sweep", "adstock.socal=.5").exits(2).err())
        .contains("adstock.socal (.5) is not a parameter", "adstock.social");
  }

  private static List<String> computed(com.fasterxml.jackson.databind.JsonNode run) {
    var ids = new ArrayList<String>();
    run.path("stages")
        .forEach(
            s -> {
              if (s.path("status").asText().equals("succeeded")) {
                ids.add(s.path("id").asText());
              }
            });
    return ids;
  }

  @Test
  void theOriginalsFiguresToTheirLastDigit() {
    fits("ridge_weeks_published", "ridge", "-0.695", "58417.56");
    fits("ridge_months_published", "ridge", "-0.2567", "52717.74");
    fits("two_stage_published", "outcome", "-0.285092", "51042.6246");
    var first =
        Tables.row(
            Tables.of(product, TREE, "accuracy_two_stage_published"),
            Map.of("model", "mediator", "weeks_of", "training"));
    printed("stage 1: train R2", "0.220", number(first, "r2"));
    var train =
        Tables.row(
            Tables.of(product, TREE, "accuracy_two_stage_published"),
            Map.of("model", "outcome", "weeks_of", "training"));
    printed("stage 2: train R2", "0.4649", number(train, "r2"));
    var estimates = Tables.of(product, TREE, "estimates");
    printed(
        "stage 1: social",
        "-5.859",
        number(
            Tables.row(
                estimates,
                Map.of(
                    "design", "two-stage-published",
                    "term", "mediator-slope",
                    "treatment", "social")),
            "estimate"));
    Map.ofEntries(
            Map.entry("social", "23984.882546"),
            Map.entry("sms", "19121.960224"),
            Map.entry("month_12", "9750.463763"),
            Map.entry("followers", "6153.841428"),
            Map.entry("time", "6093.096335"),
            Map.entry("residual_google", "-1980.575486"),
            Map.entry("predicted_google", "-2088.737511"),
            Map.entry("emails", "-2771.063945"),
            Map.entry("promotions", "-6104.672269"),
            Map.entry("month_7", "-16426.905802"),
            Map.entry("price", "-20366.604580"))
        .forEach(
            (name, target) ->
                printed(
                    "stage 2: " + name,
                    target,
                    number(
                        Tables.row(
                            estimates,
                            Map.of(
                                "design", "two-stage-published",
                                "term", "slope",
                                "treatment", name)),
                        "estimate")));
  }

  private void fits(String stage, String model, String r2, String mae) {
    var test =
        Tables.row(
            Tables.of(product, TREE, "accuracy_" + stage),
            Map.of("model", model, "weeks_of", "test"));
    printed(stage + ": test R2", r2, number(test, "r2"));
    printed(stage + ": test MAE", mae, number(test, "mae"));
  }

  @Test
  void simpleRulesForecastBetterSoNothingIsAccepted() {
    for (String stage : List.of("search", "mix")) {
      var contest = Tables.of(product, TREE, "contest_" + stage);
      assertThat(Tables.row(contest, Map.of("is_model", "true")).get("stands")).isEqualTo("false");
      printed(
          stage + ": seasonal naive",
          "41422",
          number(Tables.row(contest, Map.of("forecast", "seasonal naive")), "mae"));
    }
    for (var v : Tables.of(product, TREE, "verdicts")) {
      assertThat(v.get("verdict")).as(v.toString()).isNotEqualTo("accept");
      if (v.get("headline").equals("true")) {
        assertThat(v.get("verdict")).isEqualTo("reject");
        assertThat(v.get("reasons")).startsWith("On 21 weeks not seen the model errs by");
      }
    }
    assertThat(Tables.of(product, TREE, "budget_mix")).as("no plan of a rejected model").isEmpty();
    var advice = Tables.of(product, TREE, "advice_mix").getFirst();
    assertThat(advice.get("test")).contains("weeks drawn at random");
    assertThat(Tables.of(product, TREE, "posterior_mix"))
        .allSatisfy(r -> assertThat(number(r, "r_hat")).isLessThan(1.01));
    Map<String, String> fate = new java.util.TreeMap<>();
    Tables.of(product, TREE, "claims").forEach(r -> fate.put(r.get("claim"), r.get("status")));
    assertThat(fate)
        .containsEntry("social-first", "cannot be judged")
        .containsEntry("sms-beats-email", "stands")
        .containsEntry("followers-grow-revenue", "cannot be judged");
  }

  @Test
  void aMissingWeekAndOneThatStandsTwiceStopTheRun() throws IOException {
    Path gap =
        changed(
            "gap",
            lines -> {
              lines.remove(40);
              return lines;
            });
    var missing = other.call("run", TREE, "--data", gap.toString()).exits(3);
    assertThat(missing.out() + missing.err()).contains("weeks-without-gap").contains("days 14");
    Path twice =
        changed(
            "twice",
            lines -> {
              lines.add(lines.get(40).replaceFirst(",[0-9.]+$", ",1"));
              return lines;
            });
    var doubled = other.call("run", TREE, "--data", twice.toString()).exits(3);
    assertThat(doubled.out() + doubled.err()).contains("weeks-once").contains("lines 2");
  }

  @Test
  void negativeSpendStopsAtItsGate() throws IOException {
    Path data =
        changed(
            "negative",
            lines -> {
              lines.set(3, lines.get(3).replaceFirst(",[0-9.]+,", ",-5,"));
              return lines;
            });
    var result = other.call("run", TREE, "--data", data.toString()).exits(3);
    assertThat(result.out() + result.err())
        .contains("raw-negative-spend")
        .contains("line_number 4");
  }

  @Test
  void aChannelNeverUsedIsNamedAndTheOthersAreEstimated() throws IOException {
    Path data = changed("zero", column(3, "0"));
    other.call("run", TREE, "--data", data.toString()).exits(0);
    for (var r : Tables.of(other, TREE, "estimates")) {
      if (r.get("design").equals("mix")) {
        boolean unused = r.get("treatment").equals("tiktok");
        assertThat(r.get("estimate").isEmpty()).as(r.get("treatment")).isEqualTo(unused);
        assertThat(r.get("detail").contains("Nothing was ever spent on tiktok")).isEqualTo(unused);
      }
    }
  }

  @Test
  void constantRevenueGivesNoNumber() throws IOException {
    Path data = changed("constant", column(11, "100"));
    var result = other.call("run", TREE, "--data", data.toString(), "--json");
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.out()).contains("not-estimable").doesNotContain("NaN");
  }

  @Test
  void twoFilesForTheSameWeeksAreNotAddedUpAndSaySo() throws IOException {
    Path data = changed("two", l -> l);
    Files.copy(data.resolve("weekly.csv"), data.resolve("mmm_weekly.csv"));
    var run = other.call("run", TREE, "--data", data.toString(), "--json").exits(0).json("run");
    Path manifest =
        other.home().resolve("runs").resolve(run.path("run").asText()).resolve("stages");
    assertThat(Product.read(manifest.resolve("snapshot.json")))
        .contains("weekly.csv was read; mmm_weekly.csv would do in its place and was left alone");
    assertThat(Tables.of(other, TREE, "fact_week")).hasSize(104);
  }

  @Test
  void weibullHillAndExperimentsAreAskedForBySettings() throws IOException {
    Path simulated = folder.resolve("with-experiments");
    var fresh = new Product(folder.resolve("settings"));
    String[] make = {"--set", "together=false", "--set", "experiments=true"};
    fresh
        .call("simulate", TREE, "-o", simulated.toString(), make[0], make[1], make[2], make[3])
        .exits(0);
    Path data = Files.createDirectories(folder.resolve("looks-real"));
    for (String file : List.of("weekly.csv", "lift_experiments.csv")) {
      Files.copy(simulated.resolve(file), data.resolve(file));
    }
    Path without = Files.createDirectories(folder.resolve("looks-real-without"));
    Files.copy(data.resolve("weekly.csv"), without.resolve("weekly.csv"));
    double told = width(fresh, data);
    assertThat(told).isLessThan(width(fresh, without));
  }

  /** Width of what Facebook returned, under other curves. */
  private static double width(Product product, Path data) {
    String[] set = {"--set", "carry=weibull", "--set", "bend=hill"};
    product.call("run", TREE, "--data", data.toString(), set[0], set[1], set[2], set[3]).exits(0);
    assertThat(Tables.of(product, TREE, "posterior_mix").stream().map(r -> r.get("parameter")))
        .contains("weibull_shape.facebook", "half.google")
        .doesNotContain("decay.facebook", "exponent.google");
    var roi =
        Tables.row(
            Tables.of(product, TREE, "estimates"),
            Map.of("design", "mix", "treatment", "facebook"));
    return number(roi, "conf_high") - number(roi, "conf_low");
  }
}
