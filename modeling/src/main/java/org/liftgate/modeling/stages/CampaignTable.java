package org.liftgate.modeling.stages;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schema.Column;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.kernel.StageContext;

/**
 * Each campaign's effect of the headline's treatment, valid or with the reason why not, beside its
 * four means and their difference. A campaign is complete when each of its four cells (arm by side
 * of the start) holds at least two units; a valid one is complete, the converse need not hold. The
 * means are exact DECIMAL sums divided by row counts and rounded to six places, computed by the
 * engine from the panel and not by the estimator.
 */
final class CampaignTable {
  private static final Pattern COLUMN = Pattern.compile("[a-z][a-z0-9_]*");
  private static final String JUDGED = "campaign_judged";

  /** Units that each of the four cells of a complete campaign has at least. */
  private static final int LEAST_UNITS = 2;

  private static final String MEANS =
      """
      WITH units AS (
        SELECT group_id, treated, post, unit_id,
          CAST(SUM(CAST({outcome} AS DECIMAL(18, 6))) AS DECIMAL(24, 6)) AS unit_sum,
          COUNT(*) AS unit_rows
        FROM {panel}
        GROUP BY group_id, treated, post, unit_id
      ),
      cells AS (
        SELECT
          group_id,
          SUM(CASE WHEN treated AND NOT post THEN unit_sum END) AS treated_pre_sum,
          SUM(CASE WHEN treated AND NOT post THEN unit_rows END) AS treated_pre_rows,
          COUNT(CASE WHEN treated AND NOT post THEN 1 END) AS treated_pre_units,
          SUM(CASE WHEN treated AND post THEN unit_sum END) AS treated_post_sum,
          SUM(CASE WHEN treated AND post THEN unit_rows END) AS treated_post_rows,
          COUNT(CASE WHEN treated AND post THEN 1 END) AS treated_post_units,
          SUM(CASE WHEN NOT treated AND NOT post THEN unit_sum END) AS comparison_pre_sum,
          SUM(CASE WHEN NOT treated AND NOT post THEN unit_rows END) AS comparison_pre_rows,
          COUNT(CASE WHEN NOT treated AND NOT post THEN 1 END) AS comparison_pre_units,
          SUM(CASE WHEN NOT treated AND post THEN unit_sum END) AS comparison_post_sum,
          SUM(CASE WHEN NOT treated AND post THEN unit_rows END) AS comparison_post_rows,
          COUNT(CASE WHEN NOT treated AND post THEN 1 END) AS comparison_post_units
        FROM units
        GROUP BY group_id
      ),
      means AS (
        SELECT
          group_id,
          CAST(CAST(treated_pre_sum AS DOUBLE) / NULLIF(treated_pre_rows, 0) AS DECIMAL(18, 6)) AS treated_pre,
          CAST(CAST(treated_post_sum AS DOUBLE) / NULLIF(treated_post_rows, 0) AS DECIMAL(18, 6)) AS treated_post,
          CAST(CAST(comparison_pre_sum AS DOUBLE) / NULLIF(comparison_pre_rows, 0) AS DECIMAL(18, 6)) AS comparison_pre,
          CAST(CAST(comparison_post_sum AS DOUBLE) / NULLIF(comparison_post_rows, 0) AS DECIMAL(18, 6)) AS comparison_post,
          treated_pre_units,
          treated_post_units,
          comparison_pre_units,
          comparison_post_units
        FROM cells
      )
      SELECT
        j.group_id, j.design, j.treatment, j.outcome, j.valid, j.reason,
        COALESCE(m.treated_pre_units >= {least} AND m.treated_post_units >= {least}
          AND m.comparison_pre_units >= {least} AND m.comparison_post_units >= {least}, FALSE) AS complete,
        COALESCE(m.treated_pre_units, 0) AS treated_pre_units,
        COALESCE(m.treated_post_units, 0) AS treated_post_units,
        COALESCE(m.comparison_pre_units, 0) AS comparison_pre_units,
        COALESCE(m.comparison_post_units, 0) AS comparison_post_units,
        m.treated_pre, m.treated_post, m.comparison_pre, m.comparison_post,
        CAST((m.treated_post - m.treated_pre) - (m.comparison_post - m.comparison_pre) AS DECIMAL(18, 6)) AS did,
        j.estimate, j.std_error, j.conf_low, j.conf_high, j.p_value, j.q_value,
        j.treated_units, j.comparison_units, j.clean_treated_units, j.clean_comparison_units,
        j.grade, j.verdict, j.next_step
      FROM campaign_judged j
      LEFT JOIN means m ON m.group_id = j.group_id
      """;

