package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Default;
import org.liftgate.kernel.Doc;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Panel;
import org.liftgate.kernel.Profile;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.StageKind;
import org.liftgate.modeling.inference.MeanDifference;
import org.liftgate.modeling.panel.ArmPaths;
import org.liftgate.modeling.panel.Arms;
import org.liftgate.modeling.panel.EventStudy;
import org.liftgate.modeling.panel.PanelFit;
import org.liftgate.modeling.panel.Panels;

/**
 * {@code modeling.event-study}: effects by period since the start, stacked, clustered by unit
 * ({@code event(e)}), and the joint test of those before it ({@code pre-trend}: p-value, {@code f},
 * {@code f_df1}, {@code f_df2}, no estimate). Where one group has few units in an arm, {@code
 * fewest} says whether they are compared all the same, by {@link ArmPaths}.
 */
public final class EventStudyStage implements StageKind<EventStudyStage.Parameters> {

  /** What the pipeline says. */
  public record Parameters(
      @Doc("Panel table to read") String panel,
      @Doc("Treatment, as the cohort stage names it") String treatment,
      @Doc("Outcome column of the panel") String outcome,
      @Doc("Period before the start whose effect is set to zero") @Default("-1") int reference,
      @Doc("Units each arm needs for cluster-robust inference; not asked of a published recipe")
          @Default("50")
          int minClusters,
      @Doc(
              "Units each arm of one group needs where it has fewer than min_clusters; these are compared with CR2 errors and an approximate Hotelling test. As many as min_clusters refuse them")
          @Default("50")
          int fewest,
      @Doc("Whose recipe this is: published or defended") @Default("defended") Profile profile) {}

  @Override
  public String name() {
    return "modeling.event-study";
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
    Design design = Design.read(context, p.treatment(), p.profile());
    PanelData data = PanelData.read(context, p.panel(), List.of(p.outcome()));
    var few = few(p, data.outcome(p.outcome()));
    if (few.isPresent()) {
      writeFew(p, context, design, data, few.get());
      return;
    }
    var study =
        new EventStudy(Covariance.cluster("unit"), p.reference())
            .withMinClusters(design.minClusters(p.minClusters()))
            .with(Design.workers(context));
    PanelFit fit = study.stacked(data.outcome(p.outcome()));
    String convention =
        fit instanceof PanelFit.Solved solved ? solved.convention() : "CR1 cluster(unit) nested";
    var row = row(p, design, data, Arms.of(data.panel()), convention, data.panel().rows());
    var rows = new ArrayList<List<@Nullable Object>>();
    fit.estimates().forEach(e -> rows.add(row.with(e)));
    EventStudy.PreTrend preTrend = EventStudy.preTrend(fit);
    preTrend.test().ifPresent(test -> rows.add(row.with(test, EventStudy.PRE_TREND)));
    preTrend.missing().ifPresent(missing -> rows.add(row.with(missing)));
    EstimateTable.write(context, data.groupType(), rows);
  }

  /** One group with an arm of fewer units than the stacked form needs, and enough for this one. */
  private static Optional<ArmPaths.Complete> few(Parameters p, Panel panel) {
    Arms arms = Arms.of(panel);
    int smaller = Math.min(arms.treated(), arms.comparison());
    boolean wanted =
        p.profile() == Profile.DEFENDED && smaller < p.minClusters() && smaller >= p.fewest();
    return wanted && ArmPaths.of(panel) instanceof ArmPaths.Complete paths
        ? Optional.of(paths).filter(c -> c.has(p.reference()))
        : Optional.empty();
  }

  private static void writeFew(
      Parameters p, StageContext context, Design design, PanelData data, ArmPaths.Complete paths) {
    Arms arms = Arms.of(paths.treated().length, paths.comparison().length);
    var row = row(p, design, data, arms, ArmPaths.CONVENTION, paths.rows());
    var rows = new ArrayList<List<@Nullable Object>>();
    int[] events = paths.events(p.reference());
    MeanDifference effects = paths.effects(p.reference());
    for (int k = 0; k < events.length; k++) {
      rows.add(row.with(effects.estimate(EventStudy.term(events[k]), k)));
    }
    rows.add(
        paths
            .preTrend(p.reference())
            .map(test -> row.with(test, EventStudy.PRE_TREND))
            .orElseGet(() -> row.with(untested(arms, events))));
    if (paths.leftOut() > 0) {
      context.note("%,d units lack a period and are left out.".formatted(paths.leftOut()));
    }
    EstimateTable.write(context, data.groupType(), rows);
  }

  private static Estimate.Missing untested(Arms arms, int[] events) {
    long before = Arrays.stream(events).filter(e -> e < 0).count();
    return before == 0
        ? new Estimate.Missing(
            EventStudy.PRE_TREND,
            Estimate.Reason.INCOMPLETE_CELLS,
            "There is no period before the start beside the reference.")
        : new Estimate.Missing(
            EventStudy.PRE_TREND,
            Estimate.Reason.LOW_DF,
            "%d treated and %d comparison units are too few to test %d periods before the start together."
                .formatted(arms.treated(), arms.comparison(), before));
  }

  private static EstimateTable.Row row(
      Parameters p, Design design, PanelData data, Arms arms, String convention, long rows) {
    return new EstimateTable.Row(
        design.stage(),
        "event-study",
        p.profile().word(),
        p.treatment(),
        p.outcome(),
        null,
        convention,
        rows,
        arms,
        Arms.of(Panels.take(data.panel(), data.cleanRows())),
        arms,
        design.grade().word(),
        data.postPeriods());
  }
}
