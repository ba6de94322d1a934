package org.liftgate.modeling.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.liftgate.accumulate.Workers;
import org.liftgate.modeling.learn.SmileTrees.Kind;

/** Smile's trees beside ours: as good on a known mean, the same for a seed whatever else runs. */
class SmileTreesTest {
  private static final int N = 1_500;
  private static final Workers ONE = Workers.of(1);

  /** sin(2 a) + [b > 0] and noise of deviation .5; the third column says nothing. */
  private record World(double[][] columns, double[] mean, double[] y) {
    static World draw(long seed) {
      var random = new SplittableRandom(seed);
      var columns = new double[3][N];
      var mean = new double[N];
      var y = new double[N];
      for (int i = 0; i < N; i++) {
        for (double[] column : columns) {
          column[i] = random.nextGaussian();
        }
        mean[i] = Math.sin(2 * columns[0][i]) + (columns[1][i] > 0 ? 1 : 0);
        y[i] = mean[i] + .5 * random.nextGaussian();
      }
      return new World(columns, mean, y);
    }
  }

  /** Root mean squared error on fresh rows. */
  private static double error(MeanLearner learner) {
    World known = World.draw(1);
    World fresh = World.draw(2);
    Features x = Features.of(known.columns(), ONE);
    double[] said = learner.fit(x, known.y(), 3, ONE).predict(x.others(fresh.columns(), ONE));
    double sum = 0;
    for (int i = 0; i < N; i++) {
      sum += (said[i] - fresh.mean()[i]) * (said[i] - fresh.mean()[i]);
    }
    return Math.sqrt(sum / N);
  }

  @ParameterizedTest
  @EnumSource
  void asGoodAsOurs(Kind kind) {
    double theirs = error(SmileTrees.of(kind));
    double ours =
        error(
            kind == Kind.FOREST ? MeanLearner.Forests.standard() : MeanLearner.Boosting.standard());
    System.out.printf("%s: error %.4f, ours %.4f%n", kind, theirs, ours);
    assertThat(theirs).isLessThan(.25).isLessThan(ours + .02);
  }

  /** One at a time and four at once, on threads that Smile's random state has been used on. */
  @ParameterizedTest
  @EnumSource
  void theSameForASeedWhateverElseRuns(Kind kind) {
    World world = World.draw(4);
    Features x = Features.of(world.columns(), ONE);
    var learner = new SmileTrees(kind, 20);
    double[] alone = learner.fit(x, world.y(), 5, ONE).predict(x);
    var together =
        Workers.of(4).map(4, i -> learner.fit(x, world.y(), i % 2 == 0 ? 5 : 6, ONE).predict(x));
    assertThat(together.get(0)).isEqualTo(alone);
    assertThat(together.get(2)).isEqualTo(alone);
    assertThat(together.get(1)).isEqualTo(together.get(3)).isNotEqualTo(alone);
  }

  @Test
  void oneRowIsRefused() {
    Features x = Features.of(new double[][] {{1}}, ONE);
    assertThatThrownBy(() -> SmileTrees.of(Kind.FOREST).fit(x, new double[] {1}, 1, ONE))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("two rows");
  }
}