  private static final String NONE =
      """
      SELECT
        j.group_id, j.design, j.treatment, j.outcome, j.valid, j.reason,
        CAST(NULL AS BOOLEAN) AS complete,
        CAST(NULL AS BIGINT) AS treated_pre_units, CAST(NULL AS BIGINT) AS treated_post_units,
        CAST(NULL AS BIGINT) AS comparison_pre_units, CAST(NULL AS BIGINT) AS comparison_post_units,
        CAST(NULL AS DECIMAL(18, 6)) AS treated_pre, CAST(NULL AS DECIMAL(18, 6)) AS treated_post,
        CAST(NULL AS DECIMAL(18, 6)) AS comparison_pre, CAST(NULL AS DECIMAL(18, 6)) AS comparison_post,
        CAST(NULL AS DECIMAL(18, 6)) AS did,
        j.estimate, j.std_error, j.conf_low, j.conf_high, j.p_value, j.q_value,
        j.treated_units, j.comparison_units, j.clean_treated_units, j.clean_comparison_units,
        j.grade, j.verdict, j.next_step
      FROM campaign_judged j
      """;

  private CampaignTable() {}

  private static Schema schema(Type groupType) {
    return Schema.of(
        new Column("group_id", groupType),
        new Column("design", Type.TEXT),
        new Column("treatment", Type.TEXT),
        new Column("outcome", Type.TEXT),
        new Column("valid", Type.BOOLEAN),
        new Column("reason", Type.TEXT),
        new Column("estimate", Type.DOUBLE),
        new Column("std_error", Type.DOUBLE),
        new Column("conf_low", Type.DOUBLE),
        new Column("conf_high", Type.DOUBLE),
        new Column("p_value", Type.DOUBLE),
        new Column("q_value", Type.DOUBLE),
        new Column("treated_units", Type.INTEGER),
        new Column("comparison_units", Type.INTEGER),
        new Column("clean_treated_units", Type.INTEGER),
        new Column("clean_comparison_units", Type.INTEGER),
        new Column("grade", Type.TEXT),
        new Column("verdict", Type.TEXT),
        new Column("next_step", Type.TEXT));
  }

  static void write(
      StageContext context, Type groupType, List<Judged> judged, Optional<Judged> headline) {
    List<Judged> campaigns =
        headline.stream().flatMap(h -> campaigns(context, judged, h).stream()).toList();
    StageTable.define(
        context, JUDGED, schema(groupType), campaigns.stream().map(CampaignTable::row).toList());
    context.engine().define("campaign_estimates", select(context, campaigns), Map.of());
    context.write("campaign_estimates", List.of("group_id"), Optional.empty());
  }

  /**
   * Effects by group of the headline's treatment and outcome, from its own stage if that has them,
   * or else from the first that does.
   */
  private static List<Judged> campaigns(
      StageContext context, List<Judged> judged, Judged headline) {
    List<Judged> all =
        judged.stream()
            .filter(j -> !j.estimated().pooled() && j.estimated().term().equals("att"))
            .filter(j -> j.estimated().treatment().equals(headline.estimated().treatment()))
            .filter(j -> j.estimated().outcome().equals(headline.estimated().outcome()))
            .filter(j -> Designs.byGroup(context, j.estimated().design()))
            .toList();
    String own = headline.estimated().design();
    Optional<String> design =
        all.stream()
            .map(j -> j.estimated().design())
            .filter(own::equals)
            .findFirst()
            .or(() -> all.stream().map(j -> j.estimated().design()).findFirst());
    return all.stream()
        .filter(j -> design.filter(j.estimated().design()::equals).isPresent())
        .toList();
  }

  private static String select(StageContext context, List<Judged> campaigns) {
    if (campaigns.isEmpty()) {
      return NONE;
    }
    Estimated first = campaigns.get(0).estimated();
    String panel = Designs.panel(context, first.design()).orElseThrow();
    return means(panel, first.outcome());
  }

  /** The four means of each group; names are columns and tables, so they cannot be parameters. */
  static String means(String panel, String outcome) {
    if (!COLUMN.matcher(outcome).matches() || !COLUMN.matcher(panel).matches()) {
      throw new IllegalStateException(panel + "." + outcome + " is not a plain name");
    }
    return MEANS
        .replace("{outcome}", outcome)
        .replace("{panel}", panel)
        .replace("{least}", Integer.toString(LEAST_UNITS));
  }

  private static List<@Nullable Object> row(Judged j) {
    Estimated e = j.estimated();
    Optional<Estimate.Value> v = j.valid() ? e.value() : Optional.empty();
    return Arrays.<@Nullable Object>asList(
        e.group(),
        e.design(),
        e.treatment(),
        e.outcome(),
        j.valid(),
        j.valid() ? null : j.reasons(),
        v.map(Estimate.Value::value).orElse(null),
        v.map(Estimate.Value::stdError).orElse(null),
        v.map(Estimate.Value::confLow).orElse(null),
        v.map(Estimate.Value::confHigh).orElse(null),
        v.map(Estimate.Value::pValue).orElse(null),
        j.qValue().orElse(null),
        e.treatedUnits(),
        e.comparisonUnits(),
        e.cleanTreatedUnits(),
        e.cleanComparisonUnits(),
        e.grade().word(),
        j.word(),
        j.judgement().verdict().nextStep());
  }
}
