package org.liftgate.modeling.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class PrefixTreeTest {

  @Property(tries = 200)
  void extremesAreThoseOfAllCutsThatLeaveEnough(
      @ForAll @LongRange(min = 0, max = 99_999) long seed,
      @ForAll @IntRange(min = 1, max = 17) int positions,
      @ForAll @IntRange(min = 1, max = 5) int least) {
    var random = new SplittableRandom(seed);
    var tree = new PrefixTree(positions);
    var sum = new double[positions];
    var count = new int[positions];
    for (int rows = 1; rows <= 25; rows++) {
      int at = random.nextInt(positions);
      double value = random.nextGaussian() + (random.nextBoolean() ? 1 : -1);
      tree.add(at, value);
      sum[at] += value;
      count[at]++;
      double high = Double.NEGATIVE_INFINITY;
      double low = Double.POSITIVE_INFINITY;
      double before = 0;
      int passed = 0;
      for (int k = 0; k < positions; k++) {
        before += sum[k];
        passed += count[k];
        if (passed >= least && rows - passed >= least) {
          high = Math.max(high, before);
          low = Math.min(low, before);
        }
      }
      assertThat(tree.ask(least)).isEqualTo(high >= low);
      if (high >= low) {
        assertThat(tree.highest()).isCloseTo(high, within(1e-12));
        assertThat(tree.lowest()).isCloseTo(low, within(1e-12));
      }
    }
  }
}
