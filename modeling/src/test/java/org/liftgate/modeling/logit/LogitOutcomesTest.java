package org.liftgate.modeling.logit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.liftgate.accumulate.LogitFit;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Missing;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.kernel.Estimate.Value;

/** Simulated truth, invariances, and the data a logit must refuse. */
class LogitOutcomesTest {
  private static final LogisticRegression LOGIT = new LogisticRegression(Covariance.iid());
  private static final List<String> NAMES = List.of("a", "b", "c");

  private static LogitSample drawn(int n, long seed) {
    var random = new SplittableRandom(seed);
    double[][] x = new double[3][n];
    byte[] t = new byte[n];
    int[] g = new int[n];
    for (int i = 0; i < n; i++) {
      x[0][i] = 1e9 * (5 + random.nextDouble());
      x[1][i] = 1e-9 * random.nextDouble();
      x[2][i] = random.nextInt(2);
      double eta = -1 + 2 * (x[0][i] / 1e9 - 5.5) - 1.5 * x[1][i] * 1e9 + 0.5 * x[2][i];
      t[i] = (byte) (random.nextDouble() < 1 / (1 + Math.exp(-eta)) ? 1 : 0);
      g[i] = i / 7;
    }
    return LogitSample.of(NAMES, x, t).withCluster("g", g);
  }

  @Test
  void findsTheTruthOnColumnsOfAnySize() {
    var sample = drawn(200_000, 1);
    List<Estimate> found = LOGIT.withWorkers(Workers.of(2)).estimate(sample);
    double[] truth = {Double.NaN, 2e-9, -1.5e9, 0.5};
    for (int k = 1; k < 4; k++) {
      var v = (Value) found.get(k);
      assertThat(v.value()).isCloseTo(truth[k], within(4 * v.stdError()));
      assertThat(v.stdError()).isLessThan(0.1 * Math.abs(truth[k]));
    }
  }

  @Test
  void threadsDoNotChangeABit() {
    var sample = drawn(300_000, 2);
    double[] one = LOGIT.fit(sample).fit().orElseThrow().coefficients();
    double[] four = LOGIT.withWorkers(Workers.of(4)).fit(sample).fit().orElseThrow().coefficients();
    assertThat(four).containsExactly(one);
  }

  @Test
  void rowOrderAndRepeatedRowsAsWeights() {
    var sample = drawn(3_000, 3);
    int n = sample.rows();
    double[] weights = IntStream.range(0, n).mapToDouble(i -> i % 3).toArray();
    int[] rows =
        IntStream.range(0, n)
            .map(i -> n - 1 - i)
            .flatMap(i -> IntStream.generate(() -> i).limit(i % 3))
            .toArray();
    double[][] x =
        Arrays.stream(sample.columns())
            .map(c -> Arrays.stream(rows).mapToDouble(i -> c[i]).toArray())
            .toArray(double[][]::new);
    byte[] t = new byte[rows.length];
    IntStream.range(0, t.length).forEach(i -> t[i] = sample.outcome()[rows[i]]);
    LogitFit repeated = LOGIT.fit(LogitSample.of(NAMES, x, t)).fit().orElseThrow();
    LogitFit weighted = LOGIT.fit(sample.withWeights(weights)).fit().orElseThrow();
    for (int k = 0; k < 4; k++) {
      double b = repeated.coefficients()[k];
      double v = repeated.covariance()[k][k];
      assertThat(weighted.coefficients()[k]).isCloseTo(b, within(1e-9 * Math.abs(b)));
      assertThat(weighted.covariance()[k][k]).isCloseTo(v, within(1e-9 * v));
    }
    assertThat(weighted.logLikelihood()).isCloseTo(repeated.logLikelihood(), within(1e-7));
  }

  @Test
  void everyRowItsOwnClusterIsHc0UpToTheFactor() {
    var sample = drawn(500, 4);
    int n = sample.rows();
    sample = sample.withCluster("row", IntStream.range(0, n).toArray());
    var hc0 = (Value) LOGIT.withCovariance(Covariance.robust(0)).estimate(sample).get(3);
    var cr1 = (Value) LOGIT.withCovariance(Covariance.cluster("row")).estimate(sample).get(3);
    double factor = Math.sqrt(n / (n - 4.0));
    assertThat(cr1.stdError()).isCloseTo(hc0.stdError() * factor, within(1e-12));
    var twoWay =
        (Value) LOGIT.withCovariance(Covariance.cluster("g", "row")).estimate(sample).get(3);
    var oneWay = (Value) LOGIT.withCovariance(Covariance.cluster("g")).estimate(sample).get(3);
    assertThat(twoWay.stdError()).isCloseTo(oneWay.stdError(), within(1e-12));
  }

