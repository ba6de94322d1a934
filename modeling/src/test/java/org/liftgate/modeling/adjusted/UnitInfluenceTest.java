package org.liftgate.modeling.adjusted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.liftgate.kernel.Estimate;

class UnitInfluenceTest {
  private static final int[] UNIT = {0, 1, 2, 3};
  private static final byte[] ARM = {1, 1, 0, 0};
  private static final double[] Y = {5, 7, 1, 2};

  private static UnitInfluence effect(double[] y) {
    return UnitInfluence.ofMeans(UNIT, ARM, y, 5);
  }

  @Test
  void differenceOfMeansHasItsClusteredError() {
    UnitInfluence e = effect(Y);
    assertThat(e.value()).isEqualTo(4.5);
    assertThat(e.units()).isEqualTo(4);
    double sum = 2 * 0.25 + 2 * 0.0625; // (1/2)^2 twice and (0.5/2)^2 twice
    assertThat(e.stdError()).isCloseTo(Math.sqrt(sum * 4 / 3), within(1e-12));
    assertThat(e.estimate("att")).isInstanceOf(Estimate.Value.class);
  }

  @Test
  void anEffectOnTheSameUnitsDiffersFromItselfByNothing() {
    UnitInfluence apart = effect(Y).minus(effect(Y));
    assertThat(apart.value()).isZero();
    assertThat(apart.units()).isZero();
    assertThat(apart.estimate("att")).isInstanceOf(Estimate.Missing.class);
  }

  @Test
  void unitsThatRecurAreAddedBeforeTheyAreSquared() {
    UnitInfluence twice = UnitInfluence.mean(List.of(effect(Y), effect(Y)), new double[] {1, 3});
    assertThat(twice.value()).isEqualTo(4.5);
    assertThat(twice.stdError()).isCloseTo(effect(Y).stdError(), within(1e-12));
  }
}
