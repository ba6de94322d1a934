package org.liftgate.modeling.uplift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.LongFunction;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.forest.ForestOptions;
import org.liftgate.modeling.learn.MeanLearner.Forests;
import org.liftgate.modeling.uplift.UpliftLearner.Meta;

/**
 * How often the gate lets a ranking pass: at most 7% where the effect is the same for everybody
 * (1,000 rows), at least 80% at effect 0.5 + 0.4 x1 with noise of SD 1.1 (2,000 rows); rows come in
 * pairs of one group. And how often sequential folds reject a true AUTOC of 0 at 5%: at most 7%.
 * The profile {@code long} draws 2,000 times and holds these bars; the short form accepts what 5%
 * and 80% show in 99.9% of so few draws.
 */
class UpliftGateBarsTest {
  private static final int DRAWS = Integer.getInteger("liftgate.draws", 40);
  private static final int FULL = 2_000;
  private static final double TAIL = 0.001;

  private static List<UpliftResult.Judged> judged(Meta meta, LongFunction<UpliftSample> draw) {
    var forest = new Forests(ForestOptions.standard(0).withTrees(50));
    var learner = new UpliftLearner(meta, forest, new Assignment.Random(0.5));
    var evaluation = new UpliftEvaluation(learner).withDraws(0).with(Workers.of(1));
    return Workers.all()
        .map(DRAWS, b -> (UpliftResult.Judged) evaluation.withSeed(b).evaluate(draw.apply(b)));
  }

  private static double passes(List<UpliftResult.Judged> draws) {
    return (double) draws.stream().filter(j -> j.ranking() instanceof Ranking.Accepted).count()
        / DRAWS;
  }

  private static double rejections(List<UpliftResult.Judged> draws) {
    return (double)
            draws.stream()
                .filter(j -> j.rate() instanceof Estimate.Value v && v.pValue() < 0.05)
                .count()
        / DRAWS;
  }

  private static double quantile(double share, double p) {
    return BinomialDistribution.of(DRAWS, share).inverseCumulativeProbability(p) / (double) DRAWS;
  }

  /** The short form tries the shortest and the longest way. */
  private static List<Meta> learners() {
    return DRAWS >= FULL ? List.of(Meta.values()) : List.of(Meta.T, Meta.DR);
  }

  @ParameterizedTest
  @MethodSource("learners")
  void aConstantEffectSeldomPasses(Meta meta) {
    var draws = judged(meta, b -> Drawn.experiment(1_000, 0, 7_000 + b));
    double most = DRAWS >= FULL ? 0.07 : quantile(0.05, 1 - TAIL);
    assertThat(passes(draws)).isLessThanOrEqualTo(most);
    assertThat(rejections(draws)).isLessThanOrEqualTo(most);
  }

  @ParameterizedTest
  @MethodSource("learners")
  void realDifferencesPass(Meta meta) {
    double share = passes(judged(meta, b -> Drawn.experiment(2_000, 0.4, 9_000 + b)));
    assertThat(share).isGreaterThanOrEqualTo(DRAWS >= FULL ? 0.8 : quantile(0.8, TAIL));
  }
}
