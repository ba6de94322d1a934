package org.liftgate.modeling.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.liftgate.kernel.Estimate;

class MeanDifferenceTest {
  private static double[][] rows(SplittableRandom random, int n, int k, double scale) {
    var rows = new double[n][k];
    for (double[] row : rows) {
      double shared = random.nextGaussian();
      for (int j = 0; j < k; j++) {
        row[j] = scale * (shared + (1 + 0.3 * j) * random.nextGaussian());
      }
    }
    return rows;
  }

  private static int[] all(int k) {
    return IntStream.range(0, k).toArray();
  }

  @Test
  void one_entry_is_welchs_test() {
    var random = new SplittableRandom(1);
    var d = MeanDifference.of(rows(random, 7, 1, 1), rows(random, 12, 1, 3));
    var one = (Estimate.Value) d.estimate("x", 0);
    JointTest joint = d.joint(all(1)).orElseThrow();
    assertThat(joint.f()).isCloseTo(one.statistic() * one.statistic(), within(1e-10));
    assertThat(joint.df2()).isCloseTo(one.df(), within(1e-10));
    assertThat(joint.pValue()).isCloseTo(one.pValue(), within(1e-10));
  }

  @Test
  void any_linear_change_of_the_entries_leaves_the_test_as_it_is() {
    var random = new SplittableRandom(2);
    double[][] a = rows(random, 9, 3, 1);
    double[][] b = rows(random, 14, 3, 2);
    JointTest plain = MeanDifference.of(a, b).joint(all(3)).orElseThrow();
    JointTest mixed = MeanDifference.of(mixed(a), mixed(b)).joint(all(3)).orElseThrow();
    assertThat(mixed.f()).isCloseTo(plain.f(), within(1e-8));
    assertThat(mixed.df2()).isCloseTo(plain.df2(), within(1e-8));
    assertThat(plain.df2()).isBetween(6.0, 21.0);
  }

  private static double[][] mixed(double[][] rows) {
    var out = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      double[] r = rows[i];
      out[i] = new double[] {5 + r[0] + 2 * r[1], r[1] - 3 * r[2], 0.1 * r[2] + r[0]};
    }
    return out;
  }

  @Test
  void few_rows_of_unequal_variance_keep_the_size() {
    var random = new SplittableRandom(3);
    int rejected = 0;
    int draws = 4000;
    for (int i = 0; i < draws; i++) {
      var d = MeanDifference.of(rows(random, 8, 3, 3), rows(random, 16, 3, 1));
      rejected += d.joint(all(3)).orElseThrow().pValue() < .05 ? 1 : 0;
    }
    assertThat(rejected / (double) draws).isBetween(.035, .067);
  }

  @Test
  void more_entries_than_rows_allow_are_not_tested() {
    var random = new SplittableRandom(4);
    assertThat(MeanDifference.of(rows(random, 3, 6, 1), rows(random, 3, 6, 1)).joint(all(6)))
        .isEmpty();
    double[][] same = {{1, 1}, {1, 1}};
    assertThat(MeanDifference.of(same, same).estimate("x", 0)).isInstanceOf(Estimate.Missing.class);
  }
}
