package org.liftgate.modeling.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Missing;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.kernel.Estimate.Value;
import org.liftgate.modeling.propensity.Observed;

/** Effects after matching on data of known truth, and what is refused. */
class PropensityMatchingTest {
  private static final PropensityMatching MATCH = new PropensityMatching();

  /** Selection on two covariates; the effect is 1 for everyone. */
  static Observed drawn(int n, long seed) {
    var random = new SplittableRandom(seed);
    double[][] x = new double[2][n];
    byte[] t = new byte[n];
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      x[0][i] = random.nextGaussian();
      x[1][i] = random.nextGaussian();
      double eta = -1.2 + 0.5 * x[0][i] + 0.4 * x[1][i];
      t[i] = (byte) (random.nextDouble() < 1 / (1 + Math.exp(-eta)) ? 1 : 0);
      y[i] = x[0][i] + 0.5 * x[1][i] + t[i] + random.nextGaussian();
    }
    return Observed.of(List.of("a", "b"), x, t, y);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void coversTheTruth(boolean replace) {
    var method = NearestNeighbour.DEFAULT.withReplacement(replace);
    var matching = MATCH.withMethod(replace ? method.withCaliper(50) : method);
    int covered = 0;
    double sum = 0;
    for (int draw = 0; draw < 200; draw++) {
      var v = (Value) matching.estimate(drawn(500, 1_000 + draw)).get(0);
      covered += v.confLow() <= 1 && 1 <= v.confHigh() ? 1 : 0;
      sum += v.value();
    }
    assertThat(covered)
        .as("of 200, the central 99.9% and what is conservative")
        .isBetween(179, 200);
    assertThat(sum / 200).isCloseTo(1, within(0.06));
  }

  /** The score explains much here: taking it as known would give errors half as large again. */
  @Test
  void errorsAccountForTheEstimatedScore() {
    var matching = MATCH.withMethod(NearestNeighbour.DEFAULT.withReplacement(true).withCaliper(50));
    int draws = 400;
    double sum = 0;
    double squares = 0;
    double errors = 0;
    for (int draw = 0; draw < draws; draw++) {
      var units = drawn(500, 5_000 + draw);
      double[] y = new double[500];
      Arrays.setAll(
          y,
          i ->
              units.outcome()[i]
                  + 2 * units.covariates()[0][i]
                  - 2.5 * units.covariates()[1][i]
                  + units.treated()[i] * units.covariates()[0][i]);
      var v =
          (Value)
              matching
                  .estimate(Observed.of(units.names(), units.covariates(), units.treated(), y))
                  .get(0);
      sum += v.value();
      squares += v.value() * v.value();
      errors += v.stdError();
    }
    double deviation = Math.sqrt(squares / draws - sum / draws * (sum / draws));
    assertThat(errors / draws).isCloseTo(deviation, within(0.12 * deviation));
  }

  @Test
  void pairsAndUnitsOfTheirOwnAreThePairsVariance() {
    var units = drawn(400, 3);
    var pairs = (Value) MATCH.estimate(units).get(0);
    var own = units.withCluster("unit", IntStream.range(0, 400).toArray());
    var both = (Value) MATCH.withCovariance(Covariance.cluster("unit")).estimate(own).get(0);
    assertThat(both.stdError()).isCloseTo(pairs.stdError(), within(1e-12));
    var shared = units.withCluster("unit", IntStream.range(0, 400).map(i -> i % 40).toArray());
    var other = (Value) MATCH.withCovariance(Covariance.cluster("unit")).estimate(shared).get(0);
    assertThat(other.stdError()).isNotCloseTo(pairs.stdError(), within(1e-6));
    assertThat(other.df()).isEqualTo(39);
  }

  @Test
  void droppedTreatedAreSaid() {
    var strict = NearestNeighbour.DEFAULT.withCaliper(0.001);
    var result = MATCH.withMethod(strict).match(drawn(300, 4));
    assertThat(result.dropped()).isPositive();
    assertThat(result.notes().get(0)).contains("ATM");
  }

  @Test
  void exactStrataAreKept() {
    var units = drawn(600, 5).withCluster("s", IntStream.range(0, 600).map(i -> i % 3).toArray());
    Matches m = MATCH.withExact("s").match(units).matches().orElseThrow();
    for (int i = 0; i < m.treated().length; i++) {
      if (m.control(i, 0) >= 0) {
        assertThat(m.control(i, 0) % 3).isEqualTo(m.treated()[i] % 3);
      }
    }
    assertThat(m.matched()).isPositive();
  }

  @Test
  void refusals() {
    var units = drawn(200, 6);
    double[][] telling = {Arrays.copyOf(units.outcome(), 200)};
    Arrays.setAll(telling[0], i -> units.treated()[i] + 0.1 * units.covariates()[0][i] / 10);
    refused(
        Observed.of(List.of("z"), telling, units.treated(), units.outcome()), Reason.SEPARATION);
    refused(
        Observed.of(units.names(), units.covariates(), new byte[200], units.outcome()),
        Reason.EMPTY_ARM);
    refused(Observed.of(List.of(), new double[0][], new byte[0], new double[0]), Reason.EMPTY_ARM);
    double[] flat = new double[200];
    refused(
        Observed.of(units.names(), units.covariates(), units.treated(), flat), Reason.NO_VARIATION);
    var hac = MATCH.withCovariance(new Covariance.NeweyWest(3)).estimate(units).get(0);
    assertThat(((Missing) hac).reason()).isEqualTo(Reason.UNSUITED);
  }

  private static void refused(Observed units, Reason reason) {
    Estimate e = MATCH.estimate(units).get(0);
    assertThat(e).isInstanceOf(Missing.class);
    assertThat(((Missing) e).reason()).isEqualTo(reason);
  }
}
