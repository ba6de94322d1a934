package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Panel;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schema.Column;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.kernel.StageContext;
import org.liftgate.modeling.panel.Arms;
import org.liftgate.modeling.panel.Panels;

/**
 * Units of each group's arms, and how many of them no other list reached.
 *
 * @param counts by group: treated, comparison, clean treated, clean comparison
 */
record CleanCounts(int[][] counts, Arms all) {

  static CleanCounts of(PanelData data) {
    Panel panel = data.panel();
    var counts = new int[data.groups().length][4];
    for (int i = 0; i < panel.rows(); i++) {
      boolean first =
          i == 0
              || panel.unit()[i] != panel.unit()[i - 1]
              || panel.group()[i] != panel.group()[i - 1];
      if (first) {
        int arm = 1 - panel.treated()[i];
        counts[panel.group()[i]][arm]++;
        counts[panel.group()[i]][2 + arm] += data.clean()[i] ? 1 : 0;
      }
    }
    return new CleanCounts(counts, Arms.of(Panels.take(panel, data.cleanRows())));
  }

  /** The arms of a group. */
  Arms whole(int group) {
    return Arms.of(counts[group][0], counts[group][1]);
  }

  /** The clean arms of a group. */
  Arms arms(int group) {
    return Arms.of(counts[group][2], counts[group][3]);
  }

  /** Writes {@code clean_arms_<treatment>}, one row a group. */
  void write(StageContext context, PanelData data, String treatment, int least) {
    var schema =
        Schema.of(
            new Column("group_id", data.groupType()),
            new Column("treated_units", Type.INTEGER),
            new Column("comparison_units", Type.INTEGER),
            new Column("clean_treated_units", Type.INTEGER),
            new Column("clean_comparison_units", Type.INTEGER),
            new Column("needed", Type.INTEGER),
            new Column("estimable", Type.BOOLEAN));
    var rows = new ArrayList<List<@Nullable Object>>();
    for (int g = 0; g < counts.length; g++) {
      int[] n = counts[g];
      rows.add(
          Arrays.<@Nullable Object>asList(
              data.groups()[g],
              (long) n[0],
              (long) n[1],
              (long) n[2],
              (long) n[3],
              (long) least,
              Math.min(n[2], n[3]) >= least));
    }
    StageTable.named(context, "clean_arms_" + treatment, schema, rows, "group_id");
  }
}
