package org.liftgate.modeling.staggered;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class RanksTest {
  @Property(tries = 200)
  void everyValueHasItsPlace(@ForAll int[] column) {
    Ranks ranks = Ranks.of(column);
    assertThat(ranks.values()).isEqualTo(Arrays.stream(column).sorted().distinct().toArray());
    for (int v : column) {
      assertThat(ranks.values()[ranks.of(v)]).isEqualTo(v);
    }
  }

  @Example
  void nearAndFarValues() {
    everyValueHasItsPlace(new int[] {3, 3, 9, 4, -2, 9});
    everyValueHasItsPlace(new int[] {Integer.MAX_VALUE, 3, 3, Integer.MIN_VALUE, 3});
    everyValueHasItsPlace(new int[0]);
  }
}
