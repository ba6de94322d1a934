package org.liftgate.modeling.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Covariance.WildCluster;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.modeling.linear.LinearSample.Effect;

/** What no peer's file covers: ill-conditioned and degenerate designs, many effects, bootstraps. */
class LinearRegressionTest {
  private static final LinearRegression IID = new LinearRegression(Covariance.iid());

  private static double[] normal(Random random, int n) {
    return IntStream.range(0, n).mapToDouble(i -> random.nextGaussian()).toArray();
  }

  private static int[] codes(Random random, int n, int levels) {
    return IntStream.range(0, n).map(i -> random.nextInt(levels)).toArray();
  }

  private static LinearFit.Solved solved(LinearFit fit) {
    assertThat(fit).isInstanceOf(LinearFit.Solved.class);
    return (LinearFit.Solved) fit;
  }

  private static Estimate.Value value(LinearFit fit, String term) {
    return (Estimate.Value)
        fit.estimates().stream().filter(e -> e.term().equals(term)).findFirst().orElseThrow();
  }

  private static Estimate.Missing missing(LinearFit fit, String term) {
    return (Estimate.Missing)
        fit.estimates().stream().filter(e -> e.term().equals(term)).findFirst().orElseThrow();
  }

  @Test
  void columnsOfBillionsAndBillionthsStandSideBySide() {
    var random = new Random(1);
    int n = 400;
    double[] a = normal(random, n);
    double[] b = normal(random, n);
    double[] e = normal(random, n);
    double[] y = new double[n];
    Arrays.setAll(y, i -> 3 + 2 * a[i] - b[i] + e[i]);
    double[] big = Arrays.stream(a).map(v -> 1e9 * v + 5e9).toArray();
    double[] small = Arrays.stream(b).map(v -> 1e-9 * v).toArray();
    LinearFit plain = IID.fit(LinearSample.of(y, List.of("a", "b"), a, b));
    LinearFit scaled = IID.fit(LinearSample.of(y, List.of("a", "b"), big, small));
    for (String term : List.of("a", "b")) {
      Estimate.Value p = value(plain, term);
      Estimate.Value s = value(scaled, term);
      assertThat(s.statistic()).isCloseTo(p.statistic(), within(1e-9 * Math.abs(p.statistic())));
    }
    assertThat(value(scaled, "a").value() * 1e9).isCloseTo(value(plain, "a").value(), within(1e-9));
  }

  @Test
  void aNearCombinationIsEstimatedByReflections() {
    var random = new Random(2);
    int n = 500;
    double[] a = normal(random, n);
    double[] u = normal(random, n);
    double[] near = new double[n];
    double[] gap = new double[n];
    double[] y = new double[n];
    double[] e = normal(random, n);
    Arrays.setAll(near, i -> a[i] + 2e-7 * u[i]);
    Arrays.setAll(gap, i -> near[i] - a[i]);
    Arrays.setAll(y, i -> 1 + a[i] + 5e6 * gap[i] + 0.1 * e[i]);
    LinearFit fit = IID.fit(LinearSample.of(y, List.of("a", "near"), a, near));
    LinearFit truth = IID.fit(LinearSample.of(y, List.of("a", "gap"), a, gap));
    Estimate.Value ours = value(fit, "near");
    Estimate.Value theirs = value(truth, "gap");
    assertThat(ours.value()).isCloseTo(theirs.value(), within(1e-6 * theirs.value()));
    assertThat(ours.statistic()).isCloseTo(theirs.statistic(), within(1e-6 * theirs.statistic()));
  }

  @Test
  void whatCannotBeEstimatedIsNamedAndTheRestIsEstimated() {
    var random = new Random(3);
    int n = 60;
    double[] a = normal(random, n);
    double[] b = normal(random, n);
    double[] y = normal(random, n);
    double[] sum = new double[n];
    double[] flat = new double[n];
    Arrays.fill(flat, 0.1);
    Arrays.setAll(sum, i -> 2 * a[i] - b[i] + 4);
    LinearFit fit = IID.fit(LinearSample.of(y, List.of("a", "flat", "b", "sum"), a, flat, b, sum));
    assertThat(fit.estimates().stream().map(Estimate::term))
        .containsExactly("(Intercept)", "a", "flat", "b", "sum");
    assertThat(missing(fit, "flat").reason()).isEqualTo(Reason.NO_VARIATION);
    assertThat(missing(fit, "sum").reason()).isEqualTo(Reason.COLLINEAR);
    LinearFit without = IID.fit(LinearSample.of(y, List.of("a", "b"), a, b));
    assertThat(value(fit, "b")).isEqualTo(value(without, "b"));
  }

