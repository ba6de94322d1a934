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
import org.liftgate.modeling.iv.AndersonRubin;
import org.liftgate.modeling.iv.Exclusion;
import org.liftgate.modeling.iv.Wald;

/** What stands beside a late: its two regressions with the Anderson-Rubin set, and its curve. */
final class LateTables {
  private final StageContext context;
  private final PanelData data;
  private final String treatment;
  private final List<List<@Nullable Object>> late = new ArrayList<>();
  private final List<List<@Nullable Object>> exclusion = new ArrayList<>();

  LateTables(StageContext context, PanelData data, String treatment) {
    this.context = context;
    this.data = data;
    this.treatment = treatment;
  }

  void add(String outcome, @Nullable Object group, Takers.Count count, IvStage.Answer answer) {
    Estimate.@Nullable Value v = answer.late() instanceof Estimate.Value value ? value : null;
    Optional<Wald> wald = answer.wald();
    Optional<AndersonRubin> set = v == null ? Optional.empty() : wald.map(Wald::andersonRubin);
    AndersonRubin.@Nullable Bounded bounded =
        set.orElse(null) instanceof AndersonRubin.Bounded b ? b : null;
    late.add(
        Arrays.<@Nullable Object>asList(
            treatment,
            outcome,
            group,
            (long) count.assigned(),
            (long) count.takers(),
            (long) count.others(),
            (long) count.othersTakers(),
            wald.map(Wald::itt).orElse(null),
            wald.map(w -> Math.sqrt(w.ittVariance())).orElse(null),
            v == null ? null : wald.map(Wald::pi).orElse(null),
            v == null ? null : wald.map(w -> Math.sqrt(w.piVariance())).orElse(null),
            v == null ? null : wald.map(Wald::firstStageF).orElse(null),
            v == null ? null : (Double) v.value(),
            v == null ? null : (Double) v.stdError(),
            v == null ? null : (Double) v.confLow(),
            v == null ? null : (Double) v.confHigh(),
            bounded == null ? null : (Double) bounded.low(),
            bounded == null ? null : (Double) bounded.high(),
            set.map(AndersonRubin::words).orElse(null),
            answer.late() instanceof Estimate.Missing m ? m.detail() : null));
    if (v != null) {
      wald.map(Wald::exclusion).ifPresent(e -> curve(outcome, group, e));
    }
  }

  private void curve(String outcome, @Nullable Object group, Exclusion curve) {
    if (curve instanceof Exclusion.Curve(List<Exclusion.Point> points)) {
      double whole = points.getLast().delta();
      for (Exclusion.Point point : points) {
        Estimate.Value tau = point.tau();
        exclusion.add(
            Arrays.<@Nullable Object>asList(
                treatment,
                outcome,
                group,
                whole == 0 ? 0.0 : point.delta() / whole,
                point.delta(),
                tau.value(),
                tau.stdError(),
                tau.confLow(),
                tau.confHigh()));
      }
    }
  }

  void write() {
    StageTable.write(context, "late", lateSchema(), late, "treatment", "outcome", "group_id");
    StageTable.write(
        context,
        "exclusion",
        exclusionSchema(),
        exclusion,
        "treatment",
        "outcome",
        "group_id",
        "share");
  }

  private Schema lateSchema() {
    return Schema.of(
        new Column("treatment", Type.TEXT),
        new Column("outcome", Type.TEXT),
        new Column("group_id", data.groupType()),
        new Column("assigned_units", Type.INTEGER),
        new Column("takers", Type.INTEGER),
        new Column("other_units", Type.INTEGER),
        new Column("other_takers", Type.INTEGER),
        new Column("itt", Type.DOUBLE),
        new Column("itt_std_error", Type.DOUBLE),
        new Column("first_stage", Type.DOUBLE),
        new Column("first_stage_std_error", Type.DOUBLE),
        new Column("first_stage_f", Type.DOUBLE),
        new Column("late", Type.DOUBLE),
        new Column("std_error", Type.DOUBLE),
        new Column("conf_low", Type.DOUBLE),
        new Column("conf_high", Type.DOUBLE),
        new Column("anderson_rubin_low", Type.DOUBLE),
        new Column("anderson_rubin_high", Type.DOUBLE),
        new Column("anderson_rubin", Type.TEXT),
        new Column("reason", Type.TEXT));
  }

  private Schema exclusionSchema() {
    return Schema.of(
        new Column("treatment", Type.TEXT),
        new Column("outcome", Type.TEXT),
        new Column("group_id", data.groupType()),
        new Column("share", Type.DOUBLE),
        new Column("delta", Type.DOUBLE),
        new Column("tau", Type.DOUBLE),
        new Column("std_error", Type.DOUBLE),
        new Column("conf_low", Type.DOUBLE),
        new Column("conf_high", Type.DOUBLE));
  }
}
