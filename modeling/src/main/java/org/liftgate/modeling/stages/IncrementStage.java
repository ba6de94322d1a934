package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Default;
import org.liftgate.kernel.Doc;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Profile;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.StageKind;
import org.liftgate.kernel.Table;
import org.liftgate.modeling.increment.IncrementFit;
import org.liftgate.modeling.increment.StackedIncrement;
import org.liftgate.modeling.panel.Arms;
import org.liftgate.modeling.panel.EventStudy;

/**
 * {@code modeling.increment}: what each group's treatment adds where others overlap it ({@link
 * StackedIncrement}). Writes {@code att} for each group and pooled, {@code att-treated-weighted},
 * {@code att-anticipation}, {@code event(e)} with {@code pre-trend}, and {@code additivity}; {@code
 * clean_arms_<treatment>}, how many units of each arm no other list reached; {@code
 * covariance_<id>} of the groups' effects, since they share comparison units; {@code
 * influence_<id>} of each unit on the pooled effect.
 */
public final class IncrementStage implements StageKind<IncrementStage.Parameters> {

  /** What the pipeline says. */
  public record Parameters(
      @Doc("Panel table to read; every unit has a row in each period of its group") String panel,
      @Doc("Treatment, as the cohort stage names it") String treatment,
      @Doc("Outcome columns of the panel") List<String> outcomes,
      @Doc("Who is on which list") Lists lists,
      @Doc(
              "Table of what other lists do in a group's periods: group_id, other_id, period, lag,"
                  + " and the shares of the period in that lag and running")
          String exposures,
      @Doc("Period before the start that events are measured from") @Default("-1") int reference,
      @Doc("Last periods before the start that att-anticipation leaves out of the reference")
          @Default("2")
          int anticipation,
      @Doc("Units each arm needs for cluster-robust inference") @Default("50") int minClusters,
      @Doc("Units without another list that each arm needs for an estimate of its own")
          @Default("30")
          int minClean,
      @Doc("Column of the panel, one value a group, that a group's weight is multiplied by")
          Optional<String> weight,
      @Doc("Table of groups that cannot be estimated: group_id, reason") Optional<String> refused) {
    /** A table of memberships. */
    public record Lists(
        @Doc("Table with one row a list and unit") String table,
        @Doc("Its column that names the list") String group,
        @Doc("Its column that names the unit") String unit) {}

    public Parameters {
      outcomes = List.copyOf(outcomes);
    }
  }

  @Override
  public String name() {
    return "modeling.increment";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public boolean pure() {
    return true;
  }

  @Override
  public Class<Parameters> parameters() {
    return Parameters.class;
  }

  @Override
  public void run(Parameters p, StageContext context) {
    Design design = Design.read(context, p.treatment(), Profile.DEFENDED);
    PanelData data =
        PanelData.read(
            context, p.panel(), p.outcomes(), p.weight().stream().toArray(String[]::new));
    OtherLists lists = OtherLists.read(context, data, p);
    var estimator =
        new StackedIncrement(
            p.reference(), p.anticipation(), p.minClusters(), Design.workers(context));
    var tables = new IncrementTables(context, data);
    CleanCounts clean = CleanCounts.of(data);
    var rows = new ArrayList<List<@Nullable Object>>();
    List<double[]> outcomes = p.outcomes().stream().map(o -> data.numbers().doubles(o)).toList();
    context.progress(p.treatment(), 0, outcomes.size());
    List<IncrementFit> fits = estimator.fit(lists.with(data.panel()), outcomes);
    for (int k = 0; k < outcomes.size(); k++) {
      String outcome = p.outcomes().get(k);
      IncrementFit fit = fits.get(k);
      rows.addAll(rows(p, design, data, clean, outcome, fit));
      tables.add(outcome, fit);
      rows.addAll(refused(p, context, design, data, outcome, fit));
      fit.notes().forEach(context::note);
    }
    EstimateTable.write(context, data.groupType(), rows);
    tables.write();
    clean.write(context, data, p.treatment(), p.minClean());
  }

  private static List<List<@Nullable Object>> rows(
      Parameters p,
      Design design,
      PanelData data,
      CleanCounts clean,
      String outcome,
      IncrementFit fit) {
    Arms arms = Arms.of(data.panel());
    var pooled = row(p, design, data, outcome, fit, null, data.panel().rows(), arms, clean.all());
    var rows = new ArrayList<List<@Nullable Object>>();
    fit.pooled().forEach(e -> rows.add(pooled.with(e)));
    fit.events().forEach(e -> rows.add(pooled.with(e)));
    rows.add(pooled.with(fit.additivity()));
    rows.add(
        fit.preTrend()
            .map(test -> pooled.with(test, EventStudy.PRE_TREND))
            .orElseGet(() -> pooled.with(noPreTrend())));
    rows.addAll(noGroups(p, design, data, clean, outcome, fit));
    for (IncrementFit.Group g : fit.groups()) {
      var own = Arms.of(g.treated(), g.comparison());
      Object label = data.groups()[g.group()];
      rows.add(
          row(p, design, data, outcome, fit, label, g.rows(), own, clean.arms(g.group()))
              .with(g.effect()));
    }
    return rows;
  }

  /** Where nothing can be estimated, each group says so. */
  private static List<List<@Nullable Object>> noGroups(
      Parameters p,
      Design design,
      PanelData data,
      CleanCounts clean,
      String outcome,
      IncrementFit fit) {
    var rows = new ArrayList<List<@Nullable Object>>();
    if (fit.groups().isEmpty()) {
      for (int g = 0; g < data.groups().length; g++) {
        Object label = data.groups()[g];
        rows.add(
            row(p, design, data, outcome, fit, label, 0, clean.whole(g), clean.arms(g))
                .with(fit.pooled().get(0)));
      }
    }
    return rows;
  }

  private static List<List<@Nullable Object>> refused(
      Parameters p,
      StageContext context,
      Design design,
      PanelData data,
      String outcome,
      IncrementFit fit) {
    var rows = new ArrayList<List<@Nullable Object>>();
    if (p.refused().isPresent()) {
      Table table = context.engine().read(p.refused().get(), "group_id", "reason");
      String[] reasons = table.texts("reason");
      for (int i = 0; i < reasons.length; i++) {
        Object group = table.column("group_id").boxed(i);
        Arms none = Arms.of(0, 0);
        rows.add(
            row(p, design, data, outcome, fit, group, 0, none, none)
                .with(
                    new Estimate.Missing(
                        StackedIncrement.ATT, Estimate.Reason.UNSUITED, reasons[i])));
      }
    }
    return rows;
  }

  private static Estimate.Missing noPreTrend() {
    return new Estimate.Missing(
        EventStudy.PRE_TREND,
        Estimate.Reason.INCOMPLETE_CELLS,
        "No period before the start beside the reference, or their covariance is singular.");
  }

  private static EstimateTable.Row row(
      Parameters p,
      Design design,
      PanelData data,
      String outcome,
      IncrementFit fit,
      @Nullable Object group,
      long rows,
      Arms arms,
      Arms clean) {
    return new EstimateTable.Row(
        design.stage(),
        "stacked-lags",
        Profile.DEFENDED.word(),
        p.treatment(),
        outcome,
        group,
        fit.convention(),
        rows,
        arms,
        clean,
        arms,
        design.grade().word(),
        data.postPeriods());
  }
}