  @Test
  void aDependentColumnIsNamedAndTheOthersStay() {
    var sample = drawn(400, 5);
    double[] sum = new double[400];
    Arrays.setAll(sum, i -> 3 + sample.columns()[2][i] + 1e9 * sample.columns()[1][i]);
    double[] flat = new double[400];
    Arrays.fill(flat, 0.1);
    double[][] x = {sample.columns()[1], flat, sample.columns()[2], sum};
    var found =
        LOGIT.estimate(LogitSample.of(List.of("b", "flat", "c", "sum"), x, sample.outcome()));
    assertThat(missing(found.get(2)).reason()).isEqualTo(Reason.COLLINEAR);
    assertThat(missing(found.get(4)).reason()).isEqualTo(Reason.COLLINEAR);
    double[][] rest = {sample.columns()[1], sample.columns()[2]};
    var alone = LOGIT.estimate(LogitSample.of(List.of("b", "c"), rest, sample.outcome()));
    assertThat(((Value) found.get(3)).value())
        .isCloseTo(((Value) alone.get(2)).value(), within(1e-9));
  }

  @Test
  void perfectSeparationNamesItsColumn() {
    var sample = drawn(400, 6);
    double[] telling = new double[400];
    Arrays.setAll(telling, i -> sample.outcome()[i] + 0.4 * sample.columns()[2][i]);
    double[][] x = {sample.columns()[2], telling};
    Estimate e =
        LOGIT.estimate(LogitSample.of(List.of("c", "telling"), x, sample.outcome())).get(2);
    assertThat(missing(e).reason()).isEqualTo(Reason.SEPARATION);
    assertThat(missing(e).detail()).contains("telling");
  }

  @Test
  void quasiSeparationNamesOnlyTheRareColumn() {
    for (int n : new int[] {60, 400, 200_000}) {
      var sample = drawn(n, 7);
      double[] rare = new double[n];
      int left = 4;
      for (int i = 0; left > 0; i++) {
        if (sample.outcome()[i] == 1) {
          rare[i] = 1;
          left--;
        }
      }
      double[][] x = {sample.columns()[0], rare, sample.columns()[2]};
      Estimate e =
          LOGIT.estimate(LogitSample.of(List.of("a", "rare", "c"), x, sample.outcome())).get(0);
      assertThat(missing(e).reason()).isEqualTo(Reason.SEPARATION);
      assertThat(missing(e).detail()).contains("by rare,");
    }
  }

  @Test
  void nearSeparationIsStillANumber() {
    var sample = drawn(20_000, 8);
    double[] steep = new double[20_000];
    Arrays.setAll(steep, i -> 12 * sample.outcome()[i] - 6 + sample.columns()[2][i]);
    byte[] flipped = sample.outcome().clone();
    for (int i = 0; i < 5; i++) {
      flipped[i * 777] = (byte) (1 - flipped[i * 777]);
    }
    var found = LOGIT.estimate(LogitSample.of(List.of("steep"), new double[][] {steep}, flipped));
    assertThat(((Value) found.get(1)).value()).isBetween(1.0, 2.0);
  }

  @Test
  void oneOutcomeNoRowsTwoRowsOneCluster() {
    double[][] x = {{1, 2}};
    var none = LOGIT.estimate(LogitSample.of(List.of("x"), new double[][] {{}}, new byte[0]));
    assertThat(missing(none.get(1)).reason()).isEqualTo(Reason.NO_VARIATION);
    var same = LOGIT.estimate(LogitSample.of(List.of("x"), x, new byte[] {1, 1}));
    assertThat(missing(same.get(0)).reason()).isEqualTo(Reason.NO_VARIATION);
    var two = LOGIT.estimate(LogitSample.of(List.of("x"), x, new byte[] {0, 1}));
    assertThat(missing(two.get(1)).reason()).isEqualTo(Reason.SEPARATION);
    var sample = drawn(100, 9).withCluster("one", new int[100]);
    var one = LOGIT.withCovariance(Covariance.cluster("one")).estimate(sample);
    assertThat(missing(one.get(1)).reason()).isEqualTo(Reason.TOO_FEW_CLUSTERS);
    var wild = new Covariance.WildCluster("g", Covariance.WildCluster.Weights.WEBB, 9, 1);
    var unsuited = LOGIT.withCovariance(wild).estimate(drawn(100, 9));
    assertThat(missing(unsuited.get(1)).reason()).isEqualTo(Reason.UNSUITED);
  }

  private static Missing missing(Estimate e) {
    assertThat(e).isInstanceOf(Missing.class);
    return (Missing) e;
  }
}
