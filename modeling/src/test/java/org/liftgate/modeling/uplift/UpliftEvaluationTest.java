package org.liftgate.modeling.uplift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.kernel.Estimate.Value;
import org.liftgate.modeling.forest.ForestOptions;
import org.liftgate.modeling.learn.Features;
import org.liftgate.modeling.learn.MeanLearner;
import org.liftgate.modeling.learn.MeanLearner.Forests;
import org.liftgate.modeling.uplift.UpliftLearner.Meta;

/**
 * What evaluation says of good, useless and impossible rankings, and that it keeps groups whole.
 */
class UpliftEvaluationTest {
  private static final Forests SMALL = new Forests(ForestOptions.standard(0).withTrees(30));

  private static UpliftEvaluation evaluation(Meta meta, Assignment assignment) {
    return new UpliftEvaluation(new UpliftLearner(meta, SMALL, assignment))
        .withDraws(200)
        .with(Workers.of(2));
  }

  private static UpliftResult.Judged judged(UpliftEvaluation e, UpliftSample s) {
    return (UpliftResult.Judged) e.evaluate(s);
  }

  @Test
  void aRealDifferenceIsFoundCalibratedAndTabled() {
    var sample = Drawn.experiment(3_000, 0.8, 1);
    var found = judged(evaluation(Meta.X, new Assignment.Random(0.5)), sample);
    var ate = (Value) found.ate();
    assertThat(ate.value()).isCloseTo(0.5, within(4 * ate.stdError()));
    assertThat(((Value) found.rate()).statistic()).isGreaterThan(5);
    assertThat(((Value) found.rateBootstrap()).stdError())
        .isCloseTo(((Value) found.rate()).stdError(), within(0.015));
    var slope = (Value) found.calibration().slope();
    assertThat(slope.value()).isCloseTo(1, within(4 * slope.stdError()));
    var level = (Value) found.calibration().level();
    assertThat(level.value()).isCloseTo(0, within(4 * level.stdError()));
    var deciles = ((Ranking.Accepted) found.ranking()).deciles();
    assertThat(deciles).hasSize(10);
    assertThat(deciles.stream().mapToInt(Decile::rows).sum()).isEqualTo(found.held());
    assertThat(((Value) deciles.getFirst().effect()).value())
        .isGreaterThan(((Value) deciles.getLast().effect()).value() + 1);
    var curve = found.curve();
    assertThat(curve).hasSize(10);
    assertThat(((Value) curve.get(4).gain()).value()).isGreaterThan(curve.get(4).diagonal());
    assertThat(((Value) curve.getLast().gain()).value())
        .isCloseTo(curve.getLast().diagonal(), within(1e-12));
    assertThat(found.associational()).isFalse();
  }

  /**
   * With one group a row or two, folds of whole groups alone keep a twin from teaching its twin.
   */
  @Test
  void groupsStayTogetherAndThreadsDoNotMatter() {
    var sample = Drawn.experiment(600, 0.5, 2);
    var one = judged(evaluation(Meta.DR, new Assignment.Random(0.5)).with(Workers.of(1)), sample);
    var four = judged(evaluation(Meta.DR, new Assignment.Random(0.5)).with(Workers.of(4)), sample);
    assertThat(four.rate()).isEqualTo(one.rate());
    assertThat(four.rateBootstrap()).isEqualTo(one.rateBootstrap());
    assertThat(four.scores()).isEqualTo(one.scores());
    var folded =
        evaluation(Meta.T, new Assignment.Random(0.5))
            .folded(sample, Features.of(sample.features(), Workers.of(1)));
    var fold = new int[600];
    for (int k = 0; k < folded.held().size(); k++) {
      for (int row : folded.held().get(k).rows()) {
        fold[row] = k + 1;
      }
    }
    assertThat(IntStream.range(0, 300).allMatch(g -> fold[2 * g] == fold[2 * g + 1])).isTrue();
    assertThat(
            IntStream.range(0, 5)
                .allMatch(k -> Arrays.stream(fold).filter(f -> f == k).count() > 90))
        .isTrue();
  }

  @Test
  void confoundedArmsAreAdjustedAndLearnersThatDoNotSayAssociational() {
    var golden = Drawn.golden();
    var found = judged(evaluation(Meta.T, new Assignment.Logit()), golden);
    assertThat(found.associational()).isTrue();
    assertThat(((Value) found.ate()).value()).isBetween(0.85, 1.15);
    assertThat(judged(evaluation(Meta.DR, new Assignment.Logit()), golden).associational())
        .isFalse();
  }

