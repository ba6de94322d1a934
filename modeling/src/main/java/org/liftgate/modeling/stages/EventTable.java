package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schema.Column;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.kernel.StageContext;
import org.liftgate.modeling.panel.EventStudy;

/** Effects by period of the headline's treatment; the reference period is zero by definition. */
final class EventTable {
  private static final Schema SCHEMA =
      Schema.of(
          new Column("period", Type.INTEGER),
          new Column("estimate", Type.DOUBLE),
          new Column("std_error", Type.DOUBLE),
          new Column("conf_low", Type.DOUBLE),
          new Column("conf_high", Type.DOUBLE),
          new Column("p_value", Type.DOUBLE),
          new Column("reference", Type.BOOLEAN),
          new Column("treatment", Type.TEXT),
          new Column("outcome", Type.TEXT),
          new Column("design", Type.TEXT));

  private EventTable() {}

  static void write(
      StageContext context,
      List<Estimated> estimates,
      Optional<Judged> headline,
      VerdictStage.Parameters p) {
    var rows = new ArrayList<List<@Nullable Object>>();
    headline.ifPresent(
        h -> {
          Estimated e = h.estimated();
          Optional.ofNullable(p.preTrends().get(e.treatment()))
              .ifPresent(design -> rows.addAll(rows(context, estimates, design, e.outcome())));
        });
    StageTable.named(context, "event_study", SCHEMA, rows, "period");
  }

  private static List<List<@Nullable Object>> rows(
      StageContext context, List<Estimated> estimates, String design, String outcome) {
    var rows = new ArrayList<List<@Nullable Object>>();
    for (Estimated e : estimates) {
      if (e.design().equals(design) && e.outcome().equals(outcome)) {
        EventStudy.period(e.term()).ifPresent(period -> rows.add(row(e, period)));
      }
    }
    if (!rows.isEmpty()) {
      Designs.reference(context, design)
          .ifPresent(
              period -> {
                List<@Nullable Object> any = rows.get(0);
                rows.add(
                    Arrays.<@Nullable Object>asList(
                        period, 0.0, null, null, null, null, true, any.get(7), any.get(8), design));
              });
    }
    return rows;
  }

  private static List<@Nullable Object> row(Estimated e, long period) {
    Optional<Estimate.Value> v = e.value();
    return Arrays.<@Nullable Object>asList(
        period,
        v.map(Estimate.Value::value).orElse(null),
        v.map(Estimate.Value::stdError).orElse(null),
        v.map(Estimate.Value::confLow).orElse(null),
        v.map(Estimate.Value::confHigh).orElse(null),
        v.map(Estimate.Value::pValue).orElse(null),
        false,
        e.treatment(),
        e.outcome(),
        e.design());
  }
}
