package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Default;
import org.liftgate.kernel.Doc;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Panel;
import org.liftgate.kernel.Profile;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.StageKind;
import org.liftgate.modeling.panel.Arms;
import org.liftgate.modeling.panel.PanelFit;
import org.liftgate.modeling.panel.Panels;
import org.liftgate.modeling.panel.TwoWayFixedEffects;

/**
 * {@code modeling.twfe}: one effect over all groups with two-way fixed effects, clustered by unit.
 * {@code stacked} gives each group its own unit and period effects and adds {@code att-clean};
 * {@code plain} has unit and calendar effects over all groups at once.
 */
public final class TwoWayStage implements StageKind<TwoWayStage.Parameters> {

  /** Which effects stand beside the treatment. */
  public enum Effects {
    /** Group x unit and group x period. */
    STACKED,
    /** Unit and calendar week. */
    PLAIN
  }

  /** What the pipeline says. */
  public record Parameters(
      @Doc("Panel table to read") String panel,
      @Doc("Treatment, as the cohort stage names it") String treatment,
      @Doc("Outcome columns of the panel") List<String> outcomes,
      @Doc("stacked: effects of unit and period in each group; plain: of unit and calendar week")
          @Default("stacked")
          Effects effects,
      @Doc("Units each arm needs for cluster-robust inference; not asked of a published recipe")
          @Default("50")
          int minClusters,
      @Doc("Whose recipe this is: published or defended") @Default("defended") Profile profile) {
    public Parameters {
      outcomes = List.copyOf(outcomes);
    }
  }

  @Override
  public String name() {
    return "modeling.twfe";
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
    boolean plain = p.effects() == Effects.PLAIN;
    String[] more = plain ? new String[] {"calendar_week"} : new String[0];
    PanelData data = PanelData.read(context, p.panel(), p.outcomes(), more);
    var regression =
        new TwoWayFixedEffects(Covariance.cluster("unit"))
            .withMinClusters(design.minClusters(p.minClusters()))
            .with(Design.workers(context));
    var rows = new ArrayList<List<@Nullable Object>>();
    for (String outcome : p.outcomes()) {
      context.progress(outcome, rows.size(), 0);
      Panel panel = data.outcome(outcome);
      PanelFit fit =
          plain
              ? regression.plain(panel, data.integers("calendar_week"))
              : regression.stacked(panel);
      var row = row(p, design, data, outcome, convention(fit));
      fit.estimates().forEach(e -> rows.add(row.with(e)));
      if (!plain) {
        Panel clean = Panels.take(panel, data.cleanRows());
        rows.add(row.cleanOver(clean.rows()).with(clean(regression, clean)));
      }
    }
    EstimateTable.write(context, data.groupType(), rows);
  }

  private static Estimate clean(TwoWayFixedEffects regression, Panel panel) {
    Arms arms = Arms.of(panel);
    return Math.min(arms.treated(), arms.comparison()) == 0
        ? CleanArms.tooSmall(arms.treated(), arms.comparison(), regression.minClusters())
        : CleanArms.named(regression.stacked(panel).estimates().get(0));
  }

  private static String convention(PanelFit fit) {
    return switch (fit) {
      case PanelFit.Solved solved -> solved.convention();
      case PanelFit.Missing _ -> "CR1 cluster(unit) nested";
    };
  }

  private static EstimateTable.Row row(
      Parameters p, Design design, PanelData data, String outcome, String convention) {
    Arms arms = Arms.of(data.panel());
    return new EstimateTable.Row(
        design.stage(),
        p.effects() == Effects.PLAIN ? "fe" : "stacked-fe",
        p.profile().word(),
        p.treatment(),
        outcome,
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
