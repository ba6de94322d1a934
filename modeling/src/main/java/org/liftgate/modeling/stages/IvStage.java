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
import org.liftgate.modeling.increment.IncrementWald;
import org.liftgate.modeling.increment.StackedIncrement;
import org.liftgate.modeling.iv.IvFit;
import org.liftgate.modeling.iv.Wald;
import org.liftgate.modeling.panel.Arms;

/**
 * {@code modeling.iv}: the effect on units that take up what they are assigned (redeem what they
 * are mailed), with the assignment as instrument. The effect of assignment is that of {@link
 * StackedIncrement}, the first stage the same regression of having taken it; {@code late} is their
 * ratio, pooled and for each group, never graded above the effect of assignment. Beside it {@code
 * late_<id>} (takers, both regressions, first-stage F, Anderson-Rubin set) and {@code
 * exclusion_<id>} (what late would be if assignment also moved those who did not take it). What is
 * bought is an outcome and must not decide who took it.
 */
public final class IvStage implements StageKind<IvStage.Parameters> {

  /** What the pipeline says. */
  public record Parameters(
      @Doc("Panel table to read; every unit has a row in each period of its group") String panel,
      @Doc("Treatment whose assignment is the instrument, as the cohort stage names it")
          String treatment,
      @Doc("Who took it: never decided by the outcome") Taken taken,
      @Doc("Outcome columns of the panel") List<String> outcomes,
      @Doc("Who is on which list") IncrementStage.Parameters.Lists lists,
      @Doc("Table of what other lists do in a group's periods, as modeling.increment reads it")
          String exposures,
      @Doc("Stage that estimates the effect of assignment: its tests bear on late too")
          Optional<String> itt,
      @Doc("Units each arm needs for cluster-robust inference") @Default("50") int minClusters,
      @Doc("Units that took it a number needs") @Default("5") int minTakers) {
    /** A table with a row or more for each unit that took the treatment. */
    public record Taken(
        @Doc("What taking it is called") String name,
        @Doc("Table with at least one row a group and unit that took it") String table,
        @Doc("Its column that names the group") String group,
        @Doc("Its column that names the unit") String unit) {}

    public Parameters {
      outcomes = List.copyOf(outcomes);
    }

    IncrementStage.Parameters assignment() {
      return new IncrementStage.Parameters(
          panel,
          treatment,
          outcomes,
          lists,
          exposures,
          -1,
          0,
          minClusters,
          minClusters,
          Optional.empty(),
          Optional.empty());
    }
  }

  @Override
  public String name() {
    return "modeling.iv";
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
    PanelData data = PanelData.read(context, p.panel(), p.outcomes());
    Takers takers = Takers.read(context, data, p);
    var estimator = new StackedIncrement(-1, 0, p.minClusters(), Design.workers(context));
    var sample = OtherLists.read(context, data, p.assignment()).with(data.panel());
    var rows = new ArrayList<List<@Nullable Object>>();
    var tables = new LateTables(context, data, p.taken().name());
    for (String outcome : p.outcomes()) {
      context.progress(outcome, rows.size(), 0);
      IncrementWald fit = estimator.wald(sample, data.numbers().doubles(outcome), takers.taken());
      Answer pooled = pooled(p, takers, fit);
      Arms arms = Arms.of(data.panel());
      rows.add(
          row(p, design, data, outcome, fit, null, data.panel().rows(), arms).with(pooled.late()));
      tables.add(outcome, null, takers.all(), pooled);
      for (int g = 0; g < data.groups().length; g++) {
        Answer answer = group(p, takers, fit, g);
        Takers.Count count = takers.counts().get(g);
        Arms own = Arms.of(count.assigned(), count.others());
        Object label = data.groups()[g];
        rows.add(row(p, design, data, outcome, fit, label, count.rows(), own).with(answer.late()));
        tables.add(outcome, label, count, answer);
      }
    }
    EstimateTable.write(context, data.groupType(), rows);
    tables.write();
  }

  /** A late with the regressions it comes from, where there are any. */
  record Answer(Estimate late, Optional<Wald> wald) {}

  private static Answer pooled(Parameters p, Takers takers, IncrementWald fit) {
    return switch (fit) {
      case IncrementWald.Missing(Estimate.Reason reason, String detail) -> none(reason, detail);
      case IncrementWald.Solved s -> answer(p, takers.all(), s.pooled());
    };
  }

  private static Answer group(Parameters p, Takers takers, IncrementWald fit, int group) {
    Takers.Count count = takers.counts().get(group);
    return switch (fit) {
      case IncrementWald.Missing(Estimate.Reason reason, String detail) -> none(reason, detail);
      case IncrementWald.Solved s ->
          s.groups().stream()
              .filter(g -> g.group() == group)
              .findFirst()
              .map(
                  g ->
                      g.free()
                          ? answer(p, count, g.wald())
                          : none(
                              Estimate.Reason.TOO_FEW_CLUSTERS,
                              "%d treated and %d comparison clusters; both arms need at least %d."
                                  .formatted(g.treated(), g.comparison(), p.minClusters())))
              .orElseGet(
                  () ->
                      none(
                          Estimate.Reason.COLLINEAR,
                          "The effect of assignment is not identified for this group."));
    };
  }

  private static Answer answer(Parameters p, Takers.Count count, Wald wald) {
    return count
        .unusable(p.taken().name(), p.treatment(), p.minTakers())
        .map(missing -> new Answer(missing, Optional.of(wald)))
        .orElseGet(() -> new Answer(wald.late(), Optional.of(wald)));
  }

  private static Answer none(Estimate.Reason reason, String detail) {
    return new Answer(new Estimate.Missing(IvFit.LATE, reason, detail), Optional.empty());
  }

  private static EstimateTable.Row row(
      Parameters p,
      Design design,
      PanelData data,
      String outcome,
      IncrementWald fit,
      @Nullable Object group,
      long rows,
      Arms arms) {
    String vcov = fit instanceof IncrementWald.Solved s ? s.convention() : "CR1 cluster(unit)";
    return new EstimateTable.Row(
        design.stage(),
        "iv",
        Profile.DEFENDED.word(),
        p.taken().name(),
        outcome,
        group,
        vcov,
        rows,
        arms,
        Arms.of(0, 0),
        arms,
        design.grade().word(),
        data.postPeriods());
  }
}