  @Test
  void noOverlapIsRefused() {
    int n = 1_000;
    var random = new SplittableRandom(6);
    double[] x = new double[n];
    byte[] treated = new byte[n];
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = random.nextGaussian();
      treated[i] = (byte) (random.nextDouble() < 1 / (1 + Math.exp(-8 * x[i])) ? 1 : 0);
      y[i] = treated[i] * x[i] + 0.2 * random.nextGaussian();
    }
    var sample = UpliftSample.of(List.of("x"), new double[][] {x}, treated, y);
    var refused =
        (Ranking.Refused) judged(evaluation(Meta.T, new Assignment.Logit()), sample).ranking();
    assertThat(refused.why()).isEqualTo(Ranking.Why.NO_OVERLAP);
    assertThat(refused.why().reason()).isEqualTo(Reason.NO_OVERLAP);
    IntStream.range(0, n).forEach(i -> treated[i] = (byte) (x[i] > 0 ? 1 : 0));
    var apart = (UpliftResult.Refused) evaluation(Meta.T, new Assignment.Logit()).evaluate(sample);
    assertThat(apart.reason()).isEqualTo(Reason.NO_OVERLAP);
  }

  @Test
  void typedRefusals() {
    var sample = Drawn.experiment(400, 0, 3);
    Arrays.fill(sample.treated(), (byte) 0);
    sample.treated()[0] = 1;
    var e = evaluation(Meta.T, new Assignment.Random(0.5));
    assertThat(((UpliftResult.Refused) e.evaluate(sample)).reason()).isEqualTo(Reason.SMALL_ARM);
    sample.outcome()[3] = Double.NaN;
    assertThat(((UpliftResult.Refused) e.evaluate(sample)).reason()).isEqualTo(Reason.NOT_FINITE);
    var same = Drawn.experiment(400, 0, 3);
    var linear = new UpliftLearner(Meta.S, new MeanLearner.Linear(), new Assignment.Random(0.5));
    var constant = judged(new UpliftEvaluation(linear).withDraws(0), same);
    assertThat(((Ranking.Refused) constant.ranking()).why()).isEqualTo(Ranking.Why.CONSTANT);
  }

  @Test
  void permutedTreatmentsPassSeldomAndARealRankingBeatsThem() {
    var sample = Drawn.experiment(1_000, 0.9, 4);
    var e = evaluation(Meta.T, new Assignment.Random(0.5));
    var placebo = new PermutedTreatment(e, 30, 1).run(sample).orElseThrow();
    assertThat(placebo.most()).isEqualTo(6);
    assertThat(placebo.holds()).isTrue();
    assertThat(placebo.beaten()).isCloseTo(1.0 / 31, within(1e-12));
    var real = judged(e, sample).ranking();
    assertThat(placebo.judge(real)).isSameAs(real);
    var failed = new PermutedTreatment.Placebo(30, 7, 6, 0.2);
    assertThat(((Ranking.Refused) failed.judge(real)).why()).isEqualTo(Ranking.Why.PLACEBO);
    byte[] dealt = PermutedTreatment.permuted(sample, new SplittableRandom(1));
    assertThat(IntStream.range(0, 500).allMatch(g -> dealt[2 * g] == dealt[2 * g + 1])).isTrue();
    assertThat(IntStream.range(0, 1_000).map(i -> dealt[i]).sum())
        .isEqualTo(IntStream.range(0, 1_000).map(i -> sample.treated()[i]).sum());
    assertThat(dealt).isNotEqualTo(sample.treated());
  }

  @Test
  void rulesByHand() {
    double[] one = {5, 1, 4, 3, 2};
    double[] other = {1, 5, 4, 3, 2};
    assertThat(Policy.top(one, 0.4)).containsExactly(true, false, true, false, false);
    assertThat(Policy.topOfBoth(one, other, 0.4)).containsExactly(false, false, true, false, false);
    assertThat(Policy.byProfit(one, 0.5, 1)).containsExactly(true, false, true, true, false);
    assertThat(Policy.top(new double[4], 0.5)).containsExactly(true, true, false, false);
  }

  /** Effect 0.5 + 2 x1 at margin 1 and cost 0.5: treating x1 above 0 earns 2 phi(0) = 0.798. */
  @Test
  void policiesAreValuedOnUntouchedUnits() {
    var sample = Drawn.experiment(8_000, 2, 5);
    var learner = new UpliftLearner(Meta.X, SMALL, new Assignment.Random(0.5));
    var values =
        (PolicyValuation.Values)
            new PolicyValuation(learner, SMALL, 1, 0.5, 0.3, 1, Workers.of(2)).value(sample);
    assertThat(values.winner()).isEqualTo(PolicyValuation.PROFIT);
    var names = values.policies().stream().map(PolicyValuation.Valued::name).toList();
    assertThat(names).containsExactly("nobody", "everybody", "by profit", "top of both");
    var everybody = (Value) values.policies().get(1).profit();
    assertThat(everybody.value()).isCloseTo(0, within(4 * everybody.stdError()));
    var profit = (Value) values.policies().get(2).profit();
    assertThat(profit.value()).isCloseTo(0.78, within(4 * profit.stdError()));
    assertThat(values.policies().get(2).share()).isBetween(0.42, 0.58);
    assertThat(values.policies().get(3).share()).isBetween(0.15, 0.30);
    assertThat(((Value) values.advantage()).confLow()).isPositive();
    var none =
        (PolicyValuation.Values)
            new PolicyValuation(learner, SMALL, 1, 50, 0.3, 1, Workers.of(2)).value(sample);
    assertThat(none.winner()).isEqualTo(PolicyValuation.NOBODY);
    assertThat(none.advantage()).isInstanceOf(Estimate.Missing.class);
  }
}