  @Test
  void effectsThatExplainAColumnAreNamed() {
    var random = new Random(4);
    int n = 90;
    int[] unit = IntStream.range(0, n).map(i -> i / 3).toArray();
    int[] week = IntStream.range(0, n).map(i -> i % 3).toArray();
    double[] x = normal(random, n);
    double[] y = normal(random, n);
    double[] byUnit = Arrays.stream(unit).mapToDouble(u -> Math.sin(u)).toArray();
    double[] both = new double[n];
    Arrays.setAll(both, i -> byUnit[i] + 7 * week[i]);
    LinearFit fit =
        IID.fit(
            LinearSample.of(y, List.of("byUnit", "x", "both"), byUnit, x, both)
                .withEffects(new Effect("unit", unit), new Effect("week", week)));
    assertThat(missing(fit, "byUnit").reason()).isEqualTo(Reason.COLLINEAR);
    assertThat(missing(fit, "both").detail()).contains("effects explain both");
    assertThat(value(fit, "x").df()).isEqualTo(n - 1 - 30 - 2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void absorbedEffectsEqualDummies(int effects) {
    var random = new Random(5);
    int n = 600;
    double[] x = normal(random, n);
    double[] y = normal(random, n);
    double[] w = Arrays.stream(normal(random, n)).map(v -> 0.2 + v * v).toArray();
    var names = new ArrayList<>(List.of("x"));
    var columns = new ArrayList<double[]>();
    var absorbed = new ArrayList<Effect>();
    columns.add(x);
    for (int q = 0; q < effects; q++) {
      int[] code = codes(random, n, 4 + 7 * q);
      absorbed.add(new Effect("f" + q, code));
      double shift = q + 1;
      for (int i = 0; i < n; i++) {
        x[i] += Math.sin(shift * code[i]);
        y[i] += code[i] * shift + 0.5 * x[i];
      }
      for (double[] dummy : Grouping.of("f", code).dummies()) {
        names.add("f" + q + names.size());
        columns.add(dummy);
      }
    }
    LinearSample dummies =
        LinearSample.of(y, names, columns.toArray(double[][]::new)).withWeights(w);
    LinearSample sample =
        LinearSample.of(y, List.of("x"), x)
            .withWeights(w)
            .withEffects(absorbed.toArray(Effect[]::new));
    for (Covariance v :
        List.of(
            Covariance.iid(),
            Covariance.robust(1),
            Covariance.robust(2),
            Covariance.robust(3),
            new Covariance.NeweyWest(3))) {
      Estimate.Value ours = value(new LinearRegression(v).fit(sample), "x");
      Estimate.Value theirs = value(new LinearRegression(v).fit(dummies), "x");
      assertThat(ours.value()).isCloseTo(theirs.value(), within(1e-9));
      assertThat(ours.stdError()).isCloseTo(theirs.stdError(), within(1e-9));
      assertThat(ours.df()).isEqualTo(theirs.df());
    }
    LinearFit.Solved fit = solved(IID.fit(sample));
    assertThat(fit.notes().stream().anyMatch(note -> note.contains("conjugate gradients")))
        .isEqualTo(effects > 2);
    assertThat(fit.summary().r2()).isCloseTo(solved(IID.fit(dummies)).summary().r2(), within(1e-9));
  }

  @Test
  void clusterCovariancesSeeNestedEffectsAsDummies() {
    var random = new Random(6);
    int n = 480;
    int[] unit = IntStream.range(0, n).map(i -> i / 8).toArray();
    int[] week = IntStream.range(0, n).map(i -> i % 8).toArray();
    int[] region = Arrays.stream(unit).map(u -> u % 15).toArray();
    double[] x = normal(random, n);
    double[] y = normal(random, n);
    for (int i = 0; i < n; i++) {
      x[i] += Math.cos(unit[i]);
      y[i] += 0.3 * x[i] + Math.sin(region[i]) + unit[i] % 3;
    }
    var names = new ArrayList<>(List.of("x"));
    var columns = new ArrayList<double[]>(List.of(x));
    for (Grouping g : List.of(Grouping.of("u", unit), Grouping.of("w", week))) {
      for (double[] dummy : g.dummies()) {
        names.add("d" + names.size());
        columns.add(dummy);
      }
    }
    LinearSample dummies =
        LinearSample.of(y, names, columns.toArray(double[][]::new)).withCluster("region", region);
    LinearSample sample =
        LinearSample.of(y, List.of("x"), x)
            .withCluster("region", region)
            .withEffects(new Effect("unit", unit), new Effect("week", week));
    for (int type : List.of(0, 2, 3)) {
      var regression = new LinearRegression(new Covariance.LeverageCorrected(type, "region"));
      Estimate.Value ours = value(regression.fit(sample), "x");
      Estimate.Value theirs = value(regression.fit(dummies), "x");
      assertThat(ours.stdError()).isCloseTo(theirs.stdError(), within(1e-9));
      assertThat(ours.df()).isCloseTo(theirs.df(), within(1e-7));
    }
  }

  @Test
  void theJackknifeIsLeavingClustersOut() {
    LinearSample sample = clustered(7, 12, 9);
    var cr3 = new LinearRegression(new Covariance.LeverageCorrected(3, "g"));
    double sum = 0;
    double all = value(IID.fit(sample), "x").value();
    for (int g = 0; g < 12; g++) {
      int left = g;
      int[] rows =
          IntStream.range(0, sample.rows())
              .filter(i -> sample.clusters().get("g")[i] != left)
              .toArray();
      sum += Math.pow(value(IID.fit(sample.take(rows)), "x").value() - all, 2);
    }
    double se = value(cr3.withMinDf(0).fit(sample), "x").stdError();
    assertThat(se).isCloseTo(Math.sqrt(sum), within(1e-10));
  }

  /** One regressor that varies mostly between clusters. */
  private static LinearSample clustered(long seed, int clusters, int size) {
    var random = new Random(seed);
    int n = clusters * size;
    int[] g = IntStream.range(0, n).map(i -> i / size).toArray();
    double[] common = normal(random, clusters);
    double[] between = normal(random, clusters);
    double[] x = normal(random, n);
    double[] z = normal(random, n);
    double[] y = normal(random, n);
    for (int i = 0; i < n; i++) {
      x[i] = between[g[i]] + 0.5 * x[i];
      y[i] += 1 + 0.4 * x[i] + common[g[i]];
    }
    return LinearSample.of(y, List.of("x", "z"), x, z).withCluster("g", g);
  }

  /** A plain refit of every sign pattern. */
  @Test
  void theWildBootstrapEqualsRefitting() {
    LinearSample sample = clustered(8, 8, 6);
    var wild = new WildCluster("g", WildCluster.Weights.RADEMACHER, 999, 1);
    LinearFit fit = new LinearRegression(wild).fit(sample);
    Estimate.Value ours = value(fit, "x");
    assertThat(ours.pValue()).isCloseTo(refitted(sample, 0), within(1e-12));
    assertThat(refitted(sample, ours.confLow() - 1e-6)).isLessThanOrEqualTo(0.05);
    assertThat(refitted(sample, ours.confLow() + 1e-6)).isGreaterThan(0.05);
    assertThat(refitted(sample, ours.confHigh() + 1e-6)).isLessThanOrEqualTo(0.05);
    assertThat(refitted(sample, ours.confHigh() - 1e-6)).isGreaterThan(0.05);
    assertThat(fit.notes()).anyMatch(note -> note.contains("256 sign patterns"));
  }

  private static double refitted(LinearSample sample, double under) {
    double[] x = sample.columns()[0];
    double[] z = sample.columns()[1];
    int[] g = sample.clusters().get("g");
    double[] lessX = new double[x.length];
    Arrays.setAll(lessX, i -> sample.outcome()[i] - under * x[i]);
    var restricted = solved(IID.fit(LinearSample.of(lessX, List.of("z"), z)));
    double a = restricted.coefficients()[0];
    double b = restricted.coefficients()[1];
    var cr1 = new LinearRegression(Covariance.cluster("g")).with(Workers.of(1));
    Estimate.Value actual = value(cr1.fit(sample), "x");
    double t = Math.abs(actual.value() - under) / actual.stdError();
    int beyond = 0;
    for (int pattern = 0; pattern < 256; pattern++) {
      double[] star = new double[x.length];
      for (int i = 0; i < x.length; i++) {
        double fitted = a + b * z[i];
        double sign = (pattern >> g[i] & 1) == 0 ? 1 : -1;
        star[i] = fitted + under * x[i] + sign * (lessX[i] - fitted);
      }
      var draw = LinearSample.of(star, List.of("x", "z"), x, z).withCluster("g", g);
      Estimate.Value v = value(cr1.fit(draw), "x");
      beyond += Math.abs(v.value() - under) / v.stdError() >= t * (1 - 1e-9) ? 1 : 0;
    }
    return beyond / 256.0;
  }

  @Test
  void webbAndRademacherAgreeWithManyClusters() {
    LinearSample sample = clustered(9, 60, 5);
    for (var weights : WildCluster.Weights.values()) {
      var wild = new LinearRegression(new WildCluster("g", weights, 3999, 5));
      Estimate.Value boot = value(wild.fit(sample), "x");
      Estimate.Value cr1 = value(new LinearRegression(Covariance.cluster("g")).fit(sample), "x");
      assertThat(boot.stdError()).isEqualTo(cr1.stdError());
      double half = (boot.confHigh() - boot.confLow()) / 2;
      assertThat(half).isCloseTo((cr1.confHigh() - cr1.confLow()) / 2, within(0.15 * half));
      assertThat(wild.with(Workers.of(1)).fit(sample).estimates())
          .isEqualTo(wild.with(Workers.of(3)).fit(sample).estimates());
    }
  }

  @Test
  void fiveClustersHaveNoWildInterval() {
    var wild = new WildCluster("g", WildCluster.Weights.RADEMACHER, 999, 1);
    LinearFit fit = new LinearRegression(wild).fit(clustered(10, 5, 6));
    assertThat(missing(fit, "x").reason()).isEqualTo(Reason.TOO_FEW_CLUSTERS);
  }

  /** The jackknife is the bootstrap's analytic neighbour. */
  @Test
  void thePairsBootstrapAgreesWithTheSandwich() {
    LinearSample sample = clustered(11, 100, 4);
    var pairs = new LinearRegression(new Covariance.PairsCluster("g", 4000, 3));
    double boot = value(pairs.fit(sample), "x").stdError();
    double cr1 = value(new LinearRegression(Covariance.cluster("g")).fit(sample), "x").stdError();
    assertThat(boot / cr1).isBetween(0.95, 1.08);
    assertThat(pairs.with(Workers.of(1)).fit(sample).estimates())
        .isEqualTo(pairs.with(Workers.of(3)).fit(sample).estimates());
  }

  @Test
  void fewDegreesOfFreedomAreRefused() {
    double[] treated = new double[60];
    Arrays.fill(treated, 0, 12, 1);
    LinearSample base = clustered(12, 10, 6);
    LinearSample sample =
        LinearSample.of(base.outcome(), List.of("treated"), treated)
            .withCluster("g", base.clusters().get("g"));
    var cr2 = new LinearRegression(new Covariance.LeverageCorrected(2, "g"));
    assertThat(missing(cr2.fit(sample), "treated").reason()).isEqualTo(Reason.LOW_DF);
    assertThat(value(cr2.withMinDf(0).fit(sample), "treated").df()).isLessThan(4);
  }

  @Test
  void typedOutcomesForBadInput() {
    double[] two = {1, 2};
    assertThat(reason(LinearSample.of(new double[0], List.of("x"), new double[0])))
        .isEqualTo(Reason.NO_ROWS);
    assertThat(reason(LinearSample.of(two, List.of("x"), new double[] {0, 1})))
        .isEqualTo(Reason.NO_VARIATION);
    assertThat(reason(LinearSample.of(new double[] {1, Double.NaN}, List.of("x"), two)))
        .isEqualTo(Reason.NOT_FINITE);
    LinearSample one =
        LinearSample.of(new double[] {1, 2, 4, 3}, List.of("x"), new double[] {1, 2, 3, 5});
    LinearFit fit =
        new LinearRegression(Covariance.cluster("g")).fit(one.withCluster("g", new int[4]));
    assertThat(missing(fit, "x").reason()).isEqualTo(Reason.TOO_FEW_CLUSTERS);
    LinearSample exact =
        LinearSample.of(new double[] {1, 2, 3, 4}, List.of("x"), new double[] {1, 2, 3, 4});
    assertThat(IID.fit(exact).estimates().get(1)).isInstanceOf(Estimate.Point.class);
  }

  private static Reason reason(LinearSample sample) {
    return missing(IID.fit(sample), "x").reason();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void rowsMayComeInAnyOrder(long seed) {
    LinearSample sample =
        clustered(seed, 20, 7)
            .withEffects(new Effect("g", clustered(seed, 20, 7).clusters().get("g")));
    var order = new ArrayList<>(IntStream.range(0, sample.rows()).boxed().toList());
    Collections.shuffle(order, new Random(seed));
    LinearSample mixed = sample.take(order.stream().mapToInt(Integer::intValue).toArray());
    for (Covariance v :
        List.of(
            Covariance.robust(3),
            Covariance.cluster("g"),
            new Covariance.LeverageCorrected(2, "g"))) {
      var regression = new LinearRegression(v).withMinDf(0);
      Estimate.Value a = value(regression.fit(sample), "x");
      Estimate.Value b = value(regression.fit(mixed), "x");
      assertThat(b.value()).isCloseTo(a.value(), within(1e-12));
      assertThat(b.stdError()).isCloseTo(a.stdError(), within(1e-12));
    }
  }

  @Test
  void threadsDoNotChangeAByte() {
    LinearSample sample = clustered(13, 9_000, 8);
    LinearSample absorbed =
        sample.withEffects(
            new Effect("g", sample.clusters().get("g")),
            new Effect("h", codes(new Random(1), sample.rows(), 50)),
            new Effect("k", codes(new Random(2), sample.rows(), 70)));
    for (Covariance v :
        List.of(
            Covariance.robust(3),
            Covariance.cluster("g"),
            new Covariance.LeverageCorrected(2, "g"),
            new Covariance.NeweyWest(5))) {
      var regression = new LinearRegression(v).withMinDf(0);
      for (LinearSample s : List.of(sample, absorbed)) {
        assertThat(regression.with(Workers.of(1)).fit(s).estimates())
            .isEqualTo(regression.with(Workers.of(3)).fit(s).estimates());
      }
    }
  }

  @Test
  void aHeartbeatThatThrowsEndsTheWork() {
    var cancelled =
        new Workers(
            1,
            () -> {
              throw new IllegalStateException("cancelled");
            });
    assertThatThrownBy(() -> IID.with(cancelled).fit(clustered(1, 10, 5))).hasMessage("cancelled");
  }

  @Test
  void singletonsGoRoundAfterRound() {
    int[] f = {0, 0, 1, 1, 2, 2, 3};
    int[] h = {0, 1, 0, 1, 0, 2, 2};
    double[] x = {1, 2, 4, 3, 5, 7, 6};
    double[] y = {1, 3, 2, 5, 4, 6, 7};
    LinearSample sample =
        LinearSample.of(y, List.of("x"), x).withEffects(new Effect("f", f), new Effect("h", h));
    assertThat(Singletons.kept(sample, true)).containsExactly(0, 1, 2, 3);
    assertThat(Singletons.kept(sample, false)).hasSize(7);
  }

  @Test
  void theIntervalHoldsTheTruthAsOftenAsItSays() {
    int held = 0;
    int judged = 0;
    for (int draw = 0; draw < 200; draw++) {
      LinearFit fit =
          new LinearRegression(new Covariance.LeverageCorrected(2, "g"))
              .fit(clustered(1_000_003L * draw, 40, 6));
      if (fit.estimates().get(1) instanceof Estimate.Value v) {
        judged++;
        held += v.confLow() <= 0.4 && 0.4 <= v.confHigh() ? 1 : 0;
      }
    }
    assertThat(judged).isGreaterThan(190);
    assertThat((double) held / judged).isBetween(0.895, 0.99);
  }
}
