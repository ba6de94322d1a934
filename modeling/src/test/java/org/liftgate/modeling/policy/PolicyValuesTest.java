package org.liftgate.modeling.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.policy.PolicyValues.Comparison;
import org.liftgate.modeling.policy.PolicyValues.Difference;

@DisplayName("What policies are worth")
class PolicyValuesTest {
  private static final List<String> NAMES = List.of("income", "age");
  private static final int ROWS = 600;

  private record Data(double[][] x, Rewards rewards, int[] cluster) {}

  /** A score of size (income up to 1: +effect, else -effect), pairs share a disturbance. */
  private static Data drawn(long seed, double effect) {
    var random = new SplittableRandom(seed);
    var x = new double[2][ROWS];
    var score = new double[ROWS];
    double shared = 0;
    for (int i = 0; i < ROWS; i++) {
      shared = i % 2 == 0 ? random.nextGaussian() : shared;
      x[0][i] = 2 * random.nextDouble();
      x[1][i] = random.nextGaussian();
      score[i] = (x[0][i] <= 1 ? effect : -effect) + shared + random.nextGaussian();
    }
    int[] cluster = IntStream.range(0, ROWS).map(i -> i / 2).toArray();
    return new Data(x, Rewards.treatment(score, 0), cluster);
  }

  private static List<NamedPolicy> named(Data d) {
    return List.of(
        NamedPolicy.all("nobody", 0, 2, ROWS),
        NamedPolicy.all("everybody", 1, 2, ROWS),
        NamedPolicy.random("half", new double[] {.5, .5}, ROWS),
        NamedPolicy.rule("income <= 1", d.x()[0], 1, 1, 0, 2));
  }

  @Test
  @DisplayName("intervals hold a value in 95 of 100 samples, and all differences at once")
  void coverage() {
    int draws = 120;
    int single = 0;
    int together = 0;
    double[] truth = {0, 0, 0, .5};
    for (int k = 0; k < draws; k++) {
      Data d = drawn(k, 1);
      Comparison c = PolicyValues.compare(d.rewards(), d.cluster(), named(d));
      var rule = (Estimate.Value) c.policies().get(3).value();
      single += rule.confLow() <= .5 && .5 <= rule.confHigh() ? 1 : 0;
      boolean all = true;
      for (Difference f : c.differences()) {
        double gap = truth[place(d, f.first())] - truth[place(d, f.second())];
        all &= f.low() <= gap && gap <= f.high();
      }
      together += all ? 1 : 0;
    }
    assertThat(single / (double) draws).isBetween(.87, 1.0);
    assertThat(together / (double) draws).isBetween(.87, 1.0);
  }

  private static int place(Data d, String name) {
    return named(d).stream().map(NamedPolicy::name).toList().indexOf(name);
  }

  @Test
  void aValueIsTheMeanOfWhatRowsEarnWithItsClusteredError() {
    Data d = drawn(1, 1);
    var valued = PolicyValues.compare(d.rewards(), d.cluster(), named(d)).policies();
    double[] score = d.rewards().values()[1];
    double mean = Arrays.stream(score).average().orElseThrow();
    double squares = 0;
    for (int i = 0; i < ROWS; i += 2) {
      squares += Math.pow(score[i] + score[i + 1] - 2 * mean, 2);
    }
    var all = (Estimate.Value) valued.get(1).value();
    assertThat(all.value()).isCloseTo(mean, within(1e-12));
    assertThat(all.stdError()).isCloseTo(Math.sqrt(300.0 / 299 * squares) / ROWS, within(1e-12));
    assertThat(valued.get(0).value()).isInstanceOf(Estimate.Point.class);
    assertThat(((Estimate.Value) valued.get(2).value()).value()).isCloseTo(mean / 2, within(1e-12));
    assertThat(valued.get(3).shares()[1]).isBetween(.4, .6);
  }

  @Test
  @DisplayName("where no policy earns anything, the learned one looks good only on its own rows")
  void winnersCurse() {
    var tree = new PolicyTree(2, 20);
    double own = 0;
    double other = 0;
    int draws = 25;
    for (int k = 0; k < draws; k++) {
      Data d = drawn(100 + k, 0);
      Workers one = Workers.of(1);
      own += tree.learn(NAMES, d.x(), d.rewards(), one).value() / draws;
      int[] chosen = tree.crossFitted(NAMES, d.x(), d.rewards(), d.cluster(), 3, k, one);
      var policy = NamedPolicy.assigned("tree", chosen, 2);
      other += Arrays.stream(policy.earned(d.rewards())).average().orElseThrow() / draws;
    }
    assertThat(own).isGreaterThan(.1);
    assertThat(Math.abs(other)).isLessThan(.03);
  }

  @Test
  void aLearnedPolicyThatIsRightWinsForSure() {
    Data d = drawn(7, 1);
    int[] chosen =
        new PolicyTree(1, 20)
            .crossFitted(NAMES, d.x(), d.rewards(), d.cluster(), 5, 1, Workers.of(1));
    var policies =
        List.of(
            NamedPolicy.all("nobody", 0, 2, ROWS),
            NamedPolicy.all("everybody", 1, 2, ROWS),
            NamedPolicy.assigned("tree", chosen, 2),
            NamedPolicy.assigned("tree again", chosen, 2));
    Comparison c = PolicyValues.compare(d.rewards(), d.cluster(), policies);
    assertThat(difference(c, "tree", "nobody").more()).isTrue();
    assertThat(difference(c, "tree", "everybody").more()).isTrue();
    assertThat(difference(c, "everybody", "nobody").more()).isFalse();
    assertThat(difference(c, "tree again", "tree").value()).isInstanceOf(Estimate.Point.class);
  }

  private static Difference difference(Comparison c, String first, String second) {
    return c.differences().stream()
        .filter(d -> d.first().equals(first) && d.second().equals(second))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void changesOfADoseEarnTheEffectPerUnitTimesTheChange() {
    Rewards r =
        Rewards.doses(
            new double[] {2, -1},
            List.of("keep", "cut", "raise"),
            new double[] {0, -.1, .1},
            new double[] {0, .05, 0});
    assertThat(r.values()[1]).containsExactly(new double[] {-.25, .05}, within(1e-12));
    assertThat(r.values()[2]).containsExactly(new double[] {.2, -.1}, within(1e-12));
  }

  @Test
  void policiesMustFitTheRewards() {
    Data d = drawn(1, 1);
    assertThatThrownBy(
            () ->
                PolicyValues.compare(
                    d.rewards(), new int[3], List.of(NamedPolicy.all("nobody", 0, 2, 5))))
        .hasMessageContaining("cluster (3)")
        .hasMessageContaining("nobody (2 actions, 5 rows)");
    assertThatThrownBy(() -> NamedPolicy.assigned("tree", new int[] {0, -1}, 2))
        .hasMessageContaining("tree: action (-1) of row 1 must be 0 to 1");
    assertThatThrownBy(() -> NamedPolicy.random("half", new double[] {.5, .4}, 2))
        .hasMessageContaining("sum to 1");
  }
}
