package org.liftgate.modeling.segments;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.commons.statistics.distribution.FDistribution;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.inference.JointTest;
import org.liftgate.modeling.segments.ClusteredDifference.Result;

/**
 * A Wald test that several effects are one and the same, with covariances from their influences on
 * the clusters, scaled so that each effect keeps its own small-sample variance. The statistic is
 * referred to Hotelling's law with the fewest degrees of freedom among the effects: with q
 * differences and eta degrees of freedom, (eta - q + 1) / eta times F follows F(q, eta - q + 1)
 * (the form of Pustejovsky and Tipton, 2018, with a smaller eta). A plain F(q, eta) rejects too
 * often where clusters are few.
 */
public final class EqualEffects {
  private EqualEffects() {}

  /**
   * @param effects at least two, each a value with its influences on the same G clusters
   * @return empty with fewer than two effects, too few degrees of freedom, or a singular covariance
   */
  public static Optional<JointTest> test(List<Result> effects) {
    int q = effects.size() - 1;
    if (q < 1) {
      return Optional.empty();
    }
    var b = new double[q];
    var influence = new double[q][];
    var first = (Estimate.Value) effects.getFirst().estimate();
    double[] base = scaled(effects.getFirst());
    double eta = first.df();
    for (int j = 0; j < q; j++) {
      var value = (Estimate.Value) effects.get(j + 1).estimate();
      eta = Math.min(eta, value.df());
      b[j] = value.value() - first.value();
      influence[j] = scaled(effects.get(j + 1));
      for (int g = 0; g < base.length; g++) {
        influence[j][g] -= base[g];
      }
    }
    double left = eta - q + 1;
    return left <= 0
        ? Optional.empty()
        : JointTest.wald(b, covariance(influence), eta).map(t -> hotelling(t, left));
  }

  private static JointTest hotelling(JointTest wald, double left) {
    double f = wald.f() * left / wald.df2();
    double p = FDistribution.of(wald.df1(), left).survivalProbability(f);
    return new JointTest(f, wald.df1(), left, p);
  }

  private static double[][] covariance(double[][] influence) {
    int q = influence.length;
    var v = new double[q][q];
    for (int i = 0; i < q; i++) {
      for (int j = 0; j < q; j++) {
        for (int g = 0; g < influence[i].length; g++) {
          v[i][j] += influence[i][g] * influence[j][g];
        }
      }
    }
    return v;
  }

  /** Influences that give the effect's own small-sample variance. */
  private static double[] scaled(Result effect) {
    double sum = 0;
    for (double p : effect.plain()) {
      sum += p * p;
    }
    double factor = ((Estimate.Value) effect.estimate()).stdError() / Math.sqrt(sum);
    return Arrays.stream(effect.plain()).map(p -> p * factor).toArray();
  }
}
