package org.liftgate.reporting.stages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftgate.kernel.Pipeline;
import org.liftgate.kernel.Profile;
import org.liftgate.kernel.Schemas;
import org.liftgate.kernel.Stage;
import org.liftgate.reporting.report.ReportModel;
import org.liftgate.testing.TestContext;

@DisplayName("reporting.report")
class ReportTest {
  @TempDir Path folder;
  private TestContext context;

  @BeforeEach
  void open() {
    context = Flagship.context(folder);
  }

  @AfterEach
  void close() {
    context.close();
  }

  private ReportModel model() {
    return new ModelReader(Flagship.REPORT, context).read();
  }

  @Test
  @DisplayName("reads estimates, verdicts, truth, campaigns and checks into the model")
  void model_() {
    Flagship.fill(context);
    var model = model();
    var answer = model.answer().orElseThrow();
    assertThat(answer.design()).isEqualTo("All campaigns pooled");
    assertThat(answer.judgement().verdict()).isEqualTo("accept");
    assertThat(answer.truth()).hasValue(5.0);
    assertThat(model.findings()).as("published terms, events and tests stay out").hasSize(1);
    assertThat(model.preTrend().orElseThrow().pValue()).hasValue(.41);
    assertThat(model.campaigns().stream().map(ReportModel.Campaign::id))
        .as("in order of start")
        .containsExactly(2L, 1L);
    assertThat(model.campaigns().getFirst().reason()).isEqualTo("the treated arm is empty");
    assertThat(model.campaigns().getLast().clean().orElseThrow().estimate()).isEqualTo(4.4);
    assertThat(model.flows())
        .singleElement()
        .satisfies(
            f -> {
              assertThat(f.in()).hasValue(10);
              assertThat(f.out()).hasValue(7);
              assertThat(f.rejected())
                  .containsExactly(
                      new ReportModel.Reason("non_positive quantity", 2),
                      new ReportModel.Reason("duplicate", 1));
            });
    assertThat(model.assumptions().getFirst().tests())
        .containsExactly(new ReportModel.Tested("Event mailing", "pass", "joint test p = .41"));
    assertThat(model.assumptions().getLast().tests().getLast().message())
        .isEqualTo("no outcome in this run");
    assertThat(model.claims().getFirst().figure())
        .isEqualTo("All campaigns pooled: 5.00 (95%: 3.43 to 6.57), quasi-experimental, accept");
  }

  @Test
  @DisplayName("draws means by arm with an interval clustered by unit, against the long way round")
  void trend() {
    Flagship.fill(context);
    var cell =
        model().trend().stream()
            .filter(c -> c.period() == 2 && c.treated())
            .findFirst()
            .orElseThrow();
    // one unit stands in both campaigns with the same sales, so its mean is that of a single row
    double[] sales =
        context
            .engine()
            .query(
                "SELECT sales FROM panel_mailing WHERE group_id = 1 AND period = 2 AND treated",
                java.util.Map.of())
            .doubles("sales");
    double mean = DoubleStream.of(sales).average().orElseThrow();
    double variance =
        DoubleStream.of(sales).map(s -> (s - mean) * (s - mean)).sum() / (sales.length - 1);
    assertThat(cell.units()).isEqualTo(20);
    assertThat(cell.mean()).isCloseTo(mean, within(1e-9));
    assertThat(cell.high() - cell.mean())
        .isCloseTo(1.959963984540054 * Math.sqrt(variance / sales.length), within(1e-9));
  }

