package org.liftgate.modeling.stages;

import org.liftgate.modeling.forest.BoostingOptions;
import org.liftgate.modeling.learn.MeanLearner;

/** How what is not of interest is learned. */
public enum NuisanceLearner {
  LINEAR,
  FOREST,
  /** Boosted trees: half of the rows for each tree, leaves of 20. */
  BOOSTING,
  /** Boosted trees as scikit-learn's defaults: all rows, leaves of 1. */
  PLAIN_BOOSTING;

  MeanLearner learner() {
    return switch (this) {
      case LINEAR -> new MeanLearner.Linear();
      case FOREST -> MeanLearner.Forests.standard();
      case BOOSTING -> MeanLearner.Boosting.standard();
      case PLAIN_BOOSTING -> new MeanLearner.Boosting(new BoostingOptions(100, 3, 0.1, 1, 1, 0));
    };
  }
}
