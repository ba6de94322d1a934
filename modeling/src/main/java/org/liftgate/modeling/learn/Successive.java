package org.liftgate.modeling.learn;

import java.util.ArrayList;
import java.util.List;
import org.liftgate.accumulate.Workers;

/**
 * Learners one after another, each on what those before it leave; their means are added.
 *
 * @param name on the command line
 * @param learners at least one
 */
public record Successive(String name, List<MeanLearner> learners) implements MeanLearner {
  public Successive {
    learners = List.copyOf(learners);
    if (learners.isEmpty()) {
      throw new IllegalArgumentException("learners (0) must hold one at least");
    }
  }

  @Override
  public Mean fit(Features x, double[] y, long seed, Workers workers) {
    double[] left = y.clone();
    var means = new ArrayList<Mean>();
    for (MeanLearner learner : learners) {
      Mean mean = learner.fit(x, left, seed, workers);
      add(left, mean.predict(x), -1);
      means.add(mean);
    }
    return rows -> {
      var out = new double[rows.size()];
      means.forEach(m -> add(out, m.predict(rows), 1));
      return out;
    };
  }

  private static void add(double[] to, double[] values, double factor) {
    for (int i = 0; i < to.length; i++) {
      to[i] += factor * values[i];
    }
  }
}
