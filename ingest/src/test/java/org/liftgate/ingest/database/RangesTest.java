package org.liftgate.ingest.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.liftgate.ingest.database.Ranges.Range;

class RangesTest {
  @Property
  void partsCoverTheSpanWithoutGapOrOverlap(
      @ForAll long a, @ForAll long b, @ForAll @IntRange(min = 1, max = 300) int parts) {
    long low = Math.min(a, b);
    long high = Math.max(a, b);
    List<Range> ranges = Ranges.of(low, high, parts);
    assertThat(ranges).isNotEmpty().hasSizeLessThanOrEqualTo(parts);
    assertThat(ranges.getFirst().low()).isEqualTo(low);
    assertThat(ranges.getLast().high()).isEqualTo(high);
    for (int i = 0; i < ranges.size(); i++) {
      assertThat(ranges.get(i).low()).isLessThanOrEqualTo(ranges.get(i).high());
      if (i > 0) {
        assertThat(ranges.get(i).low()).isEqualTo(ranges.get(i - 1).high() + 1);
      }
    }
  }

  @Property
  void partsAreOfOneWidth(
      @ForAll long low,
      @ForAll @IntRange(min = 1, max = 100_000) int width,
      @ForAll @IntRange(min = 1, max = 50) int parts) {
    long high = low > Long.MAX_VALUE - width ? low : low + width;
    var widths =
        Ranges.of(low, high, parts).stream()
            .map(
                r -> BigInteger.valueOf(r.high()).subtract(BigInteger.valueOf(r.low())).longValue())
            .sorted()
            .toList();
    assertThat(widths.getLast() - widths.getFirst()).isLessThanOrEqualTo(1);
  }

  @Test
  void theWholeOf64Bits() {
    assertThat(Ranges.of(Long.MIN_VALUE, Long.MAX_VALUE, 2))
        .containsExactly(new Range(Long.MIN_VALUE, -1), new Range(0, Long.MAX_VALUE));
  }
}
