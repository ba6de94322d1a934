package org.liftgate.reporting.stages;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Pipeline;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schema.Column;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.kernel.Schemas;
import org.liftgate.kernel.Stage;
import org.liftgate.kernel.Table;
import org.liftgate.testing.TestContext;

/** The inputs that the flagship's report and publication stages get, small. */
final class Flagship {
  private Flagship() {}

  /** A real run of the pipeline, before any stage. */
  static TestContext context(Path folder) {
    return new TestContext(folder)
        .pipeline(pipeline())
        .facts(Map.of("run", "0199", "published", "/srv/published/retail-promotions/2017-12-31"));
  }

  static final Report.Parameters REPORT =
      new Report.Parameters(
          "panel_mailing",
          "mailing",
          "sales",
          "USD",
          "household",
          "week",
          "mailed",
          "unmailed",
          "campaign",
          Map.of("past_sales_mean", "weekly sales ever"),
          "",
          "",
          List.of());

  /** Two campaigns, 40 households, treated ones up by 5 from week 0 on. */
  static void fill(TestContext context) {
    context.input(
        "panel_mailing",
        """
        SELECT g.n AS group_id, u.n AS unit_id, p.n AS period, int_div(u.n, 20) = 0 AS treated,
          p.n >= 0 AS post, FALSE AS concurrent,
          CAST(20 + hash32(u.n) % 100 / 10.0 + CASE WHEN u.n < 20 AND p.n >= 0 THEN 5 ELSE 0 END
            AS DECIMAL(18,2)) AS sales,
          CAST(2 AS BIGINT) AS units
        FROM int_range(1, 2) g CROSS JOIN int_range(0, 39) u CROSS JOIN int_range(-4, 3) p""",
        "group_id",
        "unit_id",
        "period");
    context.input(table("estimates", Schemas.ESTIMATES, estimates()), "design", "term");
    context.input(table("verdicts", Schemas.VERDICTS, verdicts()), "design", "term");
    context.input(table("campaign_estimates", campaignSchema(), campaigns()), "group_id");
    context.input(table("event_study", EVENTS, events()), "period");
    context.input(table("truth", Schemas.TRUTH, truth()), "treatment");
    context.input(
        table(
            "cohort_mailing_steps",
            Schemas.STEPS,
            List.of(
                row(1L, "Households", 50L, "All."),
                row(2L, "Seen before", 40L, "Ten came later."))),
        "step");
    context.input(
        table(
            "campaigns",
            CAMPAIGNS,
            List.of(row(1L, "TypeA", 200L, 230L), row(2L, "TypeB", 100L, 120L))),
        "campaign_id");
    context.input(
        "transactions_rejected",
        "SELECT n AS line_number, CASE WHEN n < 3 THEN 'non_positive quantity' ELSE 'duplicate' END AS reason FROM int_range(1, 3)",
        "line_number");
    context.input(
        "transactions_raw", "SELECT n AS line_number FROM int_range(1, 10)", "line_number");
    context.input("transactions", "SELECT n AS line_number FROM int_range(4, 10)", "line_number");
    context.gateResults(
        List.of(
            row(
                "link-products",
                "ingest.linkage",
                "dimensions",
                "transactions",
                null,
                "fail",
                "pass",
                .99,
                .95,
                "share (0.99) is at least 0.95"),
            row(
                "mailing-arms",
                "cohorting.arms",
                "cohort-mailing",
                "cohort_mailing",
                "2",
                "fail",
                "fail",
                0.0,
                2.0,
                "treated units (0) must be at least 2")));
  }

  private static Pipeline pipeline() {
    var none =
        new Stage(
            "twfe-mailing",
            "modeling.twfe",
            List.of(),
            new Empty(),
            List.of(),
            Optional.empty(),
            "All campaigns pooled");
    return new Pipeline(
        "retail-promotions",
        "1",
        "Retail promotions",
        "What did mailing cause?",
        List.of(),
        List.of(
            new Pipeline.TableSpec(
                "panel_mailing", List.of("group_id", "unit_id", "period"), "", Optional.empty())),
        List.of(),
        List.of(none),
        List.of(),
        List.of(
            new Pipeline.Assumption(
                "parallel",
                "The arms would have moved alike.",
                List.of("event-mailing"),
                "Looked at."),
            new Pipeline.Assumption(
                "keys", "Keys are true.", List.of("link-products", "link-gone"), "")),
        List.of(
            new Pipeline.Claim(
                "c",
                "It raised spending by 21.",
                "twfe-mailing",
                "Void.",
                java.util.Optional.empty())),
        Map.of());
  }

  /** Parameters of a kind that has none. */
  record Empty() {}

