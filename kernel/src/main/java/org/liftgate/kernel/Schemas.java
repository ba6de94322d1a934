package org.liftgate.kernel;

import org.liftgate.kernel.Schema.Column;
import org.liftgate.kernel.Schema.Type;

/** The interface between rooms: the columns each of these tables must have when written. */
public final class Schemas {
  private Schemas() {}

  /** One row a (group, unit): who is compared. {@code group_id} is a campaign. */
  public static final Schema COHORT =
      Schema.of(
          new Column("group_id", Type.INTEGER),
          new Column("unit_id", Type.INTEGER),
          new Column("treated", Type.BOOLEAN),
          new Column("start_time", Type.INTEGER),
          new Column("concurrent", Type.BOOLEAN));

  /** One row a (group, unit, period); outcome columns follow, named by the pipeline. */
  public static final Schema PANEL =
      Schema.of(
          new Column("group_id", Type.INTEGER),
          new Column("unit_id", Type.INTEGER),
          new Column("period", Type.INTEGER),
          new Column("treated", Type.BOOLEAN),
          new Column("post", Type.BOOLEAN),
          new Column("concurrent", Type.BOOLEAN));

  /**
   * One row a term. {@code design} names the estimating stage, {@code group_id} is null for pooled
   * terms; number columns are null exactly when {@code missing_reason} is not.
   */
  public static final Schema ESTIMATES =
      Schema.of(
          new Column("design", Type.TEXT),
          new Column("estimator", Type.TEXT),
          new Column("profile", Type.TEXT),
          new Column("treatment", Type.TEXT),
          new Column("outcome", Type.TEXT),
          new Column("group_id", Type.INTEGER),
          new Column("term", Type.TEXT),
          new Column("estimate", Type.DOUBLE),
          new Column("std_error", Type.DOUBLE),
          new Column("df", Type.DOUBLE),
          new Column("p_value", Type.DOUBLE),
          new Column("conf_low", Type.DOUBLE),
          new Column("conf_high", Type.DOUBLE),
          new Column("vcov", Type.TEXT),
          new Column("n", Type.INTEGER),
          new Column("treated_units", Type.INTEGER),
          new Column("comparison_units", Type.INTEGER),
          new Column("clean_treated_units", Type.INTEGER),
          new Column("clean_comparison_units", Type.INTEGER),
          new Column("grade", Type.TEXT),
          new Column("missing_reason", Type.TEXT),
          new Column("detail", Type.TEXT));

  /**
   * One row a judged estimate: the row of {@link #ESTIMATES} it judges, and the judgement. {@code
   * roi}, the return on investment, is null where costs are unknown.
   */
  public static final Schema VERDICTS =
      Schema.of(
          new Column("design", Type.TEXT),
          new Column("treatment", Type.TEXT),
          new Column("outcome", Type.TEXT),
          new Column("group_id", Type.INTEGER),
          new Column("term", Type.TEXT),
          new Column("headline", Type.BOOLEAN),
          new Column("verdict", Type.TEXT),
          new Column("grade", Type.TEXT),
          new Column("break_even", Type.DOUBLE),
          new Column("mde", Type.DOUBLE),
          new Column("roi", Type.DOUBLE),
          new Column("reasons", Type.TEXT),
          new Column("next_step", Type.TEXT));

  /** One row a gate outcome, or a group of one. */
  public static final Schema GATE_RESULTS =
      Schema.of(
          new Column("gate", Type.TEXT),
          new Column("kind", Type.TEXT),
          new Column("stage", Type.TEXT),
          new Column("table_name", Type.TEXT),
          new Column("group_id", Type.TEXT),
          new Column("severity", Type.TEXT),
          new Column("outcome", Type.TEXT),
          new Column("measure", Type.DOUBLE),
          new Column("threshold", Type.DOUBLE),
          new Column("message", Type.TEXT));

  /**
   * One row an estimand of a simulated data set: the value under the worlds drawn, for the units of
   * this sample. {@code group_id} is null for pooled estimands.
   */
  public static final Schema TRUTH =
      Schema.of(
          new Column("treatment", Type.TEXT),
          new Column("outcome", Type.TEXT),
          new Column("group_id", Type.INTEGER),
          new Column("term", Type.TEXT),
          new Column("value", Type.DOUBLE),
          new Column("target", Type.TEXT),
          new Column("weights", Type.TEXT));

  /** How a cohort shrank, first step first. */
  public static final Schema STEPS =
      Schema.of(
          new Column("step", Type.INTEGER),
          new Column("name", Type.TEXT),
          new Column("units", Type.INTEGER),
          new Column("why", Type.TEXT));

  /** Rows that SQL cleaning left out: the row as text, and why. */
  public static final Schema REJECTED = Schema.of(new Column("reason", Type.TEXT));
}
