package org.liftgate.modeling.refit;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Digest;
import org.liftgate.kernel.Estimate;

/**
 * A change of the rows, and what an estimate worth trusting does under it. Its rule is fixed before
 * it runs.
 */
public sealed interface Challenge
    permits RandomCause, PlaceboTreatment, Subset, Bootstrap, SimulatedCause {
  /** Fewer draws say too little. */
  int LEAST_DRAWS = 100;

  /** Share of draws that may come to nothing before the trial counts as not made. */
  double LOST = 0.05;

  String name();

  String rule();

  /** One draw of the changed rows. */
  Study change(Study study, SplittableRandom random);

  /** Whether every draw takes the folds of the estimate itself. */
  boolean sameFolds();

  /** Judges the draws against the estimate. */
  Trial judge(Study study, Estimate.Value found, List<Estimate.Value> draws);

  /**
   * Makes the draws and judges them.
   *
   * @param found the estimate from the rows as they are, made with the same seed
   * @param draws at least {@value #LEAST_DRAWS}
   * @throws IllegalArgumentException on fewer draws
   */
  default Trial run(
      Study study, Effect effect, Estimate.Value found, int draws, long seed, Workers workers) {
    if (draws < LEAST_DRAWS) {
      throw new IllegalArgumentException(
          "draws (%d) must be at least %d".formatted(draws, LEAST_DRAWS));
    }
    IntFunction<Estimate> one =
        b -> {
          long own = Digest.mix(Digest.mix(seed + name().hashCode()) + b + 1L);
          Study changed = change(study, new SplittableRandom(own));
          return effect.of(changed, sameFolds() ? seed : own);
        };
    List<Estimate> made = workers.map(draws, one);
    List<Estimate.Value> values =
        made.stream()
            .filter(Estimate.Value.class::isInstance)
            .map(Estimate.Value.class::cast)
            .toList();
    if (values.size() < (1 - LOST) * draws) {
      return Trial.unmade(
          name(),
          rule(),
          draws,
          "%d of %d draws gave no estimate, so this was not tested."
              .formatted(draws - values.size(), draws));
    }
    return judge(study, found, values);
  }
}
