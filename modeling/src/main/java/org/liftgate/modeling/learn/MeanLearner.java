package org.liftgate.modeling.learn;

import org.liftgate.accumulate.Workers;
import org.liftgate.modeling.forest.BoostingOptions;
import org.liftgate.modeling.forest.Forest;
import org.liftgate.modeling.forest.ForestFit;
import org.liftgate.modeling.forest.ForestOptions;
import org.liftgate.modeling.forest.GradientBoosting;
import org.liftgate.modeling.forest.RegressionForest;

/** How the mean of an outcome given features is learned. */
public sealed interface MeanLearner {

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
}
