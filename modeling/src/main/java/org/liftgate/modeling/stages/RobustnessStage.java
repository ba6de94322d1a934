package org.liftgate.modeling.stages;

import java.util.List;
import java.util.Optional;
import org.liftgate.kernel.Default;
import org.liftgate.kernel.Doc;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.StageKind;
import org.liftgate.modeling.stages.IncrementStage.Parameters.Lists;

/**
 * {@code modeling.robustness}: a treatment's pooled effect under every defensible choice, and
 * without any one unit. The effect is each group's least squares of units' changes on the treatment
 * beside other lists ({@link org.liftgate.modeling.robustness.ChangeGroup}), pooled as a stacked
 * regression weighs groups; it has the headline's estimand, and everything here follows from one
 * row a unit and group. Writes {@code specifications_<stage id>} (every choice, with the pooled
 * effects of the stages it needs, the headline marked), {@code leave_one_out_<stage id>} (the
 * effect without each unit), {@code variants_<stage id>} (standard errors, winsorising, windows,
 * the most influential dropped) and {@code refuters_<stage id>}.
 */
public final class RobustnessStage implements StageKind<RobustnessStage.Parameters> {

  /** What the pipeline says. */
  public record Parameters(
      @Doc("Panel table to read") String panel,
      @Doc("Treatment, as the cohort stage names it") String treatment,
      @Doc("Outcome column of the panel") String outcome,
      @Doc("Stage whose pooled att is the headline") String headline,
      @Doc("Periods before a start") int pre,
      @Doc("Periods from a start on") int post,
      @Doc("Last periods before the start left out by one choice of window") @Default("2")
          int anticipation,
      @Doc("Units without another list that each arm of a group needs to count among the clean")
          @Default("30")
          int minClean,
      @Doc("Shares of the outcome winsorised at either end") @Default("[0.01, 0.05]")
          List<Double> winsor,
      @Doc("Share of units dropped that have the largest influence") @Default("0.01")
          double dropped,
      @Doc("Who is on which list") Optional<Lists> lists,
      @Doc("Table of what other lists do in a group's periods, as modeling.increment reads it")
          Optional<String> exposures) {
    public Parameters {
      winsor = List.copyOf(winsor);
      if (pre < 4 || post < 2) {
        throw new IllegalArgumentException(
            "pre (%d) must be at least 4 and post (%d) at least 2".formatted(pre, post));
      }
      for (double w : winsor) {
        if (!(w > 0 && w < 0.5)) {
          throw new IllegalArgumentException("winsor (" + w + ") must lie between 0 and .5");
        }
      }
    }
  }

  @Override
  public String name() {
    return "modeling.robustness";
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
    var specifications = new Specifications(p, RobustnessData.read(context, p));
    new RobustnessTables(p, context, specifications).write();
  }
}
