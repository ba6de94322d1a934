package org.liftgate.modeling.iv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.kernel.Estimate.Value;
import org.liftgate.modeling.linear.LinearFit;
import org.liftgate.modeling.linear.LinearRegression;
import org.liftgate.modeling.linear.LinearSample;

/** Against dense two-stage algebra written out here, closed forms by hand, and a known truth. */
class IvTest {
  private static final Percentage EXACT = Percentage.withPercentage(1e-6);
  private static final int N = 600;
  private static final Workers TWO = Workers.of(2);

  private final double[] y = new double[N];
  private final double[] d = new double[N];
  private final double[] z1 = new double[N];
  private final double[] z2 = new double[N];
  private final double[] x = new double[N];
  private final int[] unit = new int[N];
  private final int[] week = new int[N];

  private IvTest draw(double strength) {
    var random = new SplittableRandom(3);
    for (int i = 0; i < N; i++) {
      unit[i] = i / 10;
      week[i] = i % 10;
      x[i] = random.nextGaussian();
      z1[i] = random.nextDouble() < 0.5 ? 1 : 0;
      z2[i] = random.nextGaussian() + 0.3 * x[i];
      double hidden = random.nextGaussian();
      d[i] = strength * (z1[i] + 0.5 * z2[i]) + 0.4 * x[i] + hidden + random.nextGaussian();
      y[i] = 2 * d[i] - hidden + x[i] + 0.1 * unit[i] + (1 + z1[i]) * random.nextGaussian();
    }
    return this;
  }

  private LinearSample base(boolean effects) {
    var sample = LinearSample.of(y, List.of("x"), x).withCluster("unit", unit);
    return effects
        ? sample.withEffects(
            new LinearSample.Effect("unit", unit), new LinearSample.Effect("week", week))
        : sample;
  }

  private IvFit.Solved fit(Covariance covariance, boolean effects, boolean both) {
    var sample =
        both
            ? new IvSample(base(effects), "d", d, List.of("z1", "z2"), new double[][] {z1, z2})
            : IvSample.of(base(effects), "d", d, "z1", z1);
    return (IvFit.Solved) new TwoStageLeastSquares(covariance).with(TWO).fit(sample);
  }

  /** Columns that are exogenous: the constant and x, or x and dummies. */
  private double[][] exogenous(boolean effects) {
    var ones = new double[N];
    Arrays.fill(ones, 1);
    if (!effects) {
      return new double[][] {ones, x};
    }
    var all = new double[1 + 60 + 9][N];
    all[0] = x;
    for (int i = 0; i < N; i++) {
      all[1 + unit[i]][i] = 1;
      if (week[i] > 0) {
        all[60 + week[i]][i] = 1;
      }
    }
    return all;
  }

  /** (X' P X)^-1 X' P y by elimination, with its sandwich. */
  private double[] dense(String vcov, boolean effects, boolean both) {
    double[][] exo = exogenous(effects);
    double[][] w = both ? plus(exo, z1, z2) : plus(exo, z1);
    double[] fitted = Dense.fitted(w, d);
    double[][] xh = plus(exo, fitted);
    double[] b = Dense.coefficients(xh, y);
    double[] u = y.clone();
    double[][] real = plus(exo, d);
    for (int k = 0; k < real.length; k++) {
      for (int i = 0; i < N; i++) {
        u[i] -= b[k] * real[k][i];
      }
    }
    double[][] bread = Dense.inverse(Dense.cross(xh, xh));
    int last = xh.length - 1;
    double[] a = bread[last];
    double k = xh.length;
    double[] score = new double[N];
    double ssr = 0;
    for (int i = 0; i < N; i++) {
      for (int j = 0; j <= last; j++) {
        score[i] += a[j] * xh[j][i] * u[i];
      }
      ssr += u[i] * u[i];
    }
    double variance =
        switch (vcov) {
          case "iid" -> ssr / (N - k) * a[last];
          case "hc1" -> Arrays.stream(score).map(s -> s * s).sum() * N / (N - k);
          default -> {
            var sums = new double[60];
            IntStream.range(0, N).forEach(i -> sums[unit[i]] += score[i]);
            double counted = effects ? k - 59 : k;
            yield Arrays.stream(sums).map(s -> s * s).sum() * 60 / 59 * (N - 1) / (N - counted);
          }
        };
    return new double[] {b[last], Math.sqrt(variance)};
  }

  private static double[][] plus(double[][] columns, double[]... more) {
    double[][] all = Arrays.copyOf(columns, columns.length + more.length);
    System.arraycopy(more, 0, all, columns.length, more.length);
    return all;
  }

  private static Covariance covariance(String vcov) {
    return switch (vcov) {
      case "iid" -> Covariance.iid();
      case "hc1" -> Covariance.robust(1);
      default -> Covariance.cluster("unit");
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"iid", "hc1", "cluster"})
  void equalsDenseTwoStageAlgebra(String vcov) {
    draw(0.8);
    for (boolean effects : new boolean[] {false, true}) {
      for (boolean both : new boolean[] {false, true}) {
        double[] wanted = dense(vcov, effects, both);
        var late = (Value) fit(covariance(vcov), effects, both).late();
        assertThat(late.value()).isCloseTo(wanted[0], EXACT);
        assertThat(late.stdError()).isCloseTo(wanted[1], EXACT);
      }
    }
  }

