package org.liftgate.modeling.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Covariance;

/** Driscoll and Kraay's errors, slopes without one unit, and joint tests for few units. */
class UnitsAndPeriodsTest {
  private static final int UNITS = 20;
  private static final int PERIODS = 12;
  private static final int N = UNITS * PERIODS;
  private static final int[] UNIT = IntStream.range(0, N).map(i -> i / PERIODS).toArray();
  private static final int[] TIME = IntStream.range(0, N).map(i -> i % PERIODS).toArray();

  private static double[] normal(Random random, int n) {
    return IntStream.range(0, n).mapToDouble(_ -> random.nextGaussian()).toArray();
  }

  private static double[] outcome(Random random, double[] a, double[] b) {
    double[] level = normal(random, UNITS);
    double[] season = normal(random, PERIODS);
    double[] e = normal(random, N);
    return IntStream.range(0, N)
        .mapToDouble(i -> 5 * level[UNIT[i]] + season[TIME[i]] + 2 * a[i] - b[i] + e[i])
        .toArray();
  }

  private static LinearFit.Solved solved(Covariance covariance, LinearSample sample) {
    return (LinearFit.Solved) new LinearRegression(covariance).keepingSingletons().fit(sample);
  }

  private static LinearSample sample(double[] y, int[] unit, int[] time, double[]... x) {
    var effects =
        new LinearSample.Effect[] {
          new LinearSample.Effect("unit", unit), new LinearSample.Effect("time", time)
        };
    return LinearSample.of(y, List.of("a", "b"), x)
        .withCluster("unit", unit)
        .withCluster("time", time)
        .withEffects(effects);
  }

  @Test
  void ofOneUnitDriscollAndKraayIsNeweyAndWest() {
    var random = new Random(11);
    double[] a = normal(random, 80);
    double[] b = normal(random, 80);
    double[] y = normal(random, 80);
    int[] time = IntStream.range(0, 80).map(i -> 3 * i + 7).toArray();
    var rows = LinearSample.of(y, List.of("a", "b"), a, b).withCluster("time", time);
    double[][] series = solved(new Covariance.NeweyWest(4), rows).covariance();
    double[][] panel = solved(new Covariance.DriscollKraay("time", 4), rows).covariance();
    double factor = 80.0 / 79 * 79 / 77 / (80.0 / 77);
    for (int i = 0; i < 3; i++) {
      assertThat(panel[i][i]).isCloseTo(series[i][i] * factor, within(1e-12 * panel[i][i]));
    }
  }

  @Test
  void withoutLagsItClustersByPeriodWhateverTheOrderOfRows() {
    var random = new Random(12);
    double[] a = normal(random, N);
    double[] b = normal(random, N);
    double[] y = outcome(random, a, b);
    var rows = LinearSample.of(y, List.of("a", "b"), a, b).withCluster("time", TIME);
    double[][] clustered = solved(Covariance.cluster("time"), rows).covariance();
    double[][] panel = solved(new Covariance.DriscollKraay("time", 0), rows).covariance();
    assertThat(panel[1][2]).isCloseTo(clustered[1][2], within(1e-12));
    int[] turned = IntStream.range(0, N).map(i -> (i * 7) % N).toArray();
    var lagged = solved(new Covariance.DriscollKraay("time", 3), rows).covariance();
    var again = solved(new Covariance.DriscollKraay("time", 3), rows.take(turned)).covariance();
    assertThat(again[1][1]).isCloseTo(lagged[1][1], within(1e-12));
    assertThat(lagged[1][1]).isNotCloseTo(panel[1][1], within(1e-6));
  }

  @Test
  void slopesWithoutAUnitAreThoseOfTheOtherRows() {
    var random = new Random(13);
    double[] a = normal(random, N);
    double[] b = Arrays.stream(normal(random, N)).map(v -> 1e6 * v).toArray();
    double[] y = outcome(random, a, b);
    LeaveOneUnitOut found = LeaveOneUnitOut.of(y, new double[][] {a, b}, UNIT, TIME).orElseThrow();
    for (int u : new int[] {0, 7, 19}) {
      int[] kept = IntStream.range(0, N).filter(i -> UNIT[i] != u).toArray();
      var refit = solved(Covariance.iid(), sample(y, UNIT, TIME, a, b).take(kept));
      for (int k = 0; k < 2; k++) {
        double wanted = refit.coefficients()[k];
        assertThat(found.without()[u][k]).isCloseTo(wanted, within(1e-8 * Math.abs(wanted)));
      }
    }
    var all = solved(Covariance.iid(), sample(y, UNIT, TIME, a, b));
    assertThat(found.all()[0]).isCloseTo(all.coefficients()[0], within(1e-9));
  }

