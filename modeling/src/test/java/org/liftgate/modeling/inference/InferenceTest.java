package org.liftgate.modeling.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class InferenceTest {

  @Test
  void qValuesOfAWorkedExample() {
    // sorted: 5(.005), 5/2(.01), 5/3(.03), 5/4(.04), .8, then the least from the right
    double[] q = BenjaminiHochberg.qValues(new double[] {.01, .04, .03, .005, .8});
    assertThat(q).containsExactly(new double[] {.025, .05, .05, .025, .8}, within(1e-12));
  }

  @Property
  void qValuesKeepTheOrderAndAreNoSmallerThanP(
      @ForAll @Size(min = 1, max = 40) List<@DoubleRange(min = 0, max = 1) Double> drawn) {
    double[] p = drawn.stream().mapToDouble(Double::doubleValue).toArray();
    double[] q = BenjaminiHochberg.qValues(p);
    for (int i = 0; i < p.length; i++) {
      assertThat(q[i]).isBetween(p[i], 1.0);
      for (int j = 0; j < p.length; j++) {
        assertThat(p[i] >= p[j] || q[i] <= q[j]).isTrue();
      }
    }
    assertThat(Arrays.stream(q).max().orElseThrow())
        .isEqualTo(Arrays.stream(p).max().orElseThrow());
  }

  @Test
  void detectableEffectInLargeSamplesIsTwoPointEightStandardErrors() {
    assertThat(Power.detectable(1, Double.POSITIVE_INFINITY)).isCloseTo(2.8015852, within(1e-7));
    assertThat(Power.detectable(1, 10)).isGreaterThan(3.1);
  }

  @Test
  void armsOfTheAnsweredSizeDetectTheEffect() {
    long n = Power.unitsPerArm(30, 2);
    assertThat(Power.detectable(30, n, n)).isCloseTo(2, within(0.01));
    assertThat(Power.unitsPerArm(30, 4)).isLessThan(n / 3);
  }

  @Test
  void unitDeviationTurnsBackIntoTheStandardError() {
    double s = Power.unitDeviation(0.7, 120.0 * 480 / 600);
    assertThat(s * Math.sqrt(1.0 / 120 + 1.0 / 480)).isCloseTo(0.7, within(1e-12));
  }

  @Test
  void theJointTestOfOneCoefficientIsItsSquaredT() {
    var test = JointTest.wald(new double[] {3}, new double[][] {{4}}, 40).orElseThrow();
    assertThat(test.f()).isCloseTo(2.25, within(1e-12));
    assertThat(test.pValue()).isCloseTo(new StudentT(40).twoSided(1.5), within(1e-12));
  }

  @Test
  void aSingularCovarianceGivesNoTest() {
    assertThat(JointTest.wald(new double[] {1, 1}, new double[][] {{1, 1}, {1, 1}}, 40)).isEmpty();
  }
}
