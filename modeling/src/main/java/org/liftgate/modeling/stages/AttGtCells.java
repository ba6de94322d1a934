package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schema.Column;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.kernel.StageContext;
import org.liftgate.modeling.staggered.GroupTimeFit;

/** The table {@code att_gt_<stage id>}: one row a cohort and period. */
final class AttGtCells {
  private static final Pattern CELL = Pattern.compile("att\\((-?\\d+),(-?\\d+)\\)");

  private AttGtCells() {}

  static List<List<@Nullable Object>> rows(String outcome, GroupTimeFit fit) {
    var rows = new ArrayList<List<@Nullable Object>>();
    for (Estimate e : fit.estimates()) {
      Matcher cell = CELL.matcher(e.term());
      if (cell.matches()) {
        rows.add(row(outcome, Long.parseLong(cell.group(1)), Long.parseLong(cell.group(2)), e));
      }
    }
    return rows;
  }

  private static List<@Nullable Object> row(String outcome, long cohort, long period, Estimate e) {
    return switch (e) {
      case Estimate.Value v ->
          Arrays.<@Nullable Object>asList(
              outcome, cohort, period, v.value(), v.stdError(), v.confLow(), v.confHigh(), null);
      case Estimate.Point v ->
          Arrays.<@Nullable Object>asList(
              outcome, cohort, period, v.value(), null, null, null, v.why());
      case Estimate.Missing v ->
          Arrays.<@Nullable Object>asList(
              outcome, cohort, period, null, null, null, null, v.detail());
    };
  }

  static void write(StageContext context, List<List<@Nullable Object>> rows) {
    var schema =
        Schema.of(
            new Column("outcome", Type.TEXT),
            new Column("cohort", Type.INTEGER),
            new Column("period", Type.INTEGER),
            new Column("estimate", Type.DOUBLE),
            new Column("std_error", Type.DOUBLE),
            new Column("conf_low", Type.DOUBLE),
            new Column("conf_high", Type.DOUBLE),
            new Column("detail", Type.TEXT));
    StageTable.write(context, "att_gt", schema, rows, "outcome", "cohort", "period");
  }
}
