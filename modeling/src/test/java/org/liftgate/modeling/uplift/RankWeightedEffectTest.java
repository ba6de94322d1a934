package org.liftgate.modeling.uplift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Estimate.Missing;
import org.liftgate.kernel.Estimate.Value;
import org.liftgate.modeling.uplift.RankWeightedEffect.Weighting;

/** Against the definition, every order of ties, weights moved by hand, and repeated samples. */
class RankWeightedEffectTest {
  private final SplittableRandom random = new SplittableRandom(4);

  private double[] normals(int n) {
    return IntStream.range(0, n).mapToDouble(i -> random.nextGaussian()).toArray();
  }

  /** Weighted: mean of the first units at each unit, weighted by the units. */
  private static double plain(int[] order, double[] scores, double[] weight, Weighting weighting) {
    double total = Arrays.stream(weight).sum();
    double mean = 0;
    for (int i = 0; i < scores.length; i++) {
      mean += weight[i] * scores[i] / total;
    }
    double sum = 0;
    double count = 0;
    double value = 0;
    for (int row : order) {
      sum += weight[row] * scores[row];
      count += weight[row];
      double share = weighting == Weighting.AUTOC ? 1 : count / total;
      value += weight[row] / total * share * (sum / count - mean);
    }
    return value;
  }

  private static void permutations(List<Integer> done, List<Integer> left, List<int[]> out) {
    if (left.isEmpty()) {
      out.add(done.stream().mapToInt(i -> i).toArray());
    }
    for (Integer next : left) {
      var more = new ArrayList<>(done);
      more.add(next);
      var rest = new ArrayList<>(left);
      rest.remove(next);
      permutations(more, rest, out);
    }
  }

  @ParameterizedTest
  @EnumSource(Weighting.class)
  void tiesAreTheMeanOverTheirOrders(Weighting weighting) {
    double[] scores = normals(7);
    double[] priority = {2, 1, 1, 3, 1, 2, 0};
    var orders = new ArrayList<int[]>();
    permutations(List.of(), List.of(0, 1, 2, 3, 4, 5, 6), orders);
    double[] one = new double[7];
    Arrays.fill(one, 1);
    double mean =
        orders.stream()
            .filter(o -> IntStream.range(1, 7).allMatch(i -> priority[o[i - 1]] >= priority[o[i]]))
            .mapToDouble(o -> plain(o, scores, one, weighting))
            .average()
            .orElseThrow();
    var found = RankWeightedEffect.of(Priority.of(priority), scores, weighting);
    assertThat(found.value()).isCloseTo(mean, within(1e-12));
    assertThat(Arrays.stream(found.influence()).sum()).isCloseTo(0, within(1e-10));
  }

  @ParameterizedTest
  @EnumSource(Weighting.class)
  void influenceIsTheDerivativeByAUnitsWeight(Weighting weighting) {
    int n = 60;
    double[] scores = normals(n);
    double[] priority = normals(n);
    int[] order = Priority.of(priority).order();
    var found = RankWeightedEffect.of(Priority.of(priority), scores, weighting);
    for (int i = 0; i < n; i++) {
      double[] up = new double[n];
      Arrays.fill(up, 1);
      double[] down = up.clone();
      up[i] += 1e-5;
      down[i] -= 1e-5;
      double slope =
          (plain(order, scores, up, weighting) - plain(order, scores, down, weighting)) / 2e-5;
      assertThat(found.influence()[i]).isCloseTo(n * slope, within(1e-6));
    }
  }

  @Test
  void errorsAreThoseOfRepeatedSamplesAndOfHalves() {
    int n = 400;
    int draws = 400;
    for (Weighting weighting : Weighting.values()) {
      double[] values = new double[draws];
      double error = 0;
      double halves = 0;
      for (int b = 0; b < draws; b++) {
        double[] priority = normals(n);
        double[] noise = normals(n / 2);
        double[] scores =
            IntStream.range(0, n)
                .mapToDouble(i -> 0.7 * priority[i] + noise[i / 2] + random.nextGaussian())
                .toArray();
        int[] groups = IntStream.range(0, n).map(i -> i / 2).toArray();
        var found = RankWeightedEffect.of(Priority.of(priority), scores, weighting);
        values[b] = found.value();
        error += found.stdError(groups) / draws;
        if (b < 20) {
          var rows = IntStream.range(0, n).toArray();
          var rank =
              new SequentialRank(List.of(new HeldOut(rows, priority, scores, groups)), weighting);
          var half = (Value) new HalfSample(500, b, Workers.of(1)).estimate("rate", rank);
          assertThat(half.value()).isCloseTo(found.value(), within(1e-12));
          halves += half.stdError() / found.stdError(groups) / 20;
        }
      }
      double mean = Arrays.stream(values).average().orElseThrow();
      double sd =
          Math.sqrt(Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (draws - 1));
      // SD of 400 draws: 3.5% of its own, at 3 errors 11%.
      assertThat(error / sd).isBetween(0.89, 1.12);
      assertThat(halves).isBetween(0.95, 1.06);
      // Of a standard normal priority AUTOC is the integral of phi(z(q)) / q, 0.9032 a unit slope.
      if (weighting == Weighting.AUTOC) {
        assertThat(mean).isCloseTo(0.7 * 0.9032, within(0.02));
      } else {
        assertThat(mean).isCloseTo(0.7 / Math.sqrt(Math.PI) / 2, within(0.01));
      }
    }
  }

  @Test
  void aConstantRanksNobody() {
    double[] scores = normals(30);
    var found = RankWeightedEffect.of(Priority.of(new double[30]), scores, Weighting.AUTOC);
    assertThat(found.value()).isCloseTo(0, within(1e-14));
    assertThat(Arrays.stream(found.influence()).allMatch(v -> Math.abs(v) < 1e-12)).isTrue();
    int[] rows = IntStream.range(0, 30).toArray();
    double[] rounding = IntStream.range(0, 30).mapToDouble(i -> 0.3 + 1e-14 * i).toArray();
    var held = HeldOut.of(rows, rounding, scores, rows);
    assertThat(new SequentialRank(List.of(held), Weighting.AUTOC).estimate("rate"))
        .isInstanceOf(Missing.class);
  }

  @Test
  void foldsAreWeighedByTheirErrors() {
    var folds = new ArrayList<HeldOut>();
    double z = 0;
    for (int k = 0; k < 3; k++) {
      double[] priority = normals(50);
      double[] scores = normals(50);
      int[] rows = IntStream.range(0, 50).toArray();
      folds.add(new HeldOut(rows, priority, scores, rows));
      var one = RankWeightedEffect.of(Priority.of(priority), scores, Weighting.AUTOC);
      z += one.value() / one.stdError(rows) / Math.sqrt(3);
    }
    var all = (Value) new SequentialRank(folds, Weighting.AUTOC).estimate("rate");
    assertThat(all.statistic()).isCloseTo(z, within(1e-12));
  }
}
