package org.liftgate.modeling.weighting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Missing;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.kernel.Estimate.Value;
import org.liftgate.kernel.Estimator;
import org.liftgate.modeling.panel.Csv;
import org.liftgate.modeling.propensity.Observed;

/** Weighted effects: the peer's figures, a simulated truth, and what is refused. */
class WeightingTest {
  private static final List<String> NAMES = List.of("x1", "x2", "x3", "x4");

  private static Observed golden() {
    Csv data = Csv.resource("matching.csv");
    return Observed.of(
        NAMES,
        NAMES.stream().map(data::doubles).toArray(double[][]::new),
        data.flags("t"),
        data.doubles("y"));
  }

  @Test
  void figuresOfR() throws IOException {
    JsonNode theirs;
    try (var in = WeightingTest.class.getResourceAsStream("/golden/matching.json")) {
      theirs = new ObjectMapper().readTree(in).at("/figures/ipw.att/value");
    }
    var att = new InverseProbability(Target.ATT).weigh(golden());
    close(((Value) att.effect()).value(), theirs.get("att").asDouble());
    close(att.effectiveUnits(golden().treated(), 0), theirs.get("ess_control").asDouble());
    var ate = new InverseProbability(Target.ATE).weigh(golden());
    close(((Value) ate.effect()).value(), theirs.get("ate").asDouble());
  }

  private static void close(double ours, double theirs) {
    assertThat(ours).isCloseTo(theirs, within(1e-8 * Math.abs(theirs)));
  }

  /** Effects differ by x: 1 + x/2. Selection on x and z; each unit appears twice when doubled. */
  private static Observed drawn(int n, long seed, boolean doubled) {
    var random = new SplittableRandom(seed);
    double[][] x = new double[2][n];
    byte[] t = new byte[n];
    double[] y = new double[n];
    int[] unit = new int[n];
    for (int i = 0; i < n; i++) {
      if (doubled && i % 2 == 1) {
        x[0][i] = x[0][i - 1];
        x[1][i] = x[1][i - 1];
        t[i] = t[i - 1];
        y[i] = y[i - 1];
      } else {
        x[0][i] = random.nextGaussian();
        x[1][i] = random.nextGaussian();
        t[i] = (byte) (random.nextDouble() < propensity(x[0][i], x[1][i]) ? 1 : 0);
        y[i] = x[0][i] + x[1][i] + t[i] * (1 + x[0][i] / 2) + random.nextGaussian();
      }
      unit[i] = doubled ? i / 2 : i;
    }
    return Observed.of(List.of("x", "z"), x, t, y).withCluster("unit", unit);
  }

  private static double propensity(double x, double z) {
    return 1 / (1 + Math.exp(0.5 - 0.6 * x - 0.4 * z));
  }

  private static double truth(Target target) {
    double sum = 0;
    double weights = 0;
    var random = new SplittableRandom(99);
    for (int i = 0; i < 400_000; i++) {
      double x = random.nextGaussian();
      double p = propensity(x, random.nextGaussian());
      double w =
          switch (target) {
            case ATE -> 1;
            case ATT -> p;
            case ATO -> p * (1 - p);
          };
      sum += w * (1 + x / 2);
      weights += w;
    }
    return sum / weights;
  }

  @ParameterizedTest
  @CsvSource({
    "ATE, false, false", "ATT, false, false", "ATO, false, false",
    "ATE, true, false", "ATT, true, false", "ATO, true, false",
    "ATE, false, true", "ATT, true, true",
  })
  void coversTheTruth(Target target, boolean augmented, boolean doubled) {
    var covariance = doubled ? Covariance.cluster("unit") : Covariance.iid();
    Estimator<Observed> estimator =
        augmented
            ? new AugmentedWeighting(target, 1).withCovariance(covariance)
            : new InverseProbability(target).withCovariance(covariance);
    double truth = truth(target);
    int covered = 0;
    double sum = 0;
    double squares = 0;
    double errors = 0;
    int draws = 300;
    for (int draw = 0; draw < draws; draw++) {
      var v =
          (Value) estimator.estimate(drawn(doubled ? 1_000 : 500, 7_000 + draw, doubled)).get(0);
      covered += v.confLow() <= truth && truth <= v.confHigh() ? 1 : 0;
      sum += v.value() - truth;
      squares += (v.value() - truth) * (v.value() - truth);
      errors += v.stdError();
    }
    double deviation = Math.sqrt(squares / draws);
    assertThat(covered).as("of 300, central 99.9%").isBetween(271, 298);
    assertThat(sum / draws).isCloseTo(0, within(0.25 * deviation));
    assertThat(errors / draws).isCloseTo(deviation, within(0.15 * deviation));
  }

