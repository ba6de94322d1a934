package org.liftgate.modeling.staggered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.liftgate.modeling.inference.NormalBox;

/** Box probabilities against closed forms and brute force, and Roth's quantities against both. */
class PreTrendPowerTest {
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  private static double[][] equicorrelated(int k, double rho) {
    var v = new double[k][k];
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        v[i][j] = i == j ? 1 : rho;
      }
    }
    return v;
  }

  @Test
  void orthantsAndProductsAreKnown() {
    double inf = 40;
    for (double rho : new double[] {-0.4, 0, 0.5, 0.9}) {
      var box =
          NormalBox.of(
              new double[2], equicorrelated(2, rho), new double[] {0, 0}, new double[] {inf, inf});
      double known = 0.25 + Math.asin(rho) / (2 * Math.PI);
      assertThat(box.probability()).isCloseTo(known, within(1e-4));
    }
    var three =
        NormalBox.of(
            new double[3], equicorrelated(3, 0.5), new double[3], new double[] {inf, inf, inf});
    assertThat(three.probability()).isCloseTo(0.25, within(1e-5));
    var one =
        NormalBox.of(new double[] {0.7}, new double[][] {{4}}, new double[] {-1}, new double[] {3});
    double mass = NORMAL.cumulativeProbability(1.15) - NORMAL.cumulativeProbability(-0.85);
    assertThat(one.probability()).isCloseTo(mass, within(1e-12));
    double mean = 0.7 + 2 * (NORMAL.density(-0.85) - NORMAL.density(1.15)) / mass;
    assertThat(one.mean()[0]).isCloseTo(mean, within(2e-4));
  }

  @Test
  void withOneLeadEverythingHasAClosedForm() {
    var path = new EventPath(new int[] {-2, 0}, new double[2], new double[][] {{4, 1}, {1, 9}});
    var power = new PreTrendPower(path, -1);
    var half = power.detectable(0.5);
    double z = NORMAL.inverseCumulativeProbability(0.975);
    double slope = half.slope();
    double known =
        1
            - (NORMAL.cumulativeProbability(z + slope / 2)
                - NORMAL.cumulativeProbability(-z + slope / 2));
    assertThat(known).isCloseTo(0.5, within(1e-6));
    assertThat(half.power()).isCloseTo(0.5, within(1e-6));
    double a = -z + slope / 2;
    double b = z + slope / 2;
    double shift =
        2
            * (NORMAL.density(a) - NORMAL.density(b))
            / (NORMAL.cumulativeProbability(b) - NORMAL.cumulativeProbability(a));
    assertThat(half.trend()[0]).isCloseTo(slope, within(1e-12));
    assertThat(half.passed()[0]).isCloseTo(slope + shift / 4, within(2e-4));
  }

  @Test
  void agreesWithBruteForce() {
    double[][] v = {
      {1.0, 0.5, 0.3, 0.4, 0.3},
      {0.5, 0.8, 0.3, 0.3, 0.2},
      {0.3, 0.3, 0.6, 0.25, 0.2},
      {0.4, 0.3, 0.25, 0.7, 0.4},
      {0.3, 0.2, 0.2, 0.4, 1.1}
    };
    var path = new EventPath(new int[] {-4, -3, -2, 0, 1}, new double[5], v);
    var found = new PreTrendPower(path, -1).departure(0.4);
    double[] brute = brute(v, 0.4);
    assertThat(found.power()).isCloseTo(brute[0], within(0.003));
    assertThat(found.passed()[0]).isCloseTo(brute[1], within(0.006));
    assertThat(found.passed()[1]).isCloseTo(brute[2], within(0.006));
    assertThat(found.error()).isLessThan(1e-4);
    assertThat(new PreTrendPower(path, -1).departure(0).passed()[0]).isCloseTo(0, within(1e-3));
    var levels = new PreTrendPower(path, -1).detectable();
    assertThat(levels.get(0).slope()).isLessThan(levels.get(1).slope());
    assertThat(levels.get(1).power()).isCloseTo(0.8, within(1e-4));
  }

  private static double[] brute(double[][] v, double slope) {
    int k = v.length;
    var root = new double[k][k];
    for (int i = 0; i < k; i++) {
      for (int j = 0; j <= i; j++) {
        double s = v[i][j];
        for (int l = 0; l < j; l++) {
          s -= root[i][l] * root[j][l];
        }
        root[i][j] = i == j ? Math.sqrt(s) : s / root[j][j];
      }
    }
    int[] e = {-4, -3, -2, 0, 1};
    var random = new SplittableRandom(5);
    double passes = 0;
    double[] bias = new double[2];
    int draws = 1_000_000;
    for (int d = 0; d < draws; d++) {
      double[] z = new double[k];
      double[] b = new double[k];
      boolean passed = true;
      for (int i = 0; i < k; i++) {
        z[i] = random.nextGaussian();
        b[i] = slope * (e[i] + 1);
        for (int j = 0; j <= i; j++) {
          b[i] += root[i][j] * z[j];
        }
        passed &= i > 2 || Math.abs(b[i]) <= 1.959963984540054 * Math.sqrt(v[i][i]);
      }
      if (passed) {
        passes++;
        bias[0] += b[3];
        bias[1] += b[4];
      }
    }
    return new double[] {1 - passes / draws, bias[0] / passes, bias[1] / passes};
  }
}
