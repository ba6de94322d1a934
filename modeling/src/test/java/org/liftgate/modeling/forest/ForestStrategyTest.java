package org.liftgate.modeling.forest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.liftgate.accumulate.Workers;
import org.liftgate.modeling.truth.Confounded;
import org.liftgate.modeling.truth.CrossSection;

/** Another kind of forest is a small strategy: here one that splits on effects. */
class ForestStrategyTest {
  private static final int ROWS = 8_000;

  /** Relabels by the influence of a row on its node's effect; keeps y, w, wy and ww in leaves. */
  private record Effects(double[] y, byte[] w) implements ForestStrategy {
    @Override
    public double[][] statistics() {
      var out = new double[4][y.length];
      for (int i = 0; i < y.length; i++) {
        out[0][i] = y[i];
        out[1][i] = w[i];
        out[2][i] = w[i] * y[i];
        out[3][i] = w[i] * w[i];
      }
      return out;
    }

    @Override
    public double[] weights() {
      return new double[0];
    }

    @Override
    public byte[] sides() {
      return w;
    }

    @Override
    public ForestStrategy take(int[] rows, int count) {
      var outcome = new double[count];
      var treatment = new byte[count];
      for (int i = 0; i < count; i++) {
        outcome[i] = y[rows[i]];
        treatment[i] = w[rows[i]];
      }
      return new Effects(outcome, treatment);
    }

    @Override
    public boolean fixed() {
      return false;
    }

    @Override
    public boolean relabel(int[] rows, int from, int to, double[] out) {
      double wb = IntStream.range(from, to).mapToDouble(i -> w[rows[i]]).average().orElseThrow();
      double yb = IntStream.range(from, to).mapToDouble(i -> y[rows[i]]).average().orElseThrow();
      double cov = 0;
      double var = 0;
      for (int i = from; i < to; i++) {
        cov += (w[rows[i]] - wb) * (y[rows[i]] - yb);
        var += (w[rows[i]] - wb) * (w[rows[i]] - wb);
      }
      for (int i = from; i < to && var > 0; i++) {
        double d = w[rows[i]] - wb;
        out[i - from] = d * (y[rows[i]] - yb - cov / var * d);
      }
      return var > 0;
    }

    @Override
    public double predict(double[] a, int o) {
      return (a[o + 2] - a[o + 1] * a[o]) / (a[o + 3] - a[o + 1] * a[o + 1]);
    }

    @Override
    public double[] gradient(double[] a, int o) {
      throw new AssertionError("no variances are asked for");
    }
  }

  private static Forest grown(CrossSection s, Workers workers) {
    return Forest.grow(
        BinnedFeatures.of(s.covariates(), workers),
        new Effects(s.outcome(), s.treated()),
        ForestOptions.standard(1).withHonesty().withMinLeaf(10).withTried(4),
        workers);
  }

  @Test
  void effectsThatRiseWithAFeatureAreFound() {
    CrossSection s = new Confounded(ROWS, 0, 0, 0, 1, 1).draw(2);
    double[] found = grown(s, Workers.all()).outOfBag(Workers.all()).values();
    double off = 0;
    double spread = 0;
    for (int i = 0; i < ROWS; i++) {
      double effect = 1 + s.covariates()[0][i];
      off += Math.pow(found[i] - effect, 2);
      spread += Math.pow(s.covariates()[0][i], 2);
    }
    assertThat(1 - off / spread).as("share of the effects' variance").isGreaterThan(0.75);
  }

  @Test
  void everyGrowingLeafHoldsBothArmsAndThreadsDoNotMatter() {
    CrossSection s = new Confounded(2_000, -2, 0.5, 0, 1, 1).draw(3);
    double[] one = grown(s, Workers.of(1)).outOfBag(Workers.of(1)).values();
    assertThat(grown(s, Workers.of(3)).outOfBag(Workers.of(2)).values()).isEqualTo(one);
    var options = ForestOptions.standard(1).withMinLeaf(10).withTrees(5).withFraction(1);
    Forest forest =
        Forest.grow(
            BinnedFeatures.of(s.covariates(), Workers.of(1)),
            new Effects(s.outcome(), s.treated()),
            options,
            Workers.of(1));
    var at = new int[2_000];
    for (Tree tree : forest.trees()) {
      int[] all = IntStream.range(0, 2_000).toArray();
      tree.route(forest.features().codes(), 5, all, 2_000, at);
      var arms = new int[tree.nodes().length][2];
      IntStream.range(0, 2_000).forEach(i -> arms[at[i]][s.treated()[i]]++);
      for (int[] leaf : arms) {
        assertThat(leaf[0] + leaf[1] == 0 || Math.min(leaf[0], leaf[1]) >= 10).isTrue();
      }
      assertThat(tree.nodes().length).isGreaterThan(5);
    }
  }
}
