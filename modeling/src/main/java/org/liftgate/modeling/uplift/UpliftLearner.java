package org.liftgate.modeling.uplift;

import java.util.Locale;
import org.liftgate.modeling.learn.Features;
import org.liftgate.modeling.learn.MeanLearner;
import org.liftgate.modeling.weighting.Folds;

/**
 * Learns effects given features.
 *
 * @param meta how means become effects
 * @param means how means are learned
 * @param nuisance how the means inside the DR-learner's scores are learned
 * @param assignment what is known of who was treated; T and S do not look at it, and are
 *     associational unless it was random
 */
public record UpliftLearner(
    Meta meta, MeanLearner means, MeanLearner nuisance, Assignment assignment) {
  private static final int INNER_FOLDS = 3;

  /** All means learned alike. */
  public UpliftLearner(Meta meta, MeanLearner means, Assignment assignment) {
    this(meta, means, means, assignment);
  }

  /** How means become effects. */
  public enum Meta {
    /** The difference of two means, one for each arm (Künzel and others, 2019). */
    T,
    /** One mean with the treatment among its features. */
    S,
    /** Effects imputed from the other arm's mean, weighted by the score (Künzel and others). */
    X,
    /** The mean of cross-fitted doubly robust scores (Kennedy, 2023). */
    DR;

    /** The name on the command line. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Learned effects. */
  interface Model {
    double[] predict(Features x);
  }

  Model fit(Rows rows, long seed) {
    return switch (meta) {
      case T -> differences(ArmMeans.of(rows, means, seed));
      case S -> single(rows, seed);
      case X -> imputed(rows, seed);
      case DR -> scored(rows, seed);
    };
  }

  private static Model differences(ArmMeans arms) {
    return x -> minus(arms.treated().predict(x), arms.untreated().predict(x));
  }

  private Model single(Rows rows, long seed) {
    var mean = means.fit(rows.x().plus(rows.treated()), rows.y(), seed, rows.workers());
    return x -> minus(mean.predict(x.plus(1)), mean.predict(x.plus(0)));
  }

  private Model imputed(Rows rows, long seed) {
    var arms = ArmMeans.of(rows, means, seed);
    Rows one = rows.take(rows.arm(1));
    Rows zero = rows.take(rows.arm(0));
    double[] gained = minus(one.y(), arms.untreated().predict(one.x()));
    double[] missed = minus(arms.treated().predict(zero.x()), zero.y());
    var ofTreated = means.fit(one.x(), gained, ArmMeans.stream(seed, 2), rows.workers());
    var ofUntreated = means.fit(zero.x(), missed, ArmMeans.stream(seed, 3), rows.workers());
    var score = assignment.fit(rows.x(), rows.treated(), rows.workers());
    return x -> {
      double[] e = score.predict(x);
      double[] a = ofTreated.predict(x);
      double[] b = ofUntreated.predict(x);
      for (int i = 0; i < e.length; i++) {
        a[i] = (1 - e[i]) * a[i] + e[i] * b[i];
      }
      return a;
    };
  }

  private Model scored(Rows rows, long seed) {
    int[] folds = Folds.of(rows.groups(), rows.treated(), INNER_FOLDS, seed);
    var scores = Scores.crossFitted(rows, folds, INNER_FOLDS, nuisance, assignment, seed);
    var mean = means.fit(rows.x(), scores.values(), ArmMeans.stream(seed, 4), rows.workers());
    return mean::predict;
  }

  private static double[] minus(double[] a, double[] b) {
    var out = new double[a.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = a[i] - b[i];
    }
    return out;
  }
}
