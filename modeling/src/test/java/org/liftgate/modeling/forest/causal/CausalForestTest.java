package org.liftgate.modeling.forest.causal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Digest;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;

class CausalForestTest {
  private static final CausalForest FOREST = new CausalForest(200, 5, 1, Workers.all());

  /** Effect 1 + x1 of a treatment that depends on x2, which moves the outcome too. */
  static CausalSample draw(int n, double slope, long seed) {
    var random = new SplittableRandom(Digest.mix(seed));
    var x = new double[3][n];
    var w = new double[n];
    var y = new double[n];
    for (int i = 0; i < n; i++) {
      for (double[] column : x) {
        column[i] = random.nextGaussian();
      }
      w[i] = random.nextDouble() < 1 / (1 + Math.exp(-x[1][i])) ? 1 : 0;
      y[i] = 2 * x[1][i] + (1 + slope * x[0][i]) * w[i] + random.nextGaussian();
    }
    return CausalSample.of(List.of("x1", "x2", "x3"), x, w, y);
  }

  static CausalEffects grown(CausalForest forest, CausalSample sample) {
    return (CausalEffects) forest.fit(sample);
  }

  private static Estimate.Value value(Estimate e) {
    return (Estimate.Value) e;
  }

  @Test
  void effectsFollowTheirFeatureAndIntervalsCover() {
    CausalSample s = draw(4_000, 1, 1);
    CausalEffects f = grown(FOREST, s);
    double off = 0;
    int covered = 0;
    var e = f.effects();
    for (int i = 0; i < s.rows(); i++) {
      double truth = 1 + s.features()[0][i];
      off += Math.pow(e.values()[i] - truth, 2);
      covered += e.low()[i] <= truth && truth <= e.high()[i] ? 1 : 0;
    }
    assertThat(Math.sqrt(off / s.rows())).as("RMSE against an SD of 1").isLessThan(0.35);
    assertThat(covered / 4_000.0).isBetween(0.85, 0.99);
    assertThat(f.importance()[0]).isGreaterThan(0.7);
    assertThat(Arrays.stream(f.importance()).sum()).isCloseTo(1, within(1e-12));
    var robust = DoublyRobust.of(f);
    assertThat(value(robust.ate()).value()).isCloseTo(1, within(0.15));
    assertThat(value(robust.overlap()).value()).isCloseTo(1, within(0.15));
    Estimate.Value differs = value(robust.calibration().get(1));
    assertThat(DoublyRobust.oneSided(differs)).isLessThan(1e-6);
    Estimate.Value slope = value(robust.projection(s.names(), s.features()).get(1));
    assertThat(slope.value()).isCloseTo(1, within(4 * slope.stdError()));
    assertThat(value(new RankTest(3).of(robust).get(0)).pValue()).isLessThan(0.001);
  }

  @Test
  void aDoseHasASlope() {
    var random = new SplittableRandom(4);
    CausalSample drawn = draw(3_000, 0, 2);
    var w = new double[3_000];
    var y = new double[3_000];
    for (int i = 0; i < 3_000; i++) {
      w[i] = drawn.features()[1][i] + random.nextGaussian();
      y[i] =
          drawn.features()[1][i]
              + (1 + (drawn.features()[0][i] > 0 ? 2 : 0)) * w[i]
              + random.nextGaussian();
    }
    var robust =
        DoublyRobust.of(grown(FOREST, CausalSample.of(drawn.names(), drawn.features(), w, y)));
    Estimate.Value ate = value(robust.ate());
    assertThat(ate.value()).isCloseTo(2, within(4 * ate.stdError()));
    assertThat(robust.att()).isInstanceOf(Estimate.Missing.class);
  }

