package org.liftgate.modeling.stages;

import java.util.List;
import java.util.Optional;
import org.liftgate.kernel.Default;
import org.liftgate.kernel.Doc;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.StageKind;
import org.liftgate.modeling.learn.NamedLearner;
import org.liftgate.modeling.refit.Challenge;

/**
 * {@code modeling.refit}: what is tried against one effect for all rows of a partially linear model
 * (double machine learning) by estimating it again: a random cause, a placebo treatment, part of
 * the units, the bootstrap, a simulated cause, how strong an unseen cause would have to be, an
 * outcome the treatment cannot move, balance and overlap of what covariates leave. Each rule is
 * fixed before it runs and each result is one word.
 *
 * <p>Writes {@code refuters_<stage>}, which the verdict reads; {@code unseen_<stage>}, the effect
 * and the variance of the treatment that is left; {@code benchmarks_<stage>}, the strengths of
 * observed causes; and {@code contour_<stage>}, the effect over a grid of strengths of an unseen
 * one.
 */
public final class RefitStage implements StageKind<RefitStage.Parameters> {
  /** What each draw estimates again. */
  public enum Again {
    /** Nuisances too. */
    EVERYTHING,
    /** The regression of what is left, with nuisances as they are. */
    LAST_STEP
  }

  /** What the pipeline says. */
  public record Parameters(
      @Doc("Table to read") String table,
      @Doc("Outcome column") String outcome,
      @Doc("Treatment column: a dose, or 0 and 1") String treatment,
      @Doc("Columns held fixed") List<String> covariates,
      @Doc("Column of what was drawn or assigned as one; each row without one")
          Optional<String> unit,
      @Doc("How the means of outcome and treatment are learned") @Default("boosting")
          NamedLearner nuisance,
      @Doc("Folds of cross-fitting") @Default("5") int folds,
      @Doc(
              "everything or last-step: what each draw estimates again; the last step takes a hundredth of the time and says nothing about the learned means")
          @Default("everything")
          Again again,
      @Doc("Draws of each trial; at least 100") @Default("200") int draws,
      @Doc("Share of the units that subsets keep") @Default("0.8") double share,
      @Doc("Simulated cause: how far one standard deviation of it moves the treatment")
          @Default("0.1")
          double movesTreatment,
      @Doc("Simulated cause: how far it moves the outcome") @Default("0.1") double movesOutcome,
      @Doc("Column that the treatment cannot move") Optional<String> negativeControl,
      @Doc("Points a side of the grid of unseen causes") @Default("21") int grid,
      @Doc("Decides folds, learners and draws") @Default("1") int drawSeed) {
    public Parameters {
      covariates = List.copyOf(covariates);
      if (draws < Challenge.LEAST_DRAWS || folds < 2 || grid < 2 || !(share > 0 && share < 1)) {
        throw LiftgateException.input(
            Problem.of(
                "modeling.refit",
                "draws %d, folds %d, grid %d, share %s".formatted(draws, folds, grid, share),
                "must have draws of at least %d, folds and grid of at least 2, share between 0 and 1"
                    .formatted(Challenge.LEAST_DRAWS),
                "Maybe leave them out to get the defaults."));
      }
    }
  }

  @Override
  public String name() {
    return "modeling.refit";
  }

  @Override
  public int version() {
    return 2;
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
    new Refits(p, context).run();
  }
}