  @Test
  @DisplayName("writes one page and its figures, the same bytes each time, without facts of a run")
  void page() {
    Flagship.fill(context);
    new Report().run(Flagship.REPORT, context);
    var first = List.copyOf(context.outputs.values());
    assertThat(context.outputs)
        .containsKeys(
            "report.html",
            "figures/trend.svg",
            "figures/event-study.svg",
            "figures/campaigns.svg",
            "figures/headline.svg",
            "figures/steps-mailing.svg");
    assertThat(context.text("report.html"))
        .contains(
            "Mailing raised sales by 5.00 USD",
            "<section id=\"run\"><!--liftgate:stamp--></section>")
        .doesNotContain("0199");
    new Report().run(Flagship.REPORT, context);
    assertThat(context.outputs.values()).containsExactlyElementsOf(first);
  }

  @Test
  @DisplayName("says what is missing when a run brings nothing")
  void nothing() {
    new Report().run(Flagship.REPORT, context);
    assertThat(context.text("report.html"))
        .contains(
            "This run holds no estimate of what mailing did to sales.",
            "There is no panel to draw",
            "No check was recorded")
        .doesNotContain("NaN", "null");
  }

  @Test
  @DisplayName(
      "takes events and campaigns from the estimates where their tables are absent, and groups with text names")
  void fallback() {
    Flagship.fill(context);
    context.inputs().remove("event_study");
    context.inputs().remove("campaign_estimates");
    var model = model();
    assertThat(model.events()).hasSize(1);
    assertThat(model.campaigns()).hasSize(2);
    assertThat(model.campaigns().getFirst().reason()).isEqualTo("SMALL_ARM");
    new Report().run(Flagship.REPORT, context);
    assertThat(context.text("report.html")).contains("the smaller arm has too few units");
  }

  @Test
  @DisplayName("a headline without a number still makes a page that says why")
  void missingHeadline() {
    context.input(
        Flagship.table(
            "estimates",
            Schemas.ESTIMATES,
            List.of(
                Flagship.row(
                    "twfe-mailing",
                    "fixed effects",
                    "defended",
                    "mailing",
                    "sales",
                    null,
                    "att",
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    "",
                    0L,
                    3L,
                    50L,
                    0L,
                    0L,
                    "quasi-experimental",
                    "EMPTY_ARM",
                    "no one was mailed"))));
    new Report().run(Flagship.REPORT, context);
    assertThat(context.text("report.html"))
        .contains("cannot be estimated from these data: one of the arms is empty")
        .doesNotContain("NaN");
  }

  @Test
  @DisplayName("answers with the original's figure under its recipe and says which tests it lacks")
  void published() {
    Flagship.fill(context);
    context.profile(Profile.PUBLISHED);
    var p = context.pipeline();
    var defended =
        new Stage(
            "cohort-mailing",
            "cohorting.cohort",
            List.of(),
            new Flagship.Empty(),
            List.of("link-gone"),
            Optional.of(Profile.DEFENDED),
            "");
    context.pipeline(
        new Pipeline(
            p.name(),
            p.version(),
            p.title(),
            p.question(),
            p.parameters(),
            p.tables(),
            p.sources(),
            List.of(defended),
            p.gates(),
            p.assumptions(),
            p.claims(),
            p.texts()));
    var model = model();
    assertThat(model.findings()).extracting(f -> f.value().orElseThrow().estimate()).contains(21.0);
    assertThat(model.assumptions().getLast().tests().getLast())
        .isEqualTo(
            new ReportModel.Tested(
                "Link gone", "", "the original's recipe does not have this test"));
  }

  @Test
  @DisplayName("puts pooled comparisons on the report's outcome first, groups last")
  void comparison() {
    Flagship.fill(context);
    context.input(
        "comparison",
        """
        SELECT 'participation' AS treatment, CASE WHEN n = 2 THEN 'sales' ELSE 'log_sales' END AS outcome,
          'att' AS term, CASE WHEN n = 0 THEN 7 END AS group_id, 1.5 AS published_estimate,
          'accept' AS published_says, 'fragile' AS verdict, CAST(n AS STRING) AS why
        FROM int_range(0, 2)""",
        "why");
    assertThat(model().comparison()).extracting(c -> c.why()).containsExactly("2", "1", "0");
  }
}
