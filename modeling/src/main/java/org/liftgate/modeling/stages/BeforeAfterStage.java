package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Default;
import org.liftgate.kernel.Doc;
import org.liftgate.kernel.Grade;
import org.liftgate.kernel.Profile;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.StageKind;
import org.liftgate.modeling.segments.BeforeAfter;

/**
 * {@code modeling.before-after}: what the treated have from the start on less what they had before
 * it, clustered ({@code before-after}). Always associational: there is nothing to compare with.
 */
public final class BeforeAfterStage implements StageKind<BeforeAfterStage.Parameters> {

  /** What the pipeline says. */
  public record Parameters(
      @Doc("Table to read, with columns treated, post and period") String panel,
      @Doc("Treatment, as the cohort stage names it") String treatment,
      @Doc("Outcome columns") List<String> outcomes,
      @Doc("Column of the unit that is treated as a whole") @Default("unit_id") String unit,
      @Doc("Whose recipe this is: published or defended") @Default("defended") Profile profile) {
    public Parameters {
      outcomes = List.copyOf(outcomes);
    }
  }

  @Override
  public String name() {
    return "modeling.before-after";
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
    var rows = new ArrayList<List<@Nullable Object>>();
    var difference = BeforeAfter.standard();
    for (String outcome : p.outcomes()) {
      var data = ArmData.read(context, p.panel(), p.unit(), outcome, List.of());
      var arms = data.arms();
      var row =
          new EstimateTable.Row(
              design.stage(),
              difference.name(),
              p.profile().word(),
              p.treatment(),
              outcome,
              null,
              difference.vcov(data.rows()),
              data.rows().rows(),
              arms,
              arms,
              arms,
              Grade.ASSOCIATIONAL.word(),
              data.periods());
      difference.estimate(data.rows()).forEach(e -> rows.add(row.with(e)));
    }
    EstimateTable.write(context, Schema.Type.INTEGER, rows);
  }
}
