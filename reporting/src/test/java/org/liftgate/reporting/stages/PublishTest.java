package org.liftgate.reporting.stages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftgate.kernel.Profile;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schema.Column;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.kernel.Table;
import org.liftgate.reporting.format.Csv;
import org.liftgate.testing.TestContext;

@DisplayName("reporting.publish")
class PublishTest {
  @TempDir Path folder;
  private TestContext context;

  @BeforeEach
  void open() {
    context = Flagship.context(folder);
    context.inputFile("report.html", "text/html", "<html></html>");
    context.inputFile("figures/trend.svg", "image/svg+xml", "<svg/>");
    context.inputFile("EDA_SUMMARY.md", "text/markdown", "# What");
  }

  @AfterEach
  void close() {
    context.close();
  }

  private static Publish.Parameters parameters(long csvRows, String... tables) {
    var marts =
        Map.of(
            "campaign_estimates",
            "campaign_estimates",
            "event_study",
            "event_study",
            "campaign_league",
            "fact_league");
    return new Publish.Parameters(
        List.of(tables), "panel_mailing", "mailing", marts, "sales", csvRows);
  }

  @Test
  @DisplayName("lays pages, tables and schema into the tree and hands the marts their rows")
  void real() {
    Flagship.fill(context);
    new Publish().run(parameters(1_000, "campaign_estimates", "panel_mailing", "absent"), context);
    assertThat(context.published.keySet())
        .containsExactlyInAnyOrder(
            "report.html",
            "figures/trend.svg",
            "EDA_SUMMARY.md",
            "schema.json",
            "tables/campaign_estimates.csv",
            "tables/campaign_estimates.parquet",
            "tables/panel_mailing.csv",
            "tables/panel_mailing.parquet");
    assertThat(context.marts)
        .containsOnlyKeys("campaign_estimates", "event_study", "panel_mailing");
    assertThat(context.marts.get("campaign_estimates").rows()).as("valid and invalid").isEqualTo(2);
    var panel = context.marts.get("panel_mailing");
    assertThat(panel.schema().names())
        .containsExactly(
            "group_id", "period", "treated", "post", "panel_rows", "sales", "first_units");
    assertThat(panel.schema().column("sales").orElseThrow().type()).isEqualTo(Type.DECIMAL);
    assertThat(panel.rows()).as("2 campaigns, 8 weeks, 2 arms").isEqualTo(32);
    assertThat(panel.longs("panel_rows")).containsOnly(20);
    assertThat(java.util.Arrays.stream(panel.longs("first_units")).sum())
        .as("20 units in each of 8 cells, counted once in each")
        .isEqualTo(160);
    assertThat(context.text("receipts/publish.json"))
        .contains(
            "\"target\":\"/srv/published/",
            "{\"name\":\"panel_mailing\",\"rows\":640}",
            "{\"mart\":\"event_study\",\"rows\":8}",
            "\"missing\":[\"absent\"]");
    assertThat(context.publishedText("schema.json"))
        .contains(
            "\"simulated\":false",
            "{\"name\":\"did\",\"type\":\"double\",\"unit\":\"units of the outcome\"}");
    assertThat(context.notes)
        .containsExactly(
            "Table fact_league is not among the inputs; the mart campaign_league has none.",
            "Table absent is not among the inputs and was not published.");
  }

  @Test
  @DisplayName("a simulated run reaches no mart, and each row of its extracts says so")
  void simulated() {
    Flagship.fill(context);
    context.simulated(true);
    new Publish().run(parameters(1_000, "campaign_estimates", "panel_mailing"), context);
    assertThat(context.marts).isEmpty();
    assertThat(context.publishedText("tables/campaign_estimates.csv").lines().toList())
        .hasSize(3)
        .allSatisfy(line -> assertThat(line).matches(".*,(simulated|true)"));
    context.engine().view("back", context.published.get("tables/panel_mailing.parquet"));
    assertThat(
            context
                .engine()
                .query("SELECT COUNT(*) AS n FROM back WHERE simulated", Map.of())
                .longs("n"))
        .containsExactly(640);
    assertThat(context.text("receipts/publish.json"))
        .contains("\"simulated\":true", "\"marts\":[]");
  }

  @Test
  @DisplayName("a table longer than a spreadsheet opens goes out as Parquet only")
  void large() {
    Flagship.fill(context);
    new Publish().run(parameters(100, "panel_mailing"), context);
    assertThat(context.published)
        .containsKey("tables/panel_mailing.parquet")
        .doesNotContainKey("tables/panel_mailing.csv");
    assertThat(context.publishedText("schema.json")).contains("\"csv\":null");
  }

  @Test
  @DisplayName(
      "CSV: empty for null, no exponent, full precision, quotes doubled, formulas disarmed")
  void csv() {
    var schema =
        Schema.of(
            new Column("id", Type.INTEGER),
            new Column("x", Type.DOUBLE),
            new Column("t", Type.TEXT),
            new Column("b", Type.BOOLEAN),
            new Column("d", Type.DATE));
    var table =
        Table.named("odd")
            .rows(
                schema,
                List.of(
                    Flagship.row(
                        1L, 1e-5, "=HYPERLINK(\"x\")", true, java.time.LocalDate.of(2017, 3, 1)),
                    Flagship.row(2L, .1 + .2, "a,b\nc", false, null),
                    Flagship.row(null, null, null, null, null),
                    Flagship.row(3L, -12345678.9, "", true, null)))
            .build();
    Path file = folder.resolve("odd.csv");
    Csv.write(table, file);
    assertThat(file)
        .hasContent(
            "id,x,t,b,d\r\n1,0.000010,\"'=HYPERLINK(\"\"x\"\")\",true,2017-03-01\r\n"
                + "2,0.30000000000000004,\"a,b\nc\",false,\r\n,,,,\r\n3,-12345678.9,\"\",true,\r\n");
  }

  @Test
  @DisplayName("is refused without a report")
  void noReport() {
    context.inputs().remove("report.html");
    assertThatThrownBy(() -> new Publish().run(parameters(10), context))
        .hasMessageContaining("must bring report.html");
  }

  @Test
  @DisplayName("keeps the original's recipe out of the marts")
  void published() {
    Flagship.fill(context);
    context.profile(Profile.PUBLISHED);
    new Publish().run(parameters(1_000, "campaign_estimates"), context);
    assertThat(context.marts).isEmpty();
    assertThat(context.published).containsKey("tables/campaign_estimates.csv");
    assertThat(context.publishedText("schema.json")).contains("\"profile\":\"published\"");
    assertThat(context.notes)
        .containsExactly(
            "A run of the original's recipe fills no mart: they hold what is defended.");
  }
}
