package org.liftgate.modeling.learn;

import java.util.ArrayList;
import java.util.List;
import org.liftgate.accumulate.Workers;
import org.liftgate.modeling.forest.BoostingOptions;
import org.liftgate.modeling.forest.Forest;
import org.liftgate.modeling.forest.ForestFit;
import org.liftgate.modeling.forest.ForestOptions;
import org.liftgate.modeling.forest.GradientBoosting;
import org.liftgate.modeling.forest.RegressionForest;

/** How the mean of an outcome given features is learned. */
public sealed interface MeanLearner
    permits MeanLearner.Forests,
        MeanLearner.Boosting,
        MeanLearner.Linear,
        MeanLearner.Tuned,
        SmileTrees,
        Steps,
        Stopped,
        Successive {

  /** A learned mean. */
  interface Mean {
    double[] predict(Features x);
  }

  /**
   * @param y one finite value for each row of x
   * @param seed of what it draws
   */
  Mean fit(Features x, double[] y, long seed, Workers workers);

  /** The name on the command line. */
  String name();

  /** A random forest (Breiman, 2001); its own seed gives way to that of each fit. */
  record Forests(ForestOptions options) implements MeanLearner {
    public static Forests standard() {
      return new Forests(ForestOptions.standard(0));
    }

    @Override
    public String name() {
      return "forest";
    }

    @Override
    public Mean fit(Features x, double[] y, long seed, Workers workers) {
      return switch (new RegressionForest(options.withSeed(seed), workers).fit(x.bins(), y)) {
        case ForestFit.Refused r -> throw new Refusal(r.reason(), r.detail());
        case Forest f -> rows -> f.predict(rows.bins(), workers).values();
      };
    }
  }

  /** Boosted trees (Friedman, 2001); their own seed gives way to that of each fit. */
  record Boosting(BoostingOptions options) implements MeanLearner {
    public static Boosting standard() {
      return new Boosting(BoostingOptions.standard(0));
    }

    @Override
    public String name() {
      return "boosting";
    }

    @Override
    public Mean fit(Features x, double[] y, long seed, Workers workers) {
      return switch (new GradientBoosting(options.withSeed(seed)).fit(x.bins(), y)) {
        case GradientBoosting.Refused r -> throw new Refusal(r.reason(), r.detail());
        case GradientBoosting.Boosted b -> rows -> b.predict(rows.bins());
      };
    }
  }

  /** Least squares with a constant; columns that are combinations of others are left out. */
  record Linear() implements MeanLearner {
    @Override
    public String name() {
      return "linear";
    }

    @Override
    public Mean fit(Features x, double[] y, long seed, Workers workers) {
      return LinearMean.of(x, y, workers);
    }
  }

  /**
   * The learner of a grid with the least squared error on folds of the rows it is given, fitted to
   * all of them (Stone, 1974). Rows that belong together are not kept together.
   *
   * @param grid at least one; the first wins ties
   * @param folds at least 2
   */
  record Tuned(List<MeanLearner> grid, int folds) implements MeanLearner {
    public Tuned {
      grid = List.copyOf(grid);
      if (grid.isEmpty() || folds < 2) {
        throw new IllegalArgumentException(
            "grid (%d) must hold a learner, folds (%d) must be at least 2"
                .formatted(grid.size(), folds));
      }
    }

    /** Least squares, forests with leaves of 5 and 20, boosted trees of depth 1 to 3; 3 folds. */
    public static Tuned standard() {
      var all = new ArrayList<MeanLearner>();
      all.add(new Linear());
      for (int leaf : new int[] {5, 20}) {
        all.add(new Forests(ForestOptions.standard(0).withMinLeaf(leaf)));
      }
      for (int depth = 1; depth <= 3; depth++) {
        all.add(new Boosting(new BoostingOptions(200, depth, 0.05, 20, 0.5, 0)));
      }
      return new Tuned(all, 3);
    }

    @Override
    public String name() {
      return "tuned";
    }

    @Override
    public Mean fit(Features x, double[] y, long seed, Workers workers) {
      return best(x, y, seed, workers).fit(x, y, seed, workers);
    }

    /** The learner chosen. */
    public MeanLearner best(Features x, double[] y, long seed, Workers workers) {
      var rotation = Rotation.drawn(y.length, folds, seed);
      MeanLearner best = grid.get(0);
      double least = Double.POSITIVE_INFINITY;
      for (MeanLearner learner : grid) {
        double loss = 0;
        for (int f = 0; f < folds; f++) {
          int[] held = rotation.held(f);
          int[] rest = rotation.rest(f);
          double[] said =
              learner
                  .fit(x.take(rest), Rotation.taken(y, rest), seed + f, workers)
                  .predict(x.take(held));
          for (int i = 0; i < held.length; i++) {
            loss += (y[held[i]] - said[i]) * (y[held[i]] - said[i]);
          }
        }
        if (loss < least) {
          least = loss;
          best = learner;
        }
      }
      return best;
    }
  }
}