  @Test
  void withoutCovariatesItIsTheRatioOfDifferencesInMeans() {
    draw(0.8);
    var sample = LinearSample.of(y, List.of());
    var fit =
        (IvFit.Solved)
            new TwoStageLeastSquares(Covariance.robust(0))
                .with(TWO)
                .fit(IvSample.of(sample, "d", d, "z1", z1));
    double itt = mean(y, 1) - mean(y, 0);
    double pi = mean(d, 1) - mean(d, 0);
    var late = (Value) fit.late();
    assertThat(late.value()).isCloseTo(itt / pi, within(1e-12));
    double variance = 0;
    for (int arm = 0; arm < 2; arm++) {
      double n = count(arm);
      for (int i = 0; i < N; i++) {
        if (z1[i] == arm) {
          double u = y[i] - mean(y, arm) - itt / pi * (d[i] - mean(d, arm));
          variance += u * u / n / n;
        }
      }
    }
    assertThat(late.stdError()).isCloseTo(Math.sqrt(variance) / pi, within(1e-12));
    assertThat(((Value) fit.itt().orElseThrow()).value()).isCloseTo(itt, within(1e-12));
    double t = ((Value) fit.firstStage().get(0)).statistic();
    assertThat(fit.relevance().orElseThrow().f()).isCloseTo(t * t, within(1e-8));
    assertThat(fit.effectiveF()).hasValue(fit.relevance().orElseThrow().f());
  }

  private double mean(double[] values, int arm) {
    double sum = 0;
    for (int i = 0; i < N; i++) {
      sum += z1[i] == arm ? values[i] : 0;
    }
    return sum / count(arm);
  }

  private double count(int arm) {
    return Arrays.stream(z1).filter(v -> v == arm).count();
  }

  /** At each end of the set the instrument is rejected exactly at 5%. */
  @ParameterizedTest
  @ValueSource(strings = {"iid", "hc1", "cluster"})
  void endsOfTheSetAreWhereTheInstrumentIsJustRejected(String vcov) {
    draw(0.8);
    var set = (AndersonRubin.Bounded) fit(covariance(vcov), true, false).andersonRubin();
    for (double end : new double[] {set.low(), set.high()}) {
      assertThat(rejection(end, covariance(vcov))).isCloseTo(0.05, within(1e-9));
    }
    assertThat(set.holds(2)).isTrue();
    assertThat(set.holds(set.high() + 1e-6)).isFalse();
  }

  /** p of z1 in y - b d. */
  private double rejection(double b, Covariance covariance) {
    double[] u = IntStream.range(0, N).mapToDouble(i -> y[i] - b * d[i]).toArray();
    var sample =
        new LinearSample(
            u,
            List.of("z1", "x"),
            new double[][] {z1, x},
            false,
            new double[0],
            base(true).effects(),
            Map.of("unit", unit));
    var fit = (LinearFit.Solved) new LinearRegression(covariance).with(TWO).fit(sample);
    return ((Value) fit.estimates().get(0)).pValue();
  }

  @Test
  void aWeakInstrumentGivesAnUnboundedSet() {
    draw(0.03);
    var fit = fit(Covariance.robust(1), false, false);
    assertThat(fit.effectiveF().orElseThrow()).isLessThan(3.8);
    assertThat(fit.andersonRubin())
        .isInstanceOfAny(AndersonRubin.TwoRays.class, AndersonRubin.WholeLine.class);
    assertThat(fit.andersonRubin().holds(2)).isTrue();
    assertThat(fit.andersonRubin().holds(((Value) fit.late()).value())).isTrue();
  }

  @Test
  void severalInstrumentsUnderIidErrors() {
    draw(0.8);
    var fit = fit(Covariance.iid(), false, true);
    var set = (AndersonRubin.Bounded) fit.andersonRubin();
    for (double end : new double[] {set.low(), set.high()}) {
      double[] u = IntStream.range(0, N).mapToDouble(i -> y[i] - end * d[i]).toArray();
      var sample = LinearSample.of(u, List.of("z1", "z2", "x"), z1, z2, x);
      var solved = (LinearFit.Solved) new LinearRegression(Covariance.iid()).fit(sample);
      assertThat(solved.joint(List.of("z1", "z2")).orElseThrow().pValue())
          .isCloseTo(0.05, within(1e-8));
    }
    assertThat(fit.itt()).isEmpty();
    // Under iid errors the effective F is the first-stage F.
    assertThat(fit.effectiveF().orElseThrow())
        .isCloseTo(fit.relevance().orElseThrow().f(), within(1e-6));
    assertThat(fit(Covariance.robust(1), false, true).andersonRubin())
        .isInstanceOf(AndersonRubin.NotOffered.class);
    for (int i = 0; i < N; i++) {
      y[i] += 5 * z2[i];
    }
    assertThat(fit(Covariance.iid(), false, true).andersonRubin())
        .isEqualTo(new AndersonRubin.Empty());
  }