  private static final Schema EVENTS =
      Schema.of(
          new Column("period", Type.INTEGER),
          new Column("estimate", Type.DOUBLE),
          new Column("conf_low", Type.DOUBLE),
          new Column("conf_high", Type.DOUBLE),
          new Column("reference", Type.BOOLEAN),
          new Column("design", Type.TEXT));

  private static final Schema CAMPAIGNS =
      Schema.of(
          new Column("campaign_id", Type.INTEGER),
          new Column("campaign_type", Type.TEXT),
          new Column("start_day", Type.INTEGER),
          new Column("end_day", Type.INTEGER));

  private static Schema campaignSchema() {
    return new Schema(
        Stream.of(
                "group_id",
                "valid",
                "reason",
                "treated_pre",
                "treated_post",
                "comparison_pre",
                "comparison_post",
                "did",
                "estimate",
                "std_error",
                "conf_low",
                "conf_high",
                "p_value",
                "q_value",
                "treated_units",
                "comparison_units",
                "clean_treated_units",
                "clean_comparison_units",
                "verdict")
            .map(n -> new Column(n, type(n)))
            .toList());
  }

  private static Type type(String column) {
    return switch (column) {
      case "valid" -> Type.BOOLEAN;
      case "reason", "verdict" -> Type.TEXT;
      case "group_id" -> Type.INTEGER;
      default ->
          column.endsWith("_units")
              ? Type.INTEGER
              : column.matches(".*_(pre|post)|did") ? Type.DECIMAL : Type.DOUBLE;
    };
  }

  static Table table(String name, Schema schema, List<? extends List<?>> rows) {
    return Table.named(name).rows(schema, rows).build();
  }

  static List<@Nullable Object> row(@Nullable Object... cells) {
    return Arrays.asList(cells);
  }

  private static List<List<@Nullable Object>> estimates() {
    return List.of(
        estimate("twfe-mailing", null, "att", 5.0, .8, null, "defended"),
        estimate("did-mailing", 1L, "att", 4.8, 1.1, null, "defended"),
        estimate("did-mailing", 1L, "att-clean", 4.4, 2.1, null, "defended"),
        estimate("did-mailing", 2L, "att", null, null, "SMALL_ARM", "defended"),
        estimate("event-mailing", null, "pre-trend", null, null, null, "defended"),
        estimate("event-mailing", null, "event(-2)", .1, .9, null, "defended"),
        estimate("twfe-published", null, "att", 21.0, 2.0, null, "published"));
  }

  private static List<@Nullable Object> estimate(
      String design,
      @Nullable Long group,
      String term,
      @Nullable Double value,
      @Nullable Double error,
      @Nullable String missing,
      String profile) {
    Double p = term.equals("pre-trend") ? (Double) .41 : value == null ? null : (Double) 1e-5;
    Double low = value == null ? null : value - 1.96 * error;
    Double high = value == null ? null : value + 1.96 * error;
    return row(
        design,
        "fixed effects",
        profile,
        "mailing",
        "sales",
        group,
        term,
        value,
        error,
        39.0,
        p,
        low,
        high,
        "CR1 by household",
        640L,
        20L,
        20L,
        12L,
        11L,
        "quasi-experimental",
        missing,
        term.equals("pre-trend") ? "F = 0.9" : "");
  }

  private static List<List<@Nullable Object>> verdicts() {
    return List.of(
        row(
            "twfe-mailing",
            "mailing",
            "sales",
            null,
            "att",
            true,
            "accept",
            "quasi-experimental",
            0.0,
            2.2,
            null,
            "The interval lies above break-even.\nThe joint test passes.",
            ""));
  }

  private static List<List<@Nullable Object>> campaigns() {
    return List.of(
        row(
            1L, true, null, 24.5, 29.5, 24.1, 24.3, 4.8, 4.8, 1.1, 2.6, 7.0, 1e-5, 2e-5, 20L, 20L,
            12L, 11L, "accept"),
        row(
            2L,
            false,
            "the treated arm is empty",
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            0L,
            40L,
            0L,
            11L,
            "not-estimable"));
  }

  private static List<List<@Nullable Object>> events() {
    return IntStream.rangeClosed(-4, 3)
        .mapToObj(
            p ->
                p == -1
                    ? row(-1L, 0.0, null, null, true, "event-mailing")
                    : row(
                        (long) p,
                        p < 0 ? .1 : 5.1,
                        p < 0 ? -1.5 : 3.4,
                        p < 0 ? 1.7 : 6.8,
                        false,
                        "event-mailing"))
        .toList();
  }

  private static List<List<@Nullable Object>> truth() {
    return List.of(
        row("mailing", "sales", null, "att", 5.0, "", ""),
        row("mailing", "sales", 1L, "att", 5.0, "", ""));
  }
}