  /** Spends that follow a unit's level, and noise that lasts: 100 draws, the central 99.9%. */
  @Test
  void withinUnitsIntervalsHoldTheTruthAndThePlainRegressionDoesNot() {
    int units = 124;
    int periods = 24;
    int n = units * periods;
    int[] unit = IntStream.range(0, n).map(i -> i / periods).toArray();
    int[] time = IntStream.range(0, n).map(i -> i % periods).toArray();
    int held = 0;
    int plainly = 0;
    for (int s = 0; s < 100; s++) {
      var random = new Random(5_000 + s);
      double[] level = normal(random, units);
      double[] x = new double[n];
      double[] none = normal(random, n);
      double[] y = new double[n];
      double e = 0;
      for (int i = 0; i < n; i++) {
        e = time[i] == 0 ? random.nextGaussian() : 0.6 * e + 0.8 * random.nextGaussian();
        x[i] = Math.exp(0.5 * level[unit[i]] + 0.6 * random.nextGaussian());
        y[i] = 2 * x[i] + 3 * level[unit[i]] + Math.sin(time[i]) + 2 * e;
      }
      var fit = solved(Covariance.cluster("unit"), sample(y, unit, time, x, none));
      held += covers(fit, 0, 2) ? 1 : 0;
      var plain = LinearSample.of(y, List.of("a", "b"), x, none).withCluster("unit", unit);
      plainly += covers(solved(Covariance.cluster("unit"), plain), 1, 2) ? 1 : 0;
    }
    assertThat(held).isBetween(87, 100);
    assertThat(plainly).isZero();
  }

  private static boolean covers(LinearFit.Solved fit, int term, double truth) {
    double half = 1.98 * Math.sqrt(fit.covariance()[term][term]);
    return Math.abs(fit.coefficients()[term] - truth) <= half;
  }

  @Test
  void whatDoesNotDetermineSlopesGivesNone() {
    double[] constant = new double[N];
    Arrays.fill(constant, 3);
    assertThat(LeaveOneUnitOut.of(new double[N], new double[][] {constant}, UNIT, TIME).isPresent())
        .isFalse();
  }

  @Test
  void signsByLotKeepTheSizeWhereTheFLawDoesNot() {
    int trials = 120;
    int wild = 0;
    int law = 0;
    for (int s = 0; s < trials; s++) {
      var random = new Random(1_000 + s);
      var x = new double[6][];
      Arrays.setAll(x, _ -> normal(random, N));
      double[] level = normal(random, UNITS);
      double[] e = normal(random, N);
      double[] y =
          IntStream.range(0, N)
              .mapToDouble(i -> e[i] * (1 + Math.abs(level[UNIT[i]])) + x[0][i])
              .toArray();
      boolean[] tested = {false, true, true, true, true, true};
      var found = new WildWald(99, s, Workers.all()).test(y, x, tested, UNIT, TIME).orElseThrow();
      wild += found.pValue() <= 0.05 ? 1 : 0;
      var effects =
          new LinearSample.Effect[] {
            new LinearSample.Effect("unit", UNIT), new LinearSample.Effect("time", TIME)
          };
      var fit =
          solved(
              Covariance.cluster("unit"),
              LinearSample.of(y, List.of("a", "b", "c", "d", "e", "f"), x)
                  .withCluster("unit", UNIT)
                  .withEffects(effects));
      var f = fit.joint(List.of("b", "c", "d", "e", "f")).orElseThrow();
      law += f.pValue() <= 0.05 ? 1 : 0;
      assertThat(found.f()).isCloseTo(f.f() * ratio(fit), within(1e-6 * found.f()));
    }
    assertThat(wild).as("5%% of %d, F law: %d", trials, law).isLessThanOrEqualTo(15);
    assertThat(law).isGreaterThan(wild);
  }

  /** fixest's (n-1)/(n-K), which Wald's statistic here leaves out: signs do not change it. */
  private static double ratio(LinearFit.Solved fit) {
    return (N - 1.0) / (N - (6 + PERIODS - 1 + 1));
  }
}
