package org.liftgate.modeling.uplift;

import java.util.Optional;
import java.util.function.Supplier;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.modeling.learn.Features;
import org.liftgate.modeling.learn.Refusal;
import org.liftgate.modeling.weighting.Folds;

/** Predicted effects of units, for rules that say who is treated next. */
public sealed interface UpliftPredictions {

  /**
   * @param effects one for each unit, in units of the outcome
   */
  record Predicted(double[] effects) implements UpliftPredictions {}

  record Refused(Reason reason, String detail) implements UpliftPredictions {}

  /**
   * Effects of the sample's own units, each predicted by a model of the other folds: a unit's own
   * outcome has no part in its rank. They are for choosing; {@link UpliftEvaluation} is for
   * judging.
   */
  static UpliftPredictions crossFitted(
      UpliftLearner learner, UpliftSample sample, int folds, long seed, Workers workers) {
    return guarded(
        sample,
        () -> {
          Rows rows = Rows.of(sample, Features.of(sample.features(), workers), workers);
          int[] fold = Folds.of(sample.groups(), sample.treated(), folds, seed);
          var effects = new double[sample.rows()];
          workers.map(
              folds,
              f -> {
                int[] in = Scores.places(fold, f, true);
                Rows train = rows.take(Scores.places(fold, f, false)).on(Workers.of(1));
                double[] there =
                    learner.fit(train, ArmMeans.stream(seed, f)).predict(rows.x().take(in));
                for (int i = 0; i < in.length; i++) {
                  effects[in[i]] = there[i];
                }
                return f;
              });
          return effects;
        });
  }

  /**
   * Effects of other units, predicted by a model of the whole sample.
   *
   * @param features p arrays of m values, the sample's features in the same order
   */
  static UpliftPredictions of(
      UpliftLearner learner, UpliftSample sample, double[][] features, long seed, Workers workers) {
    return guarded(
        sample,
        () -> {
          Features x = Features.of(sample.features(), workers);
          var model = learner.fit(Rows.of(sample, x, workers), seed);
          return model.predict(x.others(features, workers));
        });
  }

  private static UpliftPredictions guarded(UpliftSample sample, Supplier<double[]> effects) {
    Optional<String> bad = sample.notFinite();
    if (bad.isPresent()) {
      return new Refused(Reason.NOT_FINITE, bad.get());
    }
    if (sample.features().length == 0 || sample.rows() == 0) {
      return new Refused(Reason.NO_ROWS, "There are no rows, or no features.");
    }
    try {
      return new Predicted(effects.get());
    } catch (Refusal r) {
      return new Refused(r.reason(), r.detail());
    }
  }
}
