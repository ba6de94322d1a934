package org.liftgate.modeling.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.modeling.tree.CateTree.Advice;
import org.liftgate.modeling.tree.CateTree.Interpreted;
import org.liftgate.modeling.tree.CateTree.Segment;

@DisplayName("Segments of effects by one tree")
class CateTreeTest {
  private static final List<String> NAMES = List.of("income", "age");
  private static final int ROWS = 1_200;

  private record Data(double[][] x, double[] predicted, EffectScores scores) {}

  /** Effect 2 up to income 1, else 0; three rows of a cluster share a disturbance. */
  private static Data drawn(long seed, double effect) {
    var random = new SplittableRandom(seed);
    var x = new double[2][ROWS];
    var predicted = new double[ROWS];
    var scores = new double[ROWS];
    int[] cluster = IntStream.range(0, ROWS).map(i -> i / 3).toArray();
    double shared = 0;
    for (int i = 0; i < ROWS; i++) {
      shared = i % 3 == 0 ? 2 * random.nextGaussian() : shared;
      x[0][i] = 2 * random.nextDouble();
      x[1][i] = random.nextGaussian();
      double truth = truth(x[0][i], effect);
      scores[i] = truth + shared + 2 * random.nextGaussian();
      predicted[i] = truth + 0.3 * random.nextGaussian();
    }
    return new Data(x, predicted, EffectScores.doublyRobust(scores, cluster));
  }

  private static double truth(double income, double effect) {
    return income <= 1 ? effect : 0;
  }

  private static Interpreted told(CateTree tree, Data d) {
    return (Interpreted) tree.interpret(NAMES, d.x(), d.predicted(), d.scores());
  }

  @Test
  void theCutIsFoundAndSegmentsSayWhomToTreat() {
    Interpreted told = told(CateTree.honest(1, 50, 1, 1), drawn(1, 2));
    assertThat(told.tree().nodes().get(0).threshold()).isCloseTo(1, within(0.03));
    Segment low = told.segments().get(0);
    Segment high = told.segments().get(1);
    assertThat(low.rule()).startsWith("income above ");
    assertThat(low.advice()).isEqualTo(Advice.LEAVE);
    assertThat(high.advice()).isEqualTo(Advice.TREAT);
    assertThat(low.share() + high.share()).isCloseTo(1, within(1e-12));
    assertThat(told.nodes().get(0).rows()).isBetween(ROWS / 2 - 3, ROWS / 2 + 3);
    var value = (Estimate.Value) high.effect();
    assertThat(high.low()).isLessThan(value.confLow());
    assertThat(high.high()).isGreaterThan(value.confHigh());
  }

  @Test
  @DisplayName("honest intervals hold all leaves' effects at once in 95 of 100 samples")
  void coverage() {
    int draws = 250;
    int together = 0;
    int single = 0;
    int leaves = 0;
    for (int d = 0; d < draws; d++) {
      Interpreted told = told(CateTree.honest(2, 60, 1, d), drawn(1_000 + d, 2));
      boolean all = true;
      for (Segment s : told.segments()) {
        double truth = leafTruth(told.tree(), s.node());
        var v = (Estimate.Value) s.effect();
        all &= truth >= s.low() && truth <= s.high();
        single += truth >= v.confLow() && truth <= v.confHigh() ? 1 : 0;
        leaves++;
      }
      together += all ? 1 : 0;
    }
    assertThat(together / (double) draws).isBetween(0.91, 0.985);
    assertThat(single / (double) leaves).isBetween(0.925, 0.97);
  }

  /** Mean effect over the leaf's incomes and ages, by a grid. */
  private static double leafTruth(DecisionTree tree, int leaf) {
    double sum = 0;
    double count = 0;
    var x = new double[2][1];
    for (int i = 0; i < 200; i++) {
      for (int j = 0; j < 12; j++) {
        x[0][0] = (i + 0.5) / 100;
        x[1][0] = -3 + 0.5 * (j + 0.5);
        if (tree.leaf(x, 0) == leaf) {
          double weight = Math.exp(-x[1][0] * x[1][0] / 2);
          sum += weight * truth(x[0][0], 2);
          count += weight;
        }
      }
    }
    return sum / count;
  }

  @Test
  void residualScoresWeighRowsByHowMuchTheDoseVaries() {
    double[] dose = {1, -1, 2, -2, 0.5, -0.5};
    double[] outcome = {3, -1, 4, -6, 1, -2};
    var scores = EffectScores.residuals(outcome, dose, new int[] {0, 1, 2, 3, 4, 5});
    int[] all = IntStream.range(0, 6).toArray();
    var value = (Estimate.Value) scores.effect("all", all, scores.denseClusters());
    double slope = (3 + 1 + 8 + 12 + .5 + 1) / (1 + 1 + 4 + 4 + .25 + .25);
    assertThat(value.value()).isCloseTo(slope, within(1e-12));
    double meat = 0;
    for (int i : all) {
      meat += Math.pow(dose[i] * (outcome[i] - slope * dose[i]), 2);
    }
    assertThat(value.stdError()).isCloseTo(Math.sqrt(6.0 / 5 * meat) / 10.5, within(1e-12));
    assertThat(value.df()).isEqualTo(5);
  }

  @Test
  void whatCannotBeSaidHasAReason() {
    Data d = drawn(1, 2);
    d.x()[1][3] = Double.NaN;
    var refused =
        (CateTree.Refused)
            CateTree.honest(2, 20, 0, 1).interpret(NAMES, d.x(), d.predicted(), d.scores());
    assertThat(refused.reason()).isEqualTo(Reason.NOT_FINITE);
    assertThat(refused.detail()).contains("age");
    double[][] x = {{1, 2, 3}};
    double[] effects = {1, 1, 2};
    var one = EffectScores.doublyRobust(effects, new int[3]);
    assertThat(CateTree.honest(1, 1, 0, 1).interpret(List.of("a"), x, effects, one))
        .isInstanceOf(CateTree.Refused.class);
    var told =
        (Interpreted)
            new CateTree(new Cart(1, 1), false, true, 0, 1)
                .interpret(List.of("a"), x, effects, one);
    Segment s = told.segments().get(0);
    assertThat(((Estimate.Missing) s.effect()).reason()).isEqualTo(Reason.TOO_FEW_CLUSTERS);
    assertThat(s.advice()).isEqualTo(Advice.TEST);
  }
}
