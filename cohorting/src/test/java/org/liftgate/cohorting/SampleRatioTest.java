package org.liftgate.cohorting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SampleRatioTest {

  /**
   * 5000 against 5300 at 1:1: (150^2 + 150^2) / 5150 = 8.737864; R: pchisq(8.737864, 1, lower.tail
   * = FALSE).
   */
  @Test
  void statistic_and_p_are_those_of_pearsons_test() {
    var ratio = SampleRatio.of(1);
    assertThat(ratio.statistic(5_000, 5_300)).isCloseTo(8.737864077669903, Offset.offset(1e-12));
    assertThat(ratio.pValue(5_000, 5_300)).isBetween(0.0031, 0.0032);
    assertThat(ratio.pValue(1, 3)).isCloseTo(0.31731050786291, Offset.offset(1e-10));
  }

  @Test
  void a_declared_ratio_other_than_one_is_respected() {
    assertThat(SampleRatio.of(0.25).statistic(200, 800)).isZero();
    assertThat(SampleRatio.of(0.25).pValue(500, 500)).isLessThan(1e-6);
  }

  @Property
  void exchanging_arms_and_ratio_changes_nothing(
      @ForAll @IntRange(max = 10_000) int treated,
      @ForAll @IntRange(min = 1, max = 10_000) int comparison) {
    assertThat(SampleRatio.of(0.5).pValue(treated, comparison))
        .isCloseTo(SampleRatio.of(2).pValue(comparison, treated), Offset.offset(1e-9));
  }

  @Test
  void impossible_values_are_refused() {
    assertThatThrownBy(() -> SampleRatio.of(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SampleRatio.of(1).pValue(0, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
