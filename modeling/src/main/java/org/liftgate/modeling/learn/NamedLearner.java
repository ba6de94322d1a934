package org.liftgate.modeling.learn;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.liftgate.modeling.forest.BoostingOptions;
import org.liftgate.modeling.learn.MeanLearner.Boosting;
import org.liftgate.modeling.learn.MeanLearner.Forests;
import org.liftgate.modeling.learn.MeanLearner.Linear;
import org.liftgate.modeling.learn.MeanLearner.Tuned;

/** Learners of means by the names that commands and pipelines know. */
public enum NamedLearner {
  LINEAR,
  FOREST,
  /** A tree of exact steps, then boosted trees, both as deep and as many as held-out rows ask. */
  BOOSTING,
  /** Boosted trees as scikit-learn's defaults: all rows, leaves of 1. */
  PLAIN_BOOSTING,
  /** The one of several with the least error on held-out rows. */
  TUNED,
  SMILE_FOREST,
  SMILE_BOOSTING;

  private static final int DEEPEST = 4;

  public MeanLearner learner() {
    return switch (this) {
      case LINEAR -> new Linear();
      case FOREST -> Forests.standard();
      case BOOSTING ->
          new Successive(
              "boosting",
              List.of(
                  new Tuned(IntStream.rangeClosed(0, DEEPEST).mapToObj(Steps::deep).toList(), 3),
                  Stopped.standard()));
      case PLAIN_BOOSTING -> new Boosting(new BoostingOptions(100, 3, 0.1, 1, 1, 0));
      case TUNED -> Tuned.standard();
      case SMILE_FOREST -> SmileTrees.of(SmileTrees.Kind.FOREST);
      case SMILE_BOOSTING -> SmileTrees.of(SmileTrees.Kind.BOOSTING);
    };
  }

  /** As it is written, such as {@code smile-forest}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** All words. */
  public static List<String> words() {
    return Arrays.stream(values()).map(NamedLearner::word).toList();
  }

  /** The learner of a word; one of {@link #words}. */
  public static NamedLearner of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
