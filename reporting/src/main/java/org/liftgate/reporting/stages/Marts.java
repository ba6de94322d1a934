package org.liftgate.reporting.stages;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Schema;

/** The columns each mart has, whatever else its table holds. */
final class Marts {
  private Marts() {}

  private static final Map<String, List<String>> COLUMNS =
      Map.of(
          "campaign_estimates",
          List.of(
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
              "verdict"),
          "campaign_economics",
          List.of(
              "level",
              "entity",
              "campaign_id",
              "campaign_type",
              "campaigns",
              "treated_units",
              "reached_units",
              "effect",
              "std_error",
              "revenue",
              "revenue_low",
              "revenue_high",
              "base_value",
              "margin",
              "discounts",
              "cost",
              "cost_low",
              "cost_high",
              "profit",
              "profit_low",
              "profit_high",
              "roi",
              "roi_low",
              "roi_high",
              "hurdle",
              "p_roi_above_hurdle",
              "break_even",
              "mde",
              "roi_original",
              "costs_given",
              "assumed",
              "missing_reason"),
          "campaign_league",
          List.of(
              "level",
              "entity",
              "campaign_id",
              "campaign_type",
              "estimate",
              "conf_low",
              "conf_high",
              "p_value",
              "q_value",
              "discovered",
              "shrunken",
              "shrunken_low",
              "shrunken_high",
              "league_rank",
              "rank_low",
              "rank_high",
              "ranked",
              "roi",
              "roi_low",
              "roi_high",
              "p_roi_above_hurdle",
              "break_even",
              "mde",
              "assumed",
              "verdict",
              "original_word",
              "original_reason",
              "rules_agree"),
          "event_study",
          List.of("period", "estimate", "conf_low", "conf_high", "reference"),
          "fact_uplift",
          List.of(
              "household_id",
              "effect",
              "segment",
              "expected_profit",
              "effect_t",
              "effect_s",
              "recommended_by_profit",
              "recommended_conservative",
              "learner",
              "reason"));

  /** The table a mart is filled from. */
  static final List<Source> SOURCES =
      List.of(
          new Source("campaign_estimates", "campaign_estimates"),
          new Source("event_study", "event_study"),
          new Source("fact_uplift", "fact_uplift"),
          new Source("campaign_economics", "fact_economics"),
          new Source("campaign_league", "fact_league"));

  /** A mart and its table. */
  record Source(String mart, String table) {}

  static List<String> names(String mart) {
    return COLUMNS.get(mart);
  }

  /**
   * @throws LiftgateException naming every column the table lacks
   */
  static String[] columns(String mart, Schema schema) {
    var problems = new ArrayList<Problem>();
    for (String column : names(mart)) {
      if (schema.column(column).isEmpty()) {
        problems.add(
            Problem.of(
                mart + "." + column,
                null,
                "is missing; the mart needs it",
                "Maybe the stage that makes the table names it differently: it has "
                    + schema.names()
                    + "."));
      }
    }
    if (!problems.isEmpty()) {
      throw LiftgateException.input("The mart " + mart + " lacks columns", problems);
    }
    return names(mart).toArray(String[]::new);
  }
}
