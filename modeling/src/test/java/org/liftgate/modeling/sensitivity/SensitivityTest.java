package org.liftgate.modeling.sensitivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Examples that were published, to their last printed digit. */
class SensitivityTest {

  /** VanderWeele and Ding (2017): risk ratio 3.9 (1.8 to 8.7). */
  @Test
  void breastfeedingAndInfantDeaths() {
    var e = EValue.ofRatio(3.9, 1.8, 8.7);
    assertThat(e.estimate()).isCloseTo(7.26, within(0.005));
    assertThat(e.interval()).isCloseTo(3.0, within(0.005));
    var turned = EValue.ofRatio(1 / 3.9, 1 / 8.7, 1 / 1.8);
    assertThat(turned.estimate()).isCloseTo(e.estimate(), within(1e-12));
    assertThat(turned.interval()).isCloseTo(e.interval(), within(1e-12));
    assertThat(EValue.ofRatio(1.2, 0.9, 1.5).interval()).isOne();
    assertThatThrownBy(() -> EValue.ofRatio(2, 3, 4)).isInstanceOf(IllegalArgumentException.class);
  }

  /** Cinelli and Hazlett (2020), table 1: violence in Darfur, .097 (.023), df 783. */
  @Test
  void darfur() {
    var r = new Robustness(0.09731582, 0.02325654, 783);
    assertThat(r.partialR2()).isCloseTo(0.02187, within(5e-6));
    assertThat(r.value(1)).isCloseTo(0.13878, within(5e-6));
    assertThat(r.value(1, 0.05)).isCloseTo(0.07626, within(5e-6));
  }

  /** Their bounds for causes one, two and three times as strong as being female. */
  @ParameterizedTest
  @CsvSource({
    "1, .00916, .12464, .07522, .02187, 3.44",
    "2, .01833, .24932, .05289, .02035, 2.60",
    "3, .02749, .37403, .03040, .01868, 1.63",
  })
  void darfurBenchmarks(
      double k, double treatment, double outcome, double estimate, double error, double t) {
    var r = new Robustness(0.09731582, 0.02325654, 783);
    var a = r.benchmark(k, 0.0090807, 0.109027).orElseThrow();
    assertThat(a.withTreatment()).isCloseTo(treatment, within(1e-5));
    assertThat(a.withOutcome()).isCloseTo(outcome, within(2e-4));
    assertThat(a.estimate()).isCloseTo(estimate, within(3e-5));
    assertThat(a.stdError()).isCloseTo(error, within(1e-5));
    assertThat(a.estimate() / a.stdError()).isCloseTo(t, within(6e-3));
  }

  @Test
  void aCauseAsStrongAsTheRobustnessValueUndoesTheEffect() {
    var r = new Robustness(-2.5, 0.7, 90);
    double rv = r.value(1);
    assertThat(r.adjusted(rv, rv).estimate()).isCloseTo(0, within(1e-12));
    double half = r.value(0.5);
    assertThat(r.adjusted(half, half).estimate()).isCloseTo(-1.25, within(1e-12));
    assertThat(new Robustness(0.1, 1, 50).value(1, 0.05)).isZero();
    assertThat(r.benchmark(5, 0.4, 0.1)).isEmpty();
  }

  private static final double[] EXPOSED = {
    38, 23, 41, 18, 37, 36, 23, 62, 31, 34, 24, 14, 21, 17, 16, 20, 15, 10, 45, 39, 22, 35, 49, 48,
    44, 35, 43, 39, 34, 13, 73, 25, 27
  };
  private static final double[] OTHER = {
    16, 18, 18, 24, 19, 11, 10, 15, 16, 18, 18, 13, 19, 10, 16, 16, 24, 13, 9, 14, 21, 19, 7, 18,
    19, 12, 11, 22, 25, 16, 13, 11, 13
  };

  /** Rosenbaum (2002), table 4.2: lead in the blood of children of exposed fathers. */
  @ParameterizedTest
  @CsvSource({
    "1, .0001, 1e-4",
    "2, .0018, 5e-5",
    "3, .0136, 5e-5",
    "4, .0388, 5e-5",
    "4.25, .0468, 5e-5",
    "5, .0740, 5e-5"
  })
  void leadInChildren(double gamma, double p, double within) {
    double[] d = new double[33];
    Arrays.setAll(d, i -> EXPOSED[i] - OTHER[i]);
    var bounds = new RosenbaumBounds(d);
    assertThat(bounds.pValue(gamma)).isCloseTo(p, within(within));
    assertThat(bounds.gamma(0.05)).isBetween(4.25, 4.5);
    assertThat(bounds.pValue(bounds.gamma(0.05))).isCloseTo(0.05, within(1e-9));
    double[] turned = Arrays.stream(d).map(v -> -v).toArray();
    assertThat(new RosenbaumBounds(turned).pValue(gamma)).isCloseTo(p, within(within));
  }

  @Test
  void noDifferencesBearNothing() {
    assertThat(new RosenbaumBounds(new double[5]).gamma(0.05)).isOne();
    assertThat(new RosenbaumBounds(new double[] {1, -1}).gamma(0.05)).isOne();
  }
}