  @Test
  void threadsDoNotMatterSeedsDo() {
    CausalSample s = draw(1_500, 1, 3);
    var small = FOREST.withTrees(60);
    double[] one = grown(small.with(Workers.of(1)), s).effects().values();
    var three = grown(small.with(Workers.of(3)), s);
    assertThat(three.effects().values()).isEqualTo(one);
    assertThat(three.effects().stdErrors())
        .isEqualTo(grown(small.with(Workers.of(1)), s).effects().stdErrors());
    assertThat(grown(small.withSeed(9), s).effects().values()).isNotEqualTo(one);
    assertThat(three.predict(s.features()).values())
        .containsExactly(three.predictValues(s.features()), within(1e-12));
  }

  /** A unit's outcomes, however large, must not move its own effects or centring. */
  @Test
  void aUnitOutOfBagHasNotSpokenForItself() {
    CausalSample s = draw(600, 1, 5).withUnits(IntStream.range(0, 600).map(i -> i / 3).toArray());
    var small = FOREST.withTrees(80);
    // Rows of the unit are alike, so that each would feel another in its leaf.
    for (double[] column : s.features()) {
      Arrays.fill(column, 30, 33, 0.1);
    }
    double[] before = grown(small, s).nuisances().outcome().clone();
    s.outcome()[30] += 1e6;
    double[] after = grown(small, s).nuisances().outcome();
    for (int i = 30; i < 33; i++) {
      assertThat(Math.abs(after[i] - before[i])).isLessThan(10);
    }
    assertThat(Math.abs(after[29] - before[29]) + Math.abs(after[60] - before[60])).isPositive();
  }

  @Test
  void unitsOfOneRowEachAreRows() {
    CausalSample s = draw(500, 1, 6);
    int[] own = IntStream.range(0, 500).toArray();
    var small = FOREST.withTrees(40);
    assertThat(grown(small, s.withUnits(own)).effects().values())
        .isEqualTo(grown(small, s).effects().values());
  }

  @Test
  void repeatedRowsAsUnitsDoNotShrinkErrors() {
    CausalSample s = draw(800, 0, 7);
    int[] thrice = IntStream.range(0, 2_400).map(i -> i / 3).toArray();
    CausalSample repeated = s.take(thrice).withUnits(thrice);
    double one = value(DoublyRobust.of(grown(FOREST, s)).overlap()).stdError();
    double three = value(DoublyRobust.of(grown(FOREST, repeated)).overlap()).stdError();
    assertThat(three / one).isBetween(0.85, 1.2);
  }

  @Test
  void whatCannotBeEstimatedIsRefusedByName() {
    CausalSample s = draw(400, 0, 8);
    assertThat(refused(s.take(IntStream.range(0, 30).toArray())).detail())
        .contains("Rows (30) must be at least 100");
    var ones = new double[400];
    Arrays.fill(ones, 1);
    assertThat(refused(CausalSample.of(s.names(), s.features(), ones, s.outcome())).reason())
        .isEqualTo(Reason.NO_VARIATION);
    assertThat(refused(CausalSample.of(s.names(), s.features(), s.treatment(), ones)).reason())
        .isEqualTo(Reason.NO_VARIATION);
    double[] by = Arrays.stream(s.features()[2]).map(v -> v > 0 ? 1 : 0).toArray();
    var determined = refused(CausalSample.of(s.names(), s.features(), by, s.outcome()));
    assertThat(determined.reason()).isEqualTo(Reason.NO_OVERLAP);
    assertThat(determined.detail()).contains("x3 most");
    var dose = refused(CausalSample.of(s.names(), s.features(), s.features()[0], s.outcome()));
    assertThat(dose.reason()).isEqualTo(Reason.NO_OVERLAP);
    assertThat(refused(s.withUnits(IntStream.range(0, 400).map(i -> i % 9).toArray())).reason())
        .isEqualTo(Reason.TOO_FEW_CLUSTERS);
    s.features()[1][17] = Double.NaN;
    assertThat(refused(s).detail()).contains("x2 is missing or infinite");
  }

  private static CausalForest.Refused refused(CausalSample s) {
    return (CausalForest.Refused) FOREST.fit(s);
  }
}
