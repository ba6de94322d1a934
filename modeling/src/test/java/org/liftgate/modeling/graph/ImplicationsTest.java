package org.liftgate.modeling.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.liftgate.accumulate.Workers;
import org.liftgate.modeling.graph.IndependenceTest.Method;

class ImplicationsTest {
  private static final int DRAWS = Integer.getInteger("liftgate.draws", 40) * 3;

  /** Each pair that any set separates has one implication, and it needs all it holds fixed. */
  @Property(tries = 150)
  void pairsThatSomeSetSeparatesAreThere(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 6) int n) {
    CausalGraph graph = RandomGraphs.draw(seed, n, .4, .2, .1);
    BruteForce brute = BruteForce.of(graph);
    var found = new Implications(graph).all();
    List<String> names = RandomGraphs.names(graph).stream().filter(graph::observed).toList();
    for (String a : names) {
      for (String b : names) {
        if (a.compareTo(b) >= 0) {
          continue;
        }
        var rest = new ArrayList<>(names);
        rest.removeAll(List.of(a, b));
        var fewest =
            RandomGraphs.subsets(rest).stream()
                .filter(z -> brute.separated(a, b, z))
                .mapToInt(List::size)
                .min();
        var ours = found.stream().filter(i -> i.a().equals(a) && i.b().equals(b)).toList();
        assertThat(ours).hasSize(fewest.isPresent() ? 1 : 0);
        ours.forEach(
            i -> {
              assertThat(brute.separated(a, b, i.given())).isTrue();
              assertThat(i.given()).hasSize(fewest.getAsInt());
            });
      }
    }
  }

  /** Dependence through a bent cause: a line leaves it, trees take it away. */
  private static double[][] bent(long seed, int n, double direct) {
    var random = new SplittableRandom(seed);
    var out = new double[3][n];
    for (int i = 0; i < n; i++) {
      double z = 4 * random.nextDouble() - 2;
      out[0][i] = Math.sin(2 * z) + z + .5 * random.nextGaussian();
      out[1][i] = Math.sin(2 * z) - z + direct * out[0][i] + .5 * random.nextGaussian();
      out[2][i] = z;
    }
    return out;
  }

  private static double p(Method method, double[][] v, long seed) {
    var result =
        new IndependenceTest(method, seed, Workers.of(1))
            .test(new double[][] {v[0]}, new double[][] {v[1]}, new double[][] {v[2]});
    return ((IndependenceTest.Tested) result).pValue();
  }

  private static int rejected(Method method, int n, double direct) {
    int count = 0;
    for (int d = 0; d < DRAWS; d++) {
      count += p(method, bent(1_000 + d, n, direct), d) < .05 ? 1 : 0;
    }
    return count;
  }

  /** 120 draws: the central 99.9% of the binomial law of size 5% ends at 13%. */
  @Test
  void boostedResidualsKeepTheirSizeWhereALineDoesNot() {
    assertThat((double) rejected(Method.BOOSTING, 600, 0) / DRAWS).isLessThan(.13);
    assertThat((double) rejected(Method.LINEAR, 600, 0) / DRAWS).isGreaterThan(.9);
  }

  @Test
  void aDirectEffectIsFound() {
    assertThat((double) rejected(Method.BOOSTING, 600, .2) / DRAWS).isGreaterThan(.9);
  }

  /** Partial correlation of three columns by the textbook formula. */
  @Test
  void fishersZIsThatOfThePartialCorrelation() {
    double[][] v = bent(3, 200, .1);
    double ab = correlation(v[0], v[1]);
    double az = correlation(v[0], v[2]);
    double bz = correlation(v[1], v[2]);
    double partial = (ab - az * bz) / Math.sqrt((1 - az * az) * (1 - bz * bz));
    var result =
        (IndependenceTest.Tested)
            new IndependenceTest(Method.FISHER, 1, Workers.of(1))
                .test(new double[][] {v[0]}, new double[][] {v[1]}, new double[][] {v[2]});
    assertThat(result.correlation()).isCloseTo(partial, within(1e-10));
    assertThat(result.statistic())
        .isCloseTo(.5 * Math.log((1 + partial) / (1 - partial)) * Math.sqrt(196), within(1e-8));
    assertThat(result.low()).isLessThan(partial);
  }

  private static double correlation(double[] a, double[] b) {
    double ma = java.util.Arrays.stream(a).average().orElseThrow();
    double mb = java.util.Arrays.stream(b).average().orElseThrow();
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      ab += (a[i] - ma) * (b[i] - mb);
      aa += (a[i] - ma) * (a[i] - ma);
      bb += (b[i] - mb) * (b[i] - mb);
    }
    return ab / Math.sqrt(aa * bb);
  }

  @Test
  void whatCannotBeTestedSaysWhy() {
    double[][] v = bent(3, 200, .1);
    var test = new IndependenceTest(Method.BOOSTING, 1, Workers.of(1));
    double[][] a = {v[0]};
    assertThat(test.test(a, new double[][] {new double[200]}, new double[0][]))
        .isEqualTo(new IndependenceTest.Untested(200, "One of both is constant."));
    assertThat(test.test(a, new double[][] {v[1]}, new double[][] {v[1]}))
        .isEqualTo(
            new IndependenceTest.Untested(200, "What is held fixed determines one of both."));
    assertThat(
            test.test(
                new double[][] {new double[] {1, 2, Double.NaN}},
                new double[][] {{3, 1, 2}},
                new double[0][]))
        .isEqualTo(new IndependenceTest.Untested(2, "Only 2 rows are complete."));
  }
}
