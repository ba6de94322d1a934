package org.liftgate.modeling.economics;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Digest;

/**
 * Redraws units with replacement and moves each estimate by the sum of the influences drawn: the
 * pairs bootstrap of linear estimators to first order, without a refit. All groups see the same
 * draw of units, so what they share in units they share in error. A draw is fixed by the seed and
 * its number alone, whatever the number of threads.
 *
 * @param draws at least 100
 */
public record HouseholdBootstrap(int draws, long seed, Workers workers) {
  public HouseholdBootstrap {
    if (draws < 100) {
      throw new IllegalArgumentException("draws (" + draws + ") must be at least 100");
    }
  }

  /**
   * One draw: effects as they would have been estimated, and standard normal scores of what is
   * uncertain about the inputs.
   *
   * @param sales K
   * @param base K
   */
  record Draw(double[] sales, double[] base, double zFixed, double zUnit, double zMargin) {}

  /** What a function makes of each draw, in order. */
  double[][] map(ValueEffects effects, java.util.function.Function<Draw, double[]> use) {
    return workers.map(draws, d -> use.apply(draw(effects, d))).toArray(double[][]::new);
  }

  private Draw draw(ValueEffects effects, int number) {
    var random = new SplittableRandom(Digest.mix(seed + 0x5851f42d4c957f2dL * (number + 1L)));
    int units = effects.units();
    var times = new int[units];
    for (int i = 0; i < units; i++) {
      times[random.nextInt(units)]++;
    }
    double[] sales = effects.sales().clone();
    double[] base = effects.base().clone();
    int k = sales.length;
    for (int u = 0; u < units; u++) {
      int more = times[u] - 1; // influences sum to zero, so those drawn once may be left out
      if (more != 0) {
        add(more, effects.salesInfluence(), u * k, sales);
        add(more, effects.baseInfluence(), u * k, base);
      }
    }
    return new Draw(
        sales, base, random.nextGaussian(), random.nextGaussian(), random.nextGaussian());
  }

  private static void add(int times, double[] influence, int at, double[] to) {
    for (int g = 0; g < to.length; g++) {
      to[g] += times * influence[at + g];
    }
  }

  /** The middle 95% of sorted draws, by linear interpolation. */
  static double[] middle(double[] sorted) {
    return IntStream.range(0, 2)
        .mapToDouble(side -> quantile(sorted, side == 0 ? 0.025 : 0.975))
        .toArray();
  }

  static double quantile(double[] sorted, double p) {
    double at = p * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }

  static double[] column(double[][] rows, int column) {
    return Arrays.stream(rows).mapToDouble(r -> r[column]).sorted().toArray();
  }
}