  @ParameterizedTest
  @EnumSource(Target.class)
  void everyUnitItsOwnClusterIsIid(Target target) {
    var units = drawn(400, 1, false);
    var by = Covariance.cluster("unit");
    var ipw = new InverseProbability(target);
    var aipw = new AugmentedWeighting(target, 1);
    same(ipw.estimate(units), ipw.withCovariance(by).estimate(units));
    same(aipw.estimate(units), aipw.withCovariance(by).estimate(units));
  }

  private static void same(List<Estimate> one, List<Estimate> other) {
    var iid = (Value) one.get(0);
    var clustered = (Value) other.get(0);
    assertThat(clustered.value()).isCloseTo(iid.value(), within(1e-12));
    assertThat(clustered.stdError()).isCloseTo(iid.stdError(), within(1e-12));
  }

  @Test
  void foldsKeepUnitsTogetherAndFollowTheSeed() {
    int[] groups = IntStream.range(0, 500).map(i -> i / 5).toArray();
    byte[] treated = new byte[500];
    IntStream.range(0, 100).forEach(i -> treated[i] = 1);
    int[] folds = Folds.of(groups, treated, 5, 1);
    for (int i = 0; i < 500; i++) {
      assertThat(folds[i]).isEqualTo(folds[i - i % 5]);
    }
    for (int f = 0; f < 5; f++) {
      int fold = f;
      assertThat(IntStream.range(0, 100).filter(i -> folds[i] == fold).count()).isEqualTo(20);
    }
    assertThat(Folds.of(groups, treated, 5, 1)).isEqualTo(folds);
    assertThat(Folds.of(groups, treated, 5, 2)).isNotEqualTo(folds);
  }

  @Test
  void oneFoldOfRegressionAloneIsRightWhereTheScoreIsFlat() {
    var units = drawn(2_000, 4, false);
    var none = Observed.of(List.of(), new double[0][], units.treated(), units.outcome());
    double difference = 0;
    double[] means = new double[2];
    for (int arm = 0; arm < 2; arm++) {
      int a = arm;
      means[arm] =
          IntStream.range(0, 2_000)
              .filter(i -> units.treated()[i] == a)
              .mapToDouble(i -> units.outcome()[i])
              .average()
              .orElseThrow();
    }
    difference = means[1] - means[0];
    for (Target target : Target.values()) {
      var ipw = (Value) new InverseProbability(target).estimate(none).get(0);
      var aipw = (Value) new AugmentedWeighting(target, 3).withFolds(1).estimate(none).get(0);
      assertThat(ipw.value()).isCloseTo(difference, within(1e-10));
      assertThat(aipw.value()).isCloseTo(difference, within(1e-10));
    }
  }

  @Test
  void refusals() {
    var units = drawn(200, 5, false);
    double[][] telling = {new double[200]};
    Arrays.setAll(telling[0], i -> units.treated()[i] * 2 + Math.sin(i));
    var apart = Observed.of(List.of("z"), telling, units.treated(), units.outcome());
    refused(new InverseProbability(Target.ATE), apart, Reason.SEPARATION);
    refused(new AugmentedWeighting(Target.ATE, 1), apart, Reason.SEPARATION);
    var untreated = Observed.of(units.names(), units.covariates(), new byte[200], units.outcome());
    refused(new InverseProbability(Target.ATT), untreated, Reason.EMPTY_ARM);
    refused(new AugmentedWeighting(Target.ATT, 1), untreated, Reason.EMPTY_ARM);
    var empty = Observed.of(List.of(), new double[0][], new byte[0], new double[0]);
    refused(new InverseProbability(Target.ATT), empty, Reason.EMPTY_ARM);
    refused(new AugmentedWeighting(Target.ATT, 1), empty, Reason.NO_ROWS);
    var one = units.withCluster("one", new int[200]);
    var by = Covariance.cluster("one");
    refused(new InverseProbability(Target.ATT).withCovariance(by), one, Reason.TOO_FEW_CLUSTERS);
    refused(new AugmentedWeighting(Target.ATT, 1).withCovariance(by), one, Reason.TOO_FEW_CLUSTERS);
    refused(
        new InverseProbability(Target.ATT).withCovariance(new Covariance.NeweyWest(2)),
        units,
        Reason.UNSUITED);
  }

  private static void refused(Estimator<Observed> estimator, Observed units, Reason reason) {
    Estimate e = estimator.estimate(units).get(0);
    assertThat(e).isInstanceOf(Missing.class);
    assertThat(((Missing) e).reason()).isEqualTo(reason);
  }
}
