package org.liftgate.modeling.segments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.liftgate.kernel.Estimate;

class ClusterRandomisationTest {
  private static final ClusterRandomisation DEALT = new ClusterRandomisation(199, 1);

  @Test
  void the_effect_is_that_of_the_four_cells() {
    ArmRows rows = new Stores(4, 9, 6, 5, 0, 11).rows;
    var cells =
        (Estimate.Value)
            new ClusteredDifference(50, 2, 0).effect("att", rows, _ -> true).estimate();
    assertThat(DEALT.of(rows).effect()).isCloseTo(cells.value(), within(1e-9));
  }

  @Test
  void the_test_has_its_size_and_the_interval_its_coverage_with_three_treated_stores() {
    int rejected = 0;
    int held = 0;
    for (int seed = 0; seed < 200; seed++) {
      var none = DEALT.of(new Stores(3, 15, 4, 0, 0, 5000 + seed).rows);
      rejected += none.pValue() <= .05 ? 1 : 0;
      var some = DEALT.of(new Stores(3, 15, 4, 7, 0, 6000 + seed).rows);
      held += some.confLow() <= 7 && some.confHigh() >= 7 ? 1 : 0;
    }
    assertThat(rejected).isBetween(2, 21);
    assertThat(held).isBetween(179, 198);
  }
}
