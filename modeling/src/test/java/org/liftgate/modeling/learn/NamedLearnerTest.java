package org.liftgate.modeling.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.liftgate.accumulate.Workers;
import org.liftgate.modeling.learn.MeanLearner.Boosting;

/** What the default learner is for: jumps where they are, and nothing where there is nothing. */
class NamedLearnerTest {
  private static final int N = 4_000;
  private static final Workers ONE = Workers.of(1);

  /** Two uniform features and noise of deviation .1; the first jumps by {@code jump} at .5. */
  private static double[][] draw(long seed, double jump) {
    var random = new SplittableRandom(seed);
    var out = new double[3][N];
    for (int i = 0; i < N; i++) {
      out[0][i] = random.nextDouble();
      out[1][i] = random.nextDouble();
      out[2][i] = (out[0][i] < .5013 ? jump : 0) + .1 * random.nextGaussian();
    }
    return out;
  }

  /** Rows of a fresh draw whose mean is missed by more than a third of the jump. */
  private static long missed(MeanLearner learner) {
    double[][] known = draw(1, 1);
    double[][] fresh = draw(2, 1);
    Features x = Features.of(Arrays.copyOf(known, 2), ONE);
    double[] said =
        learner.fit(x, known[2], 3, ONE).predict(x.others(Arrays.copyOf(fresh, 2), ONE));
    long count = 0;
    for (int i = 0; i < N; i++) {
      count += Math.abs(said[i] - (fresh[0][i] < .5013 ? 1 : 0)) > .34 ? 1 : 0;
    }
    return count;
  }

  /** A bin holds about 16 rows. */
  @Test
  void aJumpIsFoundWithinABin() {
    long exact = missed(NamedLearner.BOOSTING.learner());
    long bins = missed(Boosting.standard());
    System.out.printf("missed: %d with exact steps, %d with bins%n", exact, bins);
    assertThat(exact).isLessThanOrEqualTo(2).isLessThan(bins);
  }

  /** Of noise the mean alone is learned; patient boosting follows it. */
  @Test
  void noiseIsLeftAlone() {
    double[][] known = draw(4, 0);
    Features x = Features.of(Arrays.copyOf(known, 2), ONE);
    assertThat(spread(NamedLearner.BOOSTING.learner().fit(x, known[2], 5, ONE).predict(x)))
        .isLessThan(.01);
    assertThat(spread(Boosting.standard().fit(x, known[2], 5, ONE).predict(x))).isGreaterThan(.01);
  }

  private static double spread(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    return Math.sqrt(
        Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
  }
}
