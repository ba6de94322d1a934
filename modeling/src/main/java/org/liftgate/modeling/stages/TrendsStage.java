package org.liftgate.modeling.stages;

import java.util.Optional;
import org.liftgate.kernel.Default;
import org.liftgate.kernel.Doc;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.StageKind;

/**
 * {@code modeling.trends}: whether the arms of one group would have moved alike without the
 * treatment, as far as what came before the start can tell. Straight trends by unit ({@link
 * org.liftgate.modeling.panel.ArmTrends}), what a test of them would have missed (Roth, 2022), and
 * how far the average effect survives departures ({@link
 * org.liftgate.modeling.staggered.honest.RelativeMagnitudes}); all of it by units, so that few
 * suffice. Writes {@code refuters_<stage id>}, which the verdict reads, and {@code trends_<stage
 * id>} with the figures.
 */
public final class TrendsStage implements StageKind<TrendsStage.Parameters> {

  /** What the pipeline says. */
  public record Parameters(
      @Doc("Panel table whose periods make the path of effects") String panel,
      @Doc("Panel table of shorter periods for the trends by unit; else the same")
          Optional<String> fine,
      @Doc("Treatment, as the cohort stage names it") String treatment,
      @Doc("Outcome column of the panels") String outcome,
      @Doc("Period before the start whose effect is set to zero") @Default("-1") int reference,
      @Doc("Effect at which it pays") @Default("0") double breakEven,
      @Doc("What one period of the trends is called") @Default("period") String period) {}

  @Override
  public String name() {
    return "modeling.trends";
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
    var refuters = new TrendRefuters(p, context);
    refuters.straight();
    refuters.path();
    refuters.write();
  }
}
