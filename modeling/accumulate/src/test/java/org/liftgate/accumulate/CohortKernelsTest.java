package org.liftgate.accumulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Cohort moments and signed sums against their definitions. */
class CohortKernelsTest {
  private static final int UNITS = 700;
  private static final int PERIODS = 37;

  private static double[] outcomes(double level) {
    var random = new SplittableRandom(9);
    return IntStream.range(0, UNITS * PERIODS)
        .mapToDouble(i -> level + random.nextGaussian())
        .toArray();
  }

  private static int[][] members() {
    return new int[][] {
      IntStream.range(0, UNITS).filter(i -> i % 7 != 0).toArray(),
      IntStream.range(0, UNITS).filter(i -> i % 7 == 0).toArray(),
      {}
    };
  }

  @Test
  void momentsAreThoseOfTheirDefinition() {
    double[] y = outcomes(1e6);
    int[][] members = members();
    var moments = CohortMoments.of(y, PERIODS, members, Workers.of(2));
    for (int c = 0; c < 3; c++) {
      CohortMoments m = moments.get(c);
      assertThat(m.count()).isEqualTo(members[c].length);
      for (int t = 0; t < PERIODS && m.count() > 0; t += 6) {
        int period = t;
        double mean =
            Arrays.stream(members[c])
                .mapToDouble(i -> y[i * PERIODS + period])
                .average()
                .getAsDouble();
        assertThat(m.mean(t)).isCloseTo(mean, within(1e-8));
        for (int s : new int[] {0, t, PERIODS - 1}) {
          double other = m.mean(s);
          double cross =
              Arrays.stream(members[c])
                  .mapToDouble(i -> (y[i * PERIODS + period] - mean) * (y[i * PERIODS + s] - other))
                  .sum();
          assertThat(m.cross(t, s)).isCloseTo(cross, within(1e-6));
        }
      }
    }
  }

  @Test
  void theNumberOfThreadsChangesNothing() {
    double[] y = outcomes(3);
    var one = CohortMoments.of(y, PERIODS, members(), Workers.of(1)).get(0);
    var three = CohortMoments.of(y, PERIODS, members(), Workers.of(3)).get(0);
    for (int t = 0; t < PERIODS; t++) {
      assertThat(three.cross(t, 5)).isEqualTo(one.cross(t, 5));
    }
    assertThat(signed(y, 4, Workers.of(3))).isDeepEqualTo(signed(y, 4, Workers.of(1)));
    assertThat(signed(y, 5, Workers.of(1))).isNotEqualTo(signed(y, 4, Workers.of(1)));
  }

  @Test
  void signsAreFairAndIndependent() {
    double[][] ones =
        SignedSums.of((i, from, to, out) -> out[0] = 1, 1, 1, 4000, 7, 0, Workers.of(1));
    assertThat(ones[0]).containsOnly(1, -1);
    assertThat(Arrays.stream(ones[0]).sum()).isBetween(-250.0, 250.0);
    double[] y = outcomes(0);
    double[][] sums = signed(y, 3, Workers.of(1));
    for (int t = 0; t < PERIODS; t++) {
      int period = t;
      double expected =
          IntStream.range(0, UNITS).mapToDouble(i -> Math.pow(y[i * PERIODS + period], 2)).sum();
      double variance = Arrays.stream(sums[t]).map(v -> v * v).average().getAsDouble();
      assertThat(variance / expected).isBetween(0.9, 1.1);
    }
  }

  private static double[][] signed(double[] y, long seed, Workers workers) {
    return SignedSums.of(
        (i, from, to, out) -> System.arraycopy(y, i * PERIODS + from, out, 0, to - from),
        UNITS,
        PERIODS,
        4000,
        seed,
        1,
        workers);
  }
}
