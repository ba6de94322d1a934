package org.liftgate.modeling.learn;

import java.util.Arrays;
import org.liftgate.accumulate.Workers;
import org.liftgate.modeling.forest.BoostingOptions;
import org.liftgate.modeling.forest.GradientBoosting;

/**
 * Boosted trees, as many as have the least squared error on parts of the rows held out in turn
 * (Zhang and Yu, 2005), then grown on all of them; the mean alone where no tree lowers it. What a
 * learner of the treatment makes of noise pulls an effect towards zero.
 *
 * @param options its trees are the most that are grown; its own seed gives way to that of each fit
 * @param parts at least 2
 */
public record Stopped(BoostingOptions options, int parts) implements MeanLearner {
  /** Trees without an improvement after which no more are tried. */
  private static final int PATIENCE = 20;

  public Stopped {
    if (parts < 2) {
      throw new IllegalArgumentException("parts (%d) must be at least 2".formatted(parts));
    }
  }

  /** At most 300 trees of depth 3 and rate .1, leaves of 20, half of the rows each; three parts. */
  public static Stopped standard() {
    return new Stopped(new BoostingOptions(300, 3, 0.1, 20, 0.5, 0), 3);
  }

  @Override
  public String name() {
    return "boosting";
  }

  @Override
  public Mean fit(Features x, double[] y, long seed, Workers workers) {
    int trees = trees(x, y, seed);
    if (trees == 0) {
      double mean = Arrays.stream(y).average().orElse(0);
      return rows -> filled(rows.size(), mean);
    }
    return new Boosting(options.withTrees(trees)).fit(x, y, seed, workers);
  }

  private static double[] filled(int n, double value) {
    var out = new double[n];
    Arrays.fill(out, value);
    return out;
  }

  /** The count with the least error over the parts, as far as all of them were grown. */
  int trees(Features x, double[] y, long seed) {
    var rotation = Rotation.drawn(y.length, parts, seed);
    double[] sum = new double[options.trees() + 1];
    int grown = options.trees();
    var boosting = new GradientBoosting(options.withSeed(seed));
    for (int p = 0; p < parts; p++) {
      int[] rest = rotation.rest(p);
      int[] held = rotation.held(p);
      double[] path =
          boosting.path(
              x.bins().take(rest),
              Rotation.taken(y, rest),
              x.bins().take(held),
              Rotation.taken(y, held),
              PATIENCE);
      grown = Math.min(grown, path.length - 1);
      for (int t = 0; t < path.length; t++) {
        sum[t] += path[t];
      }
    }
    int best = 0;
    for (int t = 1; t <= grown; t++) {
      best = sum[t] < sum[best] ? t : best;
    }
    return best;
  }
}
