package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.liftgate.accumulate.SmallSample;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Default;
import org.liftgate.kernel.Doc;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Profile;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.StageKind;
import org.liftgate.modeling.panel.Arms;
import org.liftgate.modeling.panel.DifferenceInDifferences;
import org.liftgate.modeling.panel.DifferenceInDifferences.GroupEstimate;
import org.liftgate.modeling.panel.Panels;

/**
 * {@code modeling.did}: each group's before-after difference against its comparison arm, clustered
 * by unit ({@code att}), and the same among units that no other campaign reached ({@code
 * att-clean}), which no published recipe asks for.
 */
public final class DidStage implements StageKind<DidStage.Parameters> {

  /** What the pipeline says. */
  public record Parameters(
      @Doc("Panel table to read") String panel,
      @Doc("Treatment, as the cohort stage names it") String treatment,
      @Doc("Outcome columns of the panel") List<String> outcomes,
      @Doc("Units each arm needs for cluster-robust inference; not asked of a published recipe")
          @Default("50")
          int minClusters,
      @Doc("Units without another campaign that each arm needs for att-clean") @Default("30")
          int minClean,
      @Doc(
              "Where every group is listed; one without a row in the panel is not-estimable, not absent")
          Optional<Groups> groups,
      @Doc("Whose recipe this is: published or defended") @Default("defended") Profile profile) {
    /** A table that lists the groups, and its column that names them. */
    public record Groups(
        @Doc("Table that lists every group") String table,
        @Doc("Its column that names the group") String key) {}

    public Parameters {
      outcomes = List.copyOf(outcomes);
    }
  }

  @Override
  public String name() {
    return "modeling.did";
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
    PanelData data = PanelData.read(context, p.panel(), p.outcomes());
    var did =
        new DifferenceInDifferences(
            Covariance.cluster("unit"),
            SmallSample.fixest(),
            design.minClusters(p.minClusters()),
            Design.workers(context));
    var rows = new ArrayList<List<@Nullable Object>>();
    for (String outcome : p.outcomes()) {
      context.progress(outcome, rows.size(), 0);
      rows.addAll(rows(p, design, data, did, outcome));
      rows.addAll(unseen(p, context, design, data, did, outcome));
    }
    EstimateTable.write(context, data.groupType(), rows);
  }

  private static List<List<@Nullable Object>> rows(
      Parameters p, Design design, PanelData data, DifferenceInDifferences did, String outcome) {
    var panel = data.outcome(outcome);
    Map<Integer, GroupEstimate> clean = new HashMap<>();
    for (GroupEstimate g : did.byGroup(Panels.take(panel, data.cleanRows()))) {
      clean.put(g.group(), g);
    }
    var none = new Estimate.Missing("att", Estimate.Reason.SMALL_ARM, "");
    var rows = new ArrayList<List<@Nullable Object>>();
    for (GroupEstimate all : did.byGroup(panel)) {
      GroupEstimate few =
          clean.getOrDefault(all.group(), new GroupEstimate(all.group(), none, 0, 0, 0));
      var row = row(p, design, data.groups()[all.group()], data, did, outcome, all, few);
      rows.add(row.with(all.estimate()));
      if (p.profile() == Profile.DEFENDED) {
        rows.add(row.cleanOver(few.rows()).with(clean(few, p.minClean())));
      }
    }
    return rows;
  }

  /** Groups that were planned and have no row in the panel: said, with the reason, not left out. */
  private static List<List<@Nullable Object>> unseen(
      Parameters p,
      StageContext context,
      Design design,
      PanelData data,
      DifferenceInDifferences did,
      String outcome) {
    var rows = new ArrayList<List<@Nullable Object>>();
    if (p.groups().isEmpty()) {
      return rows;
    }
    var seen = Set.of(data.groups());
    var missing =
        new Estimate.Missing(
            "att",
            Estimate.Reason.NO_ROWS,
            "No unit has an observed period on both sides of the start.");
    var none = new GroupEstimate(0, missing, 0, 0, 0);
    var listed = context.engine().read(p.groups().get().table(), p.groups().get().key());
    for (Object group : listed.codes(p.groups().get().key()).labels()) {
      if (!seen.contains(group)) {
        rows.add(row(p, design, group, data, did, outcome, none, none).with(missing));
      }
    }
    return rows;
  }

  private static EstimateTable.Row row(
      Parameters p,
      Design design,
      Object group,
      PanelData data,
      DifferenceInDifferences did,
      String outcome,
      GroupEstimate all,
      GroupEstimate clean) {
    return new EstimateTable.Row(
        design.stage(),
        did.name(),
        p.profile().word(),
        p.treatment(),
        outcome,
        group,
        did.convention(),
        all.rows(),
        arms(all),
        arms(clean),
        arms(all),
        design.grade().word(),
        data.postPeriods());
  }

  private static Arms arms(GroupEstimate group) {
    return Arms.of(group.treatedUnits(), group.comparisonUnits());
  }

  private static Estimate clean(GroupEstimate clean, int least) {
    if (Math.min(clean.treatedUnits(), clean.comparisonUnits()) < least) {
      return CleanArms.tooSmall(clean.treatedUnits(), clean.comparisonUnits(), least);
    }
    return CleanArms.named(clean.estimate());
  }
}
