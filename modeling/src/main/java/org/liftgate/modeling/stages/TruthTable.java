package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schema.Column;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.Table;

/** Estimates of simulated data beside the truth, for people to look at; empty for real data. */
final class TruthTable {
  private static final String TRUTH = "truth";

  private TruthTable() {}

  private static Schema schema(Type groupType) {
    return Schema.of(
        new Column("design", Type.TEXT),
        new Column("treatment", Type.TEXT),
        new Column("outcome", Type.TEXT),
        new Column("group_id", groupType),
        new Column("term", Type.TEXT),
        new Column("estimate", Type.DOUBLE),
        new Column("conf_low", Type.DOUBLE),
        new Column("conf_high", Type.DOUBLE),
        new Column("truth", Type.DOUBLE),
        new Column("covered", Type.BOOLEAN));
  }

  static void write(StageContext context, Type groupType, List<Estimated> estimates) {
    Map<List<String>, Double> truth =
        context.inputs().containsKey(TRUTH) ? truth(context.engine().read(TRUTH)) : Map.of();
    var rows = new ArrayList<List<@Nullable Object>>();
    for (Estimated e : estimates) {
      boolean adjusted =
          e.term().equals(AdjustedStage.MATCHED) || e.term().equals(AdjustedStage.HISTORY);
      String term = adjusted ? "att" : DoseStage.truth(e.term());
      Double value = truth.get(key(e.treatment(), e.outcome(), e.group(), term));
      if (value != null && e.value().isPresent()) {
        rows.add(row(e, e.value().orElseThrow(), value));
      }
    }
    StageTable.named(
        context,
        "estimates_truth",
        schema(groupType),
        rows,
        "design",
        "treatment",
        "outcome",
        "group_id",
        "term");
  }

  private static Map<List<String>, Double> truth(Table table) {
    var truth = new HashMap<List<String>, Double>();
    String[] treatment = table.texts("treatment");
    String[] outcome = table.texts("outcome");
    String[] term = table.texts("term");
    for (int i = 0; i < table.rows(); i++) {
      if (table.column("value").boxed(i) instanceof Number value) {
        truth.put(
            key(treatment[i], outcome[i], table.column("group_id").boxed(i), term[i]),
            value.doubleValue());
      }
    }
    return truth;
  }

  private static List<String> key(
      String treatment, String outcome, @Nullable Object group, String term) {
    return List.of(treatment, outcome, group == null ? "" : group.toString(), term);
  }

  private static List<@Nullable Object> row(Estimated e, Estimate.Value v, double truth) {
    return Arrays.<@Nullable Object>asList(
        e.design(),
        e.treatment(),
        e.outcome(),
        e.group(),
        e.term(),
        v.value(),
        v.confLow(),
        v.confHigh(),
        truth,
        v.confLow() <= truth && truth <= v.confHigh());
  }
}
