package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Default;
import org.liftgate.kernel.Doc;
import org.liftgate.kernel.Profile;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.StageKind;
import org.liftgate.modeling.panel.Arms;
import org.liftgate.modeling.panel.EventStudy;
import org.liftgate.modeling.panel.PanelFit;
import org.liftgate.modeling.panel.Panels;

/**
 * {@code modeling.event-study}: effects by period since the start, stacked, clustered by unit
 * ({@code event(e)}), and the joint test of those before it ({@code pre-trend}: p-value, {@code f},
 * {@code f_df1}, {@code f_df2}, no estimate).
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
    var study =
        new EventStudy(Covariance.cluster("unit"), p.reference())
            .withMinClusters(design.minClusters(p.minClusters()))
            .with(Design.workers(context));
    PanelFit fit = study.stacked(data.outcome(p.outcome()));
    var row = row(p, design, data, fit);
    var rows = new ArrayList<List<@Nullable Object>>();
    fit.estimates().forEach(e -> rows.add(row.with(e)));
    EventStudy.PreTrend preTrend = EventStudy.preTrend(fit);
    preTrend.test().ifPresent(test -> rows.add(row.with(test, EventStudy.PRE_TREND)));
    preTrend.missing().ifPresent(missing -> rows.add(row.with(missing)));
    EstimateTable.write(context, data.groupType(), rows);
  }

  private static EstimateTable.Row row(Parameters p, Design design, PanelData data, PanelFit fit) {
    Arms arms = Arms.of(data.panel());
    String convention =
        fit instanceof PanelFit.Solved solved ? solved.convention() : "CR1 cluster(unit) nested";
    return new EstimateTable.Row(
        design.stage(),
        "event-study",
        p.profile().word(),
        p.treatment(),
        p.outcome(),
        null,
        convention,
        data.panel().rows(),
        arms,
        Arms.of(Panels.take(data.panel(), data.cleanRows())),
        arms,
        design.grade().word(),
        data.postPeriods());
  }
}
