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
import org.liftgate.modeling.increment.IncrementFit;

/** The covariance of the groups' effects, and each unit's influence on the pooled one. */
final class IncrementTables {
  private final StageContext context;
  private final PanelData data;
  private final List<List<@Nullable Object>> covariance = new ArrayList<>();
  private final List<List<@Nullable Object>> influence = new ArrayList<>();

  IncrementTables(StageContext context, PanelData data) {
    this.context = context;
    this.data = data;
  }

  void add(String outcome, IncrementFit fit) {
    List<Object> labels =
        fit.groups().stream()
            .filter(g -> g.effect() instanceof Estimate.Value)
            .map(g -> data.groups()[g.group()])
            .toList();
    for (int a = 0; a < fit.covariance().length; a++) {
      for (int b = 0; b < fit.covariance().length; b++) {
        covariance.add(
            Arrays.<@Nullable Object>asList(
                outcome, labels.get(a), labels.get(b), fit.covariance()[a][b]));
      }
    }
    for (int u = 0; u < fit.influence().length; u++) {
      influence.add(Arrays.<@Nullable Object>asList(outcome, data.units()[u], fit.influence()[u]));
    }
  }

  void write() {
    Type group = data.groupType();
    var outcome = new Column("outcome", Type.TEXT);
    StageTable.write(
        context,
        "covariance",
        Schema.of(
            outcome,
            new Column("group_id", group),
            new Column("other_id", group),
            new Column("covariance", Type.DOUBLE)),
        covariance,
        "outcome",
        "group_id",
        "other_id");
    StageTable.write(
        context,
        "influence",
        Schema.of(
            outcome, new Column("unit_id", data.unitType()), new Column("influence", Type.DOUBLE)),
        influence,
        "outcome",
        "unit_id");
  }
}
