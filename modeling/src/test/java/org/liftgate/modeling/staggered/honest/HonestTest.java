package org.liftgate.modeling.staggered.honest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

/** Special cases with a closed form, monotonicity, breakdown and coverage. */
class HonestTest {
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
  private static final RelativeMagnitudes MAGNITUDES = new RelativeMagnitudes();

  private static final double[][] V = {
    {1.0, 0.5, 0.3, 0.4, 0.3},
    {0.5, 0.8, 0.3, 0.3, 0.2},
    {0.3, 0.3, 0.6, 0.25, 0.2},
    {0.4, 0.3, 0.25, 0.7, 0.4},
    {0.3, 0.2, 0.2, 0.4, 1.1}
  };

  private static Path path(double... target) {
    var values = new double[] {0.2, -0.1, 0.15, 4, 5};
    int total = 3 + target.length;
    double[][] v =
        Arrays.stream(V).limit(total).map(r -> Arrays.copyOf(r, total)).toArray(double[][]::new);
    return new Path(3, Arrays.copyOf(values, total), v, target);
  }

  @Test
  void withOnePeriodBeforeTheSmoothIntervalIsClosedForm() {
    var path =
        new Path(1, new double[] {0.3, 2}, new double[][] {{1, 0.4}, {0.4, 2}}, new double[] {1});
    double sd = Math.sqrt(1 + 2 + 2 * 0.4);
    for (double m : new double[] {0, 0.3, 2}) {
      var found = Smoothness.interval(path, m);
      assertThat(found.estimate()).isCloseTo(2.3, within(1e-12));
      double c = found.half() / sd;
      double held =
          NORMAL.cumulativeProbability(c - m / sd) - NORMAL.cumulativeProbability(-c - m / sd);
      assertThat(held).isCloseTo(0.95, within(1e-10));
    }
  }

  /** M = 0: generalised least squares of a linear trend, extrapolated. */
  @Test
  void withoutBendsTheTrendIsExtrapolatedAtLeastVariance() {
    Path path = path(0.5, 0.5);
    var found = Smoothness.interval(path, 0);
    double best = Double.POSITIVE_INFINITY;
    double trend = 0.5 * 1 + 0.5 * 2;
    for (double a = -3; a <= 3; a += 0.005) {
      for (double b = -3; b <= 3; b += 0.005) {
        double[] pre = {(trend - 2 * a - b) / 3, a, b};
        best = Math.min(best, path.variance(pre));
      }
    }
    assertThat(found.bias()).isZero();
    assertThat(found.stdError()).isCloseTo(Math.sqrt(best), within(1e-4));
    assertThat(found.half()).isCloseTo(1.959963984540054 * found.stdError(), within(1e-9));
  }

  @Test
  void theSmoothIntervalIsTheShortest() {
    Path path = path(1);
    for (double m : new double[] {0.05, 0.2, 1, 4}) {
      double best = Double.POSITIVE_INFINITY;
      for (double a = -3; a <= 3; a += 0.01) {
        for (double b = -3; b <= 3; b += 0.01) {
          double[] pre = {b, a - 2 * b, 1 - 2 * a + b};
          double sd = Math.sqrt(path.variance(pre));
          double bias = m * (1 + Math.abs(a) + Math.abs(b));
          best = Math.min(best, sd * Smoothness.critical(bias / sd));
        }
      }
      assertThat(Smoothness.interval(path, m).half())
          .isLessThan(best + 1e-9)
          .isCloseTo(best, within(2e-3));
    }
  }

  @Test
  void withoutDeparturesRelativeMagnitudesGiveTheUsualInterval() {
    Path path = path(1);
    var found = MAGNITUDES.interval(path, 0);
    double half = 1.959963984540054 * path.stdError();
    assertThat(found.low()).isCloseTo(4 - half, within(0.04 * half));
    assertThat(found.high()).isCloseTo(4 + half, within(0.04 * half));
  }

  @Test
  void intervalsGrowWithTheDeparture() {
    for (Path path : new Path[] {path(1), path(0.5, 0.5)}) {
      var before = MAGNITUDES.interval(path, 0);
      var smooth = Smoothness.interval(path, 0);
      for (double m : new double[] {0.5, 1, 2}) {
        var now = MAGNITUDES.interval(path, m);
        assertThat(now.low()).isLessThan(before.low());
        assertThat(now.high()).isGreaterThan(before.high());
        assertThat(Smoothness.interval(path, m).half()).isGreaterThan(smooth.half());
        before = now;
        smooth = Smoothness.interval(path, m);
      }
    }
  }

  @Test
  void theBreakdownIsWhereZeroComesIn() {
    Path path = path(1);
    double m = MAGNITUDES.breakdown(path).orElseThrow();
    assertThat(m).isPositive();
    assertThat(MAGNITUDES.accepts(path, 0.97 * m, 0)).isFalse();
    assertThat(MAGNITUDES.accepts(path, 1.03 * m, 0)).isTrue();
    double bend = Smoothness.breakdown(path).orElseThrow();
    assertThat(Smoothness.interval(path, 0.999 * bend).holds(0)).isFalse();
    assertThat(Smoothness.interval(path, 1.001 * bend).holds(0)).isTrue();
    double[] small = path.values().clone();
    small[3] = 0.5;
    var weak = new Path(3, small, path.covariance(), path.target());
    assertThat(MAGNITUDES.breakdown(weak)).isEmpty();
    assertThat(Smoothness.breakdown(weak)).isEmpty();
  }

  /** The trend goes on at its largest earlier change: at M = 1 the truth must stay covered. */
  @Test
  void coversAtTheLargestDepartureAllowed() {
    double[] trend = {-0.9, -0.6, -0.3, 0.3, 0.6};
    double[] wiggly = {0.5, -0.3, -0.8, 0.8, 1.6};
    for (double[] delta : new double[][] {trend, wiggly}) {
      int covered = 0;
      int smooth = 0;
      var random = new SplittableRandom(4);
      double bend = 1.3;
      for (int draw = 0; draw < 150; draw++) {
        double[] values = draw(delta, random);
        var path = new Path(3, values, V, new double[] {0.5, 0.5});
        covered += MAGNITUDES.accepts(path, 1, 2) ? 1 : 0;
        smooth += Smoothness.interval(path, bend).holds(2) ? 1 : 0;
      }
      assertThat(covered).as("of 150 at 95%% or more").isGreaterThanOrEqualTo(133);
      assertThat(smooth).as("of 150 at 95%% or more").isGreaterThanOrEqualTo(133);
    }
  }

  /** Effects of 2 after the start, the departure, and noise. */
  private static double[] draw(double[] delta, SplittableRandom random) {
    int k = delta.length;
    var root = new double[k][k];
    var out = new double[k];
    var z = new double[k];
    for (int i = 0; i < k; i++) {
      for (int j = 0; j <= i; j++) {
        double s = V[i][j];
        for (int l = 0; l < j; l++) {
          s -= root[i][l] * root[j][l];
        }
        root[i][j] = i == j ? Math.sqrt(s) : s / root[j][j];
      }
      z[i] = random.nextGaussian();
      out[i] = delta[i] + (i >= 3 ? 2 : 0);
      for (int j = 0; j <= i; j++) {
        out[i] += root[i][j] * z[j];
      }
    }
    return out;
  }
}
