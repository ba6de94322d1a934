package org.liftgate.modeling.uplift;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.modeling.learn.Features;
import org.liftgate.modeling.learn.MeanLearner;
import org.liftgate.modeling.learn.Refusal;
import org.liftgate.modeling.overlap.Overlap;
import org.liftgate.modeling.uplift.RankWeightedEffect.Weighting;
import org.liftgate.modeling.weighting.Folds;

/**
 * Judges a learner of uplift by units it has not seen. Groups are dealt to folds; each fold but the
 * first is ranked by a model learned from the folds before it, and valued by doubly robust scores
 * whose means come from all other folds. With two folds this is one held-out half.
 *
 * <p>{@code new UpliftEvaluation(new UpliftLearner(Meta.DR, Forests.standard(), new
 * Assignment.Logit())).evaluate(sample)}
 *
 * @param nuisance how the means of the scores are learned
 * @param folds at least 2
 * @param draws of the half-sample bootstrap of the scores; 0 leaves it out
 */
public record UpliftEvaluation(
    UpliftLearner learner,
    MeanLearner nuisance,
    int folds,
    int draws,
    UpliftGate gate,
    long seed,
    Workers workers) {
  private static final int CURVE_STEPS = 10;

  public UpliftEvaluation {
    if (folds < 2 || draws < 0) {
      throw new IllegalArgumentException(
          "folds (%d) must be at least 2, draws (%d) at least 0".formatted(folds, draws));
    }
  }

  /** Five folds, 1,000 draws, means learned as the learner learns them. */
  public UpliftEvaluation(UpliftLearner learner) {
    this(learner, learner.means(), 5, 1_000, UpliftGate.standard(), 1, Workers.all());
  }

  public UpliftEvaluation withFolds(int count) {
    return new UpliftEvaluation(learner, nuisance, count, draws, gate, seed, workers);
  }

  public UpliftEvaluation withDraws(int count) {
    return new UpliftEvaluation(learner, nuisance, folds, count, gate, seed, workers);
  }

  public UpliftEvaluation withSeed(long stream) {
    return new UpliftEvaluation(learner, nuisance, folds, draws, gate, stream, workers);
  }

  public UpliftEvaluation with(Workers threads) {
    return new UpliftEvaluation(learner, nuisance, folds, draws, gate, seed, threads);
  }

  /** Scores of all units, and the folds that were ranked. */
  record Folded(Scores scores, List<HeldOut> held) {
    Estimate rank(String term, Weighting weighting) {
      return new SequentialRank(held, weighting).estimate(term);
    }
  }

  /** All of it. */
  public UpliftResult evaluate(UpliftSample sample) {
    Optional<String> bad = sample.notFinite();
    if (bad.isPresent()) {
      return new UpliftResult.Refused(Reason.NOT_FINITE, bad.get());
    }
    if (sample.features().length == 0 || sample.rows() == 0) {
      return new UpliftResult.Refused(Reason.NO_ROWS, "There are no rows, or no features.");
    }
    try {
      return judged(sample, folded(sample, Features.of(sample.features(), workers)));
    } catch (Refusal r) {
      return new UpliftResult.Refused(r.reason(), r.detail());
    }
  }

  Folded folded(UpliftSample sample, Features x) {
    Rows rows = Rows.of(sample, x, workers);
    int[] fold = Folds.of(sample.groups(), sample.treated(), folds, seed);
    var scores = Scores.crossFitted(rows, fold, folds, nuisance, learner.assignment(), seed);
    List<HeldOut> held =
        workers.map(
            folds - 1,
            k -> {
              int[] before = IntStream.range(0, fold.length).filter(i -> fold[i] <= k).toArray();
              int[] in = Scores.places(fold, k + 1, true);
              Rows train = rows.take(before).on(Workers.of(1));
              var model = learner.fit(train, ArmMeans.stream(seed, folds + k));
              return HeldOut.of(in, model.predict(x.take(in)), scores.values(), sample.groups());
            });
    return new Folded(scores, held);
  }

  private UpliftResult judged(UpliftSample sample, Folded folded) {
    Overlap overlap = overlap(sample, folded.scores());
    Estimate rate = folded.rank(UpliftResult.RATE, Weighting.AUTOC);
    boolean looks =
        learner.meta() == UpliftLearner.Meta.X || learner.meta() == UpliftLearner.Meta.DR;
    return new UpliftResult.Judged(
        overlap,
        GroupedMean.of(UpliftResult.ATE, folded.scores().values(), sample.groups()),
        rate,
        folded.rank(UpliftResult.QINI, Weighting.QINI),
        bootstrap(UpliftResult.RATE, folded, Weighting.AUTOC),
        bootstrap(UpliftResult.QINI, folded, Weighting.QINI),
        Calibration.of(folded.held()),
        UpliftCurve.of(folded.held(), CURVE_STEPS),
        gate.judge(overlap, rate, () -> Decile.of(folded.held(), sample.treated())),
        folded.scores().values(),
        folded.scores().propensity(),
        folded.held().stream().mapToInt(f -> f.rows().length).sum(),
        !looks && !learner.assignment().random());
  }

  private Estimate bootstrap(String term, Folded folded, Weighting weighting) {
    var rank = new SequentialRank(folded.held(), weighting);
    return draws == 0
        ? new Estimate.Missing(term, Reason.UNSUITED, "No draws were asked for.")
        : new HalfSample(draws, ArmMeans.stream(seed, -2), workers).estimate(term, rank);
  }

  static Overlap overlap(UpliftSample sample, Scores scores) {
    var flags = new boolean[sample.rows()];
    for (int i = 0; i < flags.length; i++) {
      flags[i] = sample.treated()[i] != 0;
    }
    return Overlap.of(scores.propensity(), flags);
  }
}
