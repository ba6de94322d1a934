package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Default;
import org.liftgate.kernel.Doc;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Profile;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.StageKind;
import org.liftgate.modeling.increment.IncrementParts;
import org.liftgate.modeling.increment.StackedIncrement;

/**
 * {@code modeling.economics}: what each group's treatment brought and cost, by group, by type and
 * in all. Effects are those of {@link StackedIncrement} on cells declared beforehand, by whether
 * the treatment still ran; they keep their sign and add up to the effect on the whole, which is
 * checked to 1e-9. Writes {@code estimates_<id>} (each cell, outcome {@code
 * <measure>_<cell>_during} or {@code _after}), {@code <id>} (revenue, margin, cost, profit and
 * return with intervals, the effect that breaks even beside the one that can be detected) and
 * {@code <id>_waterfall} (steps from margin to profit).
 */
public final class EconomicsStage implements StageKind<EconomicsStage.Parameters> {

  /** What the pipeline says. */
  public record Parameters(
      @Doc("Panel with a column <measure>_<cell> for each cell, and <measure> for the whole")
          String panel,
      @Doc("Treatment, as the cohort stage names it") String treatment,
      @Doc("Stage whose effect on the first measure is paid for") String design,
      @Doc(
              "Measures: what the till takes net of the retailer's discounts first, the value at base price last")
          List<String> measures,
      @Doc("Cells that the whole consists of, declared beforehand") List<String> cells,
      @Doc("Column of the panel: whether the group's treatment still runs when the period begins")
          String during,
      @Doc("Who is on which list") IncrementStage.Parameters.Lists lists,
      @Doc("Table of what other lists do in a group's periods, as modeling.increment reads it")
          String exposures,
      @Doc("Where groups are listed") Groups groups,
      @Doc(
              "Table of costs, one row a group: group column as in groups, fixed_cost,"
                  + " cost_per_unit, margin, each with _low and _high; a missing figure is the"
                  + " default and labelled as assumed")
          String costs,
      @Doc("What is assumed where costs say nothing") Assumed assumed,
      @Doc("Return on what was spent that must be exceeded, such as 0.05") @Default("0.05")
          double hurdle,
      @Doc("Draws of the bootstrap over units") @Default("1000") int draws,
      @Doc("Units each arm needs for cluster-robust inference") @Default("50") int minClusters) {

    /** A table of all groups. */
    public record Groups(
        @Doc("Table with one row a group") String table,
        @Doc("Its column that names the group") String key,
        @Doc("Its column that names the group's type") String type,
        @Doc("Its column with the units that were paid for") String reached) {}

    /** Figures of the pipeline's own, which nobody measured. */
    public record Assumed(
        @Doc("Share of the base-price value that is left after the cost of goods") double margin,
        @Doc("By how much that may be wrong, up or down, in 95 of 100 cases") double marginRange,
        @Doc("Cost of reaching one unit") double costPerUnit,
        @Doc("By what share that may be wrong, up or down, in 95 of 100 cases") double costRange,
        @Doc("Cost of a group as a whole") double fixedCost) {}

    public Parameters {
      measures = List.copyOf(measures);
      cells = List.copyOf(cells);
    }

    String sales() {
      return measures.getFirst();
    }

    String base() {
      return measures.getLast();
    }
  }

  @Override
  public String name() {
    return "modeling.economics";
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
    PanelData data = PanelData.read(context, p.panel(), List.of(p.sales()), p.during());
    var costs = CostTable.read(p, context);
    Workers workers = Design.workers(context);
    var estimator = new StackedIncrement(-1, 0, p.minClusters(), workers);
    boolean[][] during = Periods.during(data, p.during());
    var outcome =
        IncrementParts.of(
            estimator,
            OtherLists.read(context, data, p.lists(), p.exposures()).with(data.panel()),
            (group, period) -> during[group][period] ? CellEffects.DURING : CellEffects.AFTER,
            CellEffects.PARTS);
    var tables = new EconomicsTables(p, context, data, costs);
    switch (outcome) {
      case IncrementParts.Outcome.Refused(Estimate.Missing why) -> {
        EstimateTable.write(context, data.groupType(), List.of());
        tables.write(why);
      }
      case IncrementParts.Outcome.Solved(IncrementParts parts) -> {
        CellEffects effects = CellEffects.of(p, context, parts);
        EstimateTable.write(context, data.groupType(), cells(p, design, data, effects));
        tables.write(effects, workers);
      }
    }
  }

  private static List<List<@Nullable Object>> cells(
      Parameters p, Design design, PanelData data, CellEffects effects) {
    var rows = new ArrayList<List<@Nullable Object>>();
    for (CellEffects.Cell cell : effects.cells()) {
      var pooled = row(p, design, data, cell.outcome(), Optional.empty());
      rows.add(pooled.with(cell.pooled()));
      rows.add(pooled.with(cell.treatedWeighted()));
      for (int k = 0; k < cell.groups().size(); k++) {
        rows.add(
            row(p, design, data, cell.outcome(), Optional.of(effects.parts().groups().get(k)))
                .with(cell.groups().get(k)));
      }
    }
    return rows;
  }

  private static EstimateTable.Row row(
      Parameters p,
      Design design,
      PanelData data,
      String outcome,
      Optional<IncrementParts.Group> group) {
    var arms =
        group
            .map(g -> org.liftgate.modeling.panel.Arms.of(g.treated(), g.comparison()))
            .orElseGet(() -> org.liftgate.modeling.panel.Arms.of(0, 0));
    return new EstimateTable.Row(
        design.stage(),
        "stacked-lags",
        Profile.DEFENDED.word(),
        p.treatment(),
        outcome,
        group.<Object>map(g -> data.groups()[g.group()]).orElse(null),
        "CR1 cluster(unit) nested",
        group
            .map(g -> (long) (g.treated() + g.comparison()) * (g.pre() + g.post()))
            .orElse((long) data.panel().rows()),
        arms,
        org.liftgate.modeling.panel.Arms.of(0, 0),
        arms,
        design.grade().word(),
        data.postPeriods());
  }
}
