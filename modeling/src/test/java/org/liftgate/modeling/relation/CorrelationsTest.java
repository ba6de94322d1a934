package org.liftgate.modeling.relation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CorrelationsTest {

  /** By hand: ranks 1, 2.5, 2.5, 4 and 1, 2, 4, 3 correlate at 3 / sqrt(4.5 x 5). */
  @Test
  void tiesShareTheMeanOfTheirRanks() {
    var found = Correlations.of(new double[][] {{1, 5, 5, 9}, {2, 3, 100, 50}});
    assertThat(found.spearman()[0][1]).isCloseTo(3.0 / Math.sqrt(4.5 * 5), within(1e-12));
    assertThat(Correlations.ranks(new double[] {7, 7, 1})).containsExactly(2.5, 2.5, 1);
  }

  @Test
  void ranksDoNotMindAMonotoneTurnAndValuesDo() {
    var random = new Random(1);
    double[] x = random.doubles(50, 0, 5).toArray();
    double[] y = java.util.Arrays.stream(x).map(Math::exp).toArray();
    var found = Correlations.of(new double[][] {x, y});
    assertThat(found.spearman()[0][1]).isCloseTo(1, within(1e-12));
    assertThat(found.pearson()[0][1]).isLessThan(0.95);
  }

  @Test
  void aConstantHasNoneAndColumnsAlikeStandTogether() {
    var random = new Random(2);
    double[] a = random.doubles(80).toArray();
    double[] b = random.doubles(80).toArray();
    double[] nearA = java.util.Arrays.stream(a).map(v -> -v + 0.01 * random.nextDouble()).toArray();
    var found = Correlations.of(new double[][] {a, b, nearA, new double[80]});
    assertThat(found.pearson()[3][0]).isNaN();
    int[] order = found.clusteredOrder();
    int first = java.util.Arrays.stream(order).boxed().toList().indexOf(0);
    int second = java.util.Arrays.stream(order).boxed().toList().indexOf(2);
    assertThat(Math.abs(first - second)).isEqualTo(1);
    assertThat(order).containsExactlyInAnyOrder(0, 1, 2, 3);
  }
}