  @Test
  void quadraticsByHand() {
    assertThat(AndersonRubin.of(1, -2, 3)).isEqualTo(new AndersonRubin.Bounded(1, 3));
    assertThat(AndersonRubin.of(-1, 2, -3)).isEqualTo(new AndersonRubin.TwoRays(1, 3));
    assertThat(AndersonRubin.of(1, 0, 1)).isEqualTo(new AndersonRubin.Empty());
    assertThat(AndersonRubin.of(-1, 0, -1)).isEqualTo(new AndersonRubin.WholeLine());
    assertThat(AndersonRubin.of(0, 1, -4)).isEqualTo(new AndersonRubin.OneRay(2, false));
    assertThat(AndersonRubin.of(0, -1, 4)).isEqualTo(new AndersonRubin.OneRay(2, true));
    assertThat(AndersonRubin.of(1, 0, -4)).isEqualTo(new AndersonRubin.Bounded(-2, 2));
    assertThat(AndersonRubin.of(1, -1, 0)).isEqualTo(new AndersonRubin.Bounded(0, 2));
  }

  /** Mailed at random, redeemed by half of the mailed, 8 more from redeemers, 1 from the rest. */
  private IvSample mailed(boolean everybody) {
    var random = new SplittableRandom(5);
    for (int i = 0; i < N; i++) {
      z1[i] = random.nextInt(2);
      d[i] = z1[i] == 1 && (everybody || random.nextBoolean()) ? 1 : 0;
      y[i] = 10 + 8 * d[i] + (z1[i] == 1 && d[i] == 0 ? 1 : 0) + random.nextGaussian();
      unit[i] = i / 2;
    }
    return IvSample.of(
        LinearSample.of(y, List.of()).withCluster("unit", unit), "redeemed", d, "mailed", z1);
  }

  @Test
  void theExclusionCurveRunsFromTheWaldRatioToTheItt() {
    var fit =
        (IvFit.Solved) new TwoStageLeastSquares(Covariance.cluster("unit")).fit(mailed(false));
    var late = (Value) fit.late();
    var itt = (Value) fit.itt().orElseThrow();
    var pi = (Value) fit.firstStage().get(0);
    var points = ((Exclusion.Curve) fit.exclusion()).points();
    assertThat(points.getFirst().tau().value()).isCloseTo(late.value(), within(1e-12));
    assertThat(points.getFirst().tau().stdError()).isCloseTo(late.stdError(), within(1e-9));
    assertThat(points.getLast().tau().value()).isCloseTo(itt.value(), within(1e-12));
    assertThat(points.getLast().tau().stdError()).isCloseTo(itt.stdError(), within(1e-9));
    for (var p : points) {
      double wanted = (itt.value() - (1 - pi.value()) * p.delta()) / pi.value();
      assertThat(p.tau().value()).isCloseTo(wanted, within(1e-12));
    }
    // Exclusion fails by 1 here: late is 9, the curve at delta = 1 is 8.
    assertThat(late.value()).isBetween(8.6, 9.4);
    assertThat((itt.value() - (1 - pi.value())) / pi.value()).isBetween(7.6, 8.4);
  }

  @Test
  void fullComplianceIsTheDifferenceInMeans() {
    var fit = (IvFit.Solved) new TwoStageLeastSquares(Covariance.robust(1)).fit(mailed(true));
    var late = (Value) fit.late();
    assertThat(late.value()).isCloseTo(mean(y, 1) - mean(y, 0), within(1e-12));
    assertThat(late.stdError())
        .isCloseTo(((Value) fit.itt().orElseThrow()).stdError(), within(1e-12));
    assertThat(fit.firstStage().get(0)).isInstanceOf(Estimate.Point.class);
    var set = (AndersonRubin.Bounded) fit.andersonRubin();
    assertThat(set.low()).isCloseTo(late.confLow(), within(1e-9));
  }

  @Test
  void typedOutcomes() {
    draw(0.8);
    var flat = new double[N];
    var missing =
        (IvFit.Missing)
            new TwoStageLeastSquares(Covariance.iid())
                .fit(IvSample.of(base(false), "d", d, "z1", flat));
    assertThat(missing.late().reason()).isEqualTo(Reason.NO_VARIATION);
    missing =
        (IvFit.Missing)
            new TwoStageLeastSquares(new Covariance.PairsCluster("unit", 99, 1))
                .fit(IvSample.of(base(false), "d", d, "z1", z1));
    assertThat(missing.late().reason()).isEqualTo(Reason.UNSUITED);
    missing =
        (IvFit.Missing)
            new TwoStageLeastSquares(Covariance.iid())
                .fit(IvSample.of(base(false), "d", d, "z1", x));
    assertThat(missing.late().reason()).isEqualTo(Reason.COLLINEAR);
    var sample = mailed(false);
    Arrays.setAll(unit, i -> z1[i] == 1 ? i % 3 : 3 + i % 50);
    missing = (IvFit.Missing) new TwoStageLeastSquares(Covariance.cluster("unit")).fit(sample);
    assertThat(missing.late().reason()).isEqualTo(Reason.SMALL_ARM);
  }
}
