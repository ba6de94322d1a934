package org.liftgate.modeling.stages;

import java.util.List;
import org.liftgate.kernel.Default;
import org.liftgate.kernel.Doc;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.StageKind;

/**
 * {@code modeling.refute}: what is tried against a treatment's pooled difference in differences.
 * Each refuter's rule is a constant, fixed before it runs, and its result one word. Writes {@code
 * refuters_<stage id>}, which the verdict reads, and {@code tried_<stage id>}: every placebo date,
 * horizon and group behind the words.
 */
public final class RefuteStage implements StageKind<RefuteStage.Parameters> {

  /** What the pipeline says. */
  public record Parameters(
      @Doc("Panel table to read") String panel,
      @Doc("Cohort behind the panel") String cohort,
      @Doc("Where the outcome stands by unit and day") Facts facts,
      @Doc("Table of unit_id, first_day and last_day under any treatment") String exposures,
      @Doc("Treatment, as the cohort stage names it") String treatment,
      @Doc("Outcome column of the panel") String outcome,
      @Doc("Column of the panel that the treatment should not move") String negativeControl,
      @Doc("Weeks before a start") int pre,
      @Doc("Weeks from a start on") int post,
      @Doc("Effect per unit and week at which it pays") @Default("0") double breakEven,
      @Doc("Horizons in weeks") @Default("[4, 8, 12, 26]") List<Integer> horizons,
      @Doc("Draws where chance decides; at least 100") @Default("499") int draws,
      @Doc("Decides the draws") @Default("20240501") int drawSeed,
      @Doc("Units each arm needs") @Default("50") int minClusters,
      @Doc(
              "Other treatments that the same lists decide: placebo dates and the negative control count for them too")
          @Default("[]")
          List<String> concerns) {
    /** A table of facts by unit and day. */
    public record Facts(
        @Doc("Table of facts") String table,
        @Doc("Its column of the unit") String unit,
        @Doc("Its column of the day") String time,
        @Doc("Its column of the outcome") String value) {}

    public Parameters {
      horizons = List.copyOf(horizons);
      concerns = List.copyOf(concerns);
      if (draws < 100) {
        throw new IllegalArgumentException("draws (" + draws + ") must be at least 100");
      }
    }
  }

  @Override
  public String name() {
    return "modeling.refute";
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
    var refuters = new Refuters(p, context);
    refuters.negativeControl();
    refuters.dates();
    refuters.permutation();
    refuters.attrition();
    refuters.spillover();
    refuters.horizons();
    refuters.detectable();
    refuters.eventStudy();
    refuters.write();
  }
}
