package org.liftgate.app.product;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * The original's recipe alone: what it leaves out, what it answers, and that it says whose it is.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PublishedProfileIT {
  private static final List<String> DEFENDED =
      List.of(
          "cohort-mailing",
          "panel-mailing",
          "panel-participation",
          "did-mailing",
          "twfe-mailing",
          "event-mailing",
          "increment-mailing",
          "cohort-entry",
          "cohort-coupon",
          "panel-coupon",
          "coupon",
          "cohort-depth",
          "panel-depth",
          "depth",
          "panel-entry",
          "entry",
          "features-mailing",
          "adjust-mailing",
          "refute-mailing",
          "uplift-mailing",
          "redemption",
          "extracts-uplift",
          "robustness-mailing",
          "plan-mailing",
          "economics",
          "league",
          "facts",
          "did-participation");

  @TempDir static Path home;

  private Product product;
  private JsonNode published;
  private JsonNode defended;

  @BeforeAll
  void run() {
    product = new Product(home);
    published =
        product
            .call("run", "retail-promotions", "--profile", "published", "--json")
            .exits(0)
            .json("run");
    defended = product.call("run", "retail-promotions", "--json").exits(0).json("run");
  }

  private static Map<String, String> statuses(JsonNode run) {
    return StreamSupport.stream(run.path("stages").spliterator(), false)
        .collect(Collectors.toMap(s -> s.path("id").asText(), s -> s.path("status").asText()));
  }

  private static JsonNode compared(JsonNode run, String outcome) {
    return StreamSupport.stream(run.path("comparison").spliterator(), false)
        .filter(c -> c.path("published_design").asText().equals("twfe-published"))
        .filter(c -> c.path("outcome").asText().equals(outcome))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void leavesOutWhatIsDefendedAndSucceeds() {
    assertThat(published.path("profile").asText()).isEqualTo("published");
    assertThat(published.path("status").asText()).isEqualTo("succeeded");
    statuses(published)
        .forEach(
            (id, status) ->
                assertThat(status)
                    .as(id)
                    .isEqualTo(DEFENDED.contains(id) ? "skipped" : "succeeded"));
    assertThat(statuses(published)).containsKeys(DEFENDED.toArray(String[]::new));
  }

  @Test
  void itsHeadlineIsTheOriginalsGradedAssociationalAndJudgedByItsRules() {
    assertThat(published.path("headline")).hasSize(1);
    JsonNode h = published.path("headline").get(0);
    assertThat(h.path("name").asText()).isEqualTo("twfe-published");
    assertThat(h.path("estimand").asText()).isEqualTo("att of participation on sales");
    assertThat(h.path("grade").asText()).isEqualTo("associational");
    assertThat(h.path("roi").isNull()).isTrue();
    boolean rejected = h.path("p_value").asDouble() > 0.10 || h.path("estimate").asDouble() < 0;
    assertThat(rejected).as("simulated buyers buy more").isFalse();
    assertThat(h.path("verdict").asText()).isEqualTo("fragile");
    assertThat(h.path("reasons").get(0).asText())
        .startsWith("The published rules say accept: p")
        .contains("an ROI below 5%")
        .contains("no ROI");
  }

  @Test
  void aDefendedRunKeepsItsOwnHeadlineAndPutsTheOriginalBesideIt() {
    statuses(defended).forEach((id, status) -> assertThat(status).as(id).isNotEqualTo("skipped"));
    assertThat(defended.path("headline").get(0).path("name").asText())
        .isEqualTo("increment-mailing");
    JsonNode beside = compared(defended, "sales");
    JsonNode alone = published.path("headline").get(0);
    assertThat(beside.path("published_estimate")).isEqualTo(alone.path("estimate"));
    assertThat(beside.path("defended_design").asText()).isEqualTo("increment-mailing");
    assertThat(compared(published, "sales").path("defended_design").isNull()).isTrue();
  }

  @Test
  void whatBothRecipesShareIsComputedOnce() {
    assertThat(statuses(defended))
        .containsEntry("snapshot", "cached")
        .containsEntry("clean", "cached")
        .containsEntry("panel-published", "cached")
        .containsEntry("twfe-published", "cached")
        .containsEntry("verdict", "succeeded")
        .containsEntry("report", "succeeded");
  }

  @Test
  void theComparisonSaysWhichWeeksTheOriginalCountsThatNobodyObserved() {
    JsonNode c = compared(defended, "sales");
    long rows = c.path("published_rows").asLong();
    long zeros = c.path("published_unobserved").asLong();
    assertThat(zeros).isPositive();
    assertThat(rows % 17).as("every pair has 8 weeks before and 9 after").isZero();
    assertThat(rows).isEqualTo(rows(defended, "panel-published"));
    assertThat(rows - zeros).isEqualTo(rows(defended, "panel-participation"));
    assertThat(c.path("why").asText()).contains("reach outside the observed days");
  }

  private static long rows(JsonNode run, String stage) {
    return StreamSupport.stream(run.path("stages").spliterator(), false)
        .filter(s -> s.path("id").asText().equals(stage))
        .mapToLong(s -> s.path("rows").asLong())
        .sum();
  }

  @Test
  void gatesOfTheOriginalFailItsOwnRunAndOnlyWarnTheOther() {
    assertThat(gates(published, "panel-published").path("fail").asInt()).isPositive();
    assertThat(gates(defended, "panel-published").path("fail").asInt()).isZero();
    assertThat(gates(defended, "panel-published").path("warn").asInt())
        .isEqualTo(gates(published, "panel-published").path("fail").asInt());
  }

  private static JsonNode gates(JsonNode run, String stage) {
    return StreamSupport.stream(run.path("stages").spliterator(), false)
        .filter(s -> s.path("id").asText().equals(stage))
        .findFirst()
        .orElseThrow()
        .path("gates");
  }

  @Test
  void theReportAndTheTerminalSayWhoseRecipeItIs() {
    String html = Product.read(Path.of(published.path("report").asText()));
    assertThat(html)
        .contains("<strong>The original's recipe.</strong>")
        .contains("Sales of participating households changed by")
        .contains("it does not show that participation caused it")
        .contains("not in this run")
        .contains("--profile published")
        .doesNotContain("Mailing raised");
    assertThat(Product.read(Path.of(defended.path("report").asText())))
        .doesNotContain("This page answers as the original did");
    String out = product.call("run", "retail-promotions", "--profile", "published").exits(0).out();
    assertThat(out)
        .contains("cohort-mailing        skipped")
        .contains("att of participation on sales: fragile")
        .contains("This is the original's recipe, judged by the original's rules.")
        .contains("(published, simulated data)");
  }

  @Test
  void aRunOfItVerifiesAndShows() {
    String id = published.path("run").asText();
    product.call("verify", id).exits(0);
    JsonNode shown = product.call("show", id, "--json").exits(0).json("run");
    assertThat(shown.path("headline")).isEqualTo(published.path("headline"));
    product
        .call(
            "run",
            "retail-promotions",
            "--profile",
            "published",
            "--until",
            "twfe-mailing",
            "--json")
        .exits(2)
        .json("error");
  }

  @Test
  void onRealFilesItNeverReplacesTheDefendedPublication(@TempDir Path folder) throws IOException {
    Path data = Product.realLooking(folder.resolve("data"));
    var real = new Product(folder.resolve("home"));
    real.call("run", "retail-promotions", "--data", data.toString()).exits(0);
    Path tree = folder.resolve("home/published/retail-promotions/latest");
    Path before = tree.toRealPath();
    real.call("run", "retail-promotions", "--data", data.toString(), "--profile", "published")
        .exits(0);
    assertThat(tree.toRealPath()).isEqualTo(before);
    Path own = folder.resolve("home/published/retail-promotions-as-published/latest");
    assertThat(Product.read(own.resolve("report.html"))).contains("The original's recipe.");
    assertThat(own.resolve("tables/panel_published.csv")).exists();
    assertThat(Files.exists(own.resolve("tables/panel_mailing.csv"))).isFalse();
  }
}
