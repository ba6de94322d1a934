package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schema.Column;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.kernel.StageContext;

/** Every estimate behind the words of refuters: {@code tried_<stage id>}. */
final class TriedTable {
  private final double breakEven;
  private final List<List<@Nullable Object>> rows = new ArrayList<>();

  TriedTable(double breakEven) {
    this.breakEven = breakEven;
  }

  void add(String refuter, String label, Estimate e, @Nullable Object group) {
    add(refuter, label, e, group, null);
  }

  /**
   * @param mde what could have been detected, beside break-even; null where that was not asked
   */
  void add(String refuter, String label, Estimate e, @Nullable Object group, @Nullable Double mde) {
    var row = new ArrayList<@Nullable Object>(Arrays.asList(refuter, label, group));
    row.addAll(EstimateTable.figures(e));
    row.add(mde);
    row.add(mde == null ? null : (Double) breakEven);
    row.add(e instanceof Estimate.Missing m ? m.detail() : null);
    rows.add(row);
  }

  void write(StageContext context, Type groupType) {
    StageTable.write(
        context,
        "tried",
        Schema.of(
            new Column("refuter", Type.TEXT),
            new Column("label", Type.TEXT),
            new Column("group_id", groupType),
            new Column("estimate", Type.DOUBLE),
            new Column("std_error", Type.DOUBLE),
            new Column("conf_low", Type.DOUBLE),
            new Column("conf_high", Type.DOUBLE),
            new Column("mde", Type.DOUBLE),
            new Column("break_even", Type.DOUBLE),
            new Column("reason", Type.TEXT)),
        rows,
        "refuter",
        "group_id",
        "label");
  }
}
