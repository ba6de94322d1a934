package org.liftgate.modeling.bayes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.GammaDistribution;
import org.apache.commons.statistics.distribution.TruncatedNormalDistribution;
import org.junit.jupiter.api.Test;

class ConvergenceTest {
  private static double[][] autoregressive(double rho, int chains, int draws) {
    var random = new SplittableRandom(11);
    var out = new double[chains][draws];
    for (double[] chain : out) {
      double x = random.nextGaussian();
      for (int i = 0; i < draws; i++) {
        chain[i] = x;
        x = rho * x + Math.sqrt(1 - rho * rho) * random.nextGaussian();
      }
    }
    return out;
  }

  @Test
  void effectiveDrawsOfAnAutoregression() {
    for (double rho : new double[] {0, 0.5, 0.9}) {
      Convergence c = Convergence.of(autoregressive(rho, 4, 20_000)).orElseThrow();
      double known = 80_000 * (1 - rho) / (1 + rho);
      assertThat(c.bulkEss() / known).as("rho " + rho).isCloseTo(1, within(0.1));
      assertThat(c.rHat()).isLessThan(1.01);
    }
  }

  @Test
  void chainsInDifferentPlacesOrOfDifferentSpreadAreSeen() {
    double[][] moved = autoregressive(0, 4, 500);
    moved[2] = Arrays.stream(moved[2]).map(v -> v + 1).toArray();
    assertThat(Convergence.of(moved).orElseThrow().rHat()).isGreaterThan(1.05);
    double[][] wide = autoregressive(0, 4, 500);
    wide[2] = Arrays.stream(wide[2]).map(v -> 3 * v).toArray();
    assertThat(Convergence.of(wide).orElseThrow().rHat()).isGreaterThan(1.05);
    double[][] drifting = autoregressive(0, 4, 500);
    for (double[] chain : drifting) {
      for (int i = 0; i < chain.length; i++) {
        chain[i] += i / 250.0;
      }
    }
    assertThat(Convergence.of(drifting).orElseThrow().rHat()).isGreaterThan(1.05);
    assertThat(Convergence.of(new double[2][10])).isEmpty();
  }

  @Test
  void drawsFollowTheirLaws() {
    var random = new SplittableRandom(3);
    for (double shape : new double[] {0.4, 1, 7.5}) {
      var law = GammaDistribution.of(shape, 1);
      uniform(
          i -> law.cumulativeProbability(Math.exp(Draws.logGamma(shape, random))),
          "gamma " + shape);
    }
    for (double mean : new double[] {-9, -0.3, 0, 2}) {
      var law = TruncatedNormalDistribution.of(mean, 1.5, 0, Double.POSITIVE_INFINITY);
      uniform(
          i -> 1 - law.survivalProbability(Draws.positiveNormal(mean, 1.5, random)),
          "positive normal " + mean);
    }
    var beta = new Prior.Beta(2, 3);
    double mean = 0;
    for (int i = 0; i < 20_000; i++) {
      mean += beta.value(beta.draw(random)) / 20_000;
    }
    assertThat(mean).isCloseTo(0.4, within(0.006));
  }

  @Test
  void sliceUpdatesKeepALawWithTwoHumps() {
    var random = new SplittableRandom(5);
    var slice = new Slice(1.5, 8);
    java.util.function.DoubleUnaryOperator density =
        x -> Math.log(0.3 * Math.exp(-x * x / 2) + 0.7 * Math.exp(-(x - 3) * (x - 3) / 2));
    var at = new Slice.Place(0, density.applyAsDouble(0));
    double sum = 0;
    int n = 60_000;
    for (int i = 0; i < n; i++) {
      at = slice.update(at, density, random);
      sum += at.at() / n;
    }
    assertThat(sum).isCloseTo(2.1, within(0.06));
  }

  private static void uniform(java.util.function.IntToDoubleFunction p, String name) {
    var counts = new Calibration(19, 20);
    for (int i = 0; i < 20_000; i++) {
      counts.counts()[(int) Math.min(19, 20 * p.applyAsDouble(i))]++;
    }
    assertThat(counts.pValue()).as(name).isGreaterThan(0.001);
  }
}
