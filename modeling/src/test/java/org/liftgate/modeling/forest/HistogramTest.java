package org.liftgate.modeling.forest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The search among bins that hold rows finds what the search among all bins finds. */
class HistogramTest {
  private static final int P = 5;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void fewRowsAreSplitAsManyAre(boolean narrow) {
    var random = new SplittableRandom(5);
    var options = new ForestOptions(1, P, 2, 1, false, true, 1).withShare(0.05);
    var few = new Histogram(P, options, false, false);
    var all = new Histogram(P, options, false, false);
    int split = 0;
    for (int draw = 0; draw < 2_000; draw++) {
      int n = 1 + random.nextInt(Histogram.FEW);
      int values = 1 + random.nextInt(256);
      var codes = new byte[n * P];
      for (int i = 0; i < codes.length; i++) {
        codes[i] = (byte) (256 - values + random.nextInt(values));
      }
      int[] rows = IntStream.range(0, n).map(i -> n - 1 - i).toArray();
      int[] features = IntStream.range(0, P).toArray();
      long[] packed = packed(n, narrow, random);
      boolean found = few.searchFew(codes, P, rows, packed, 0, n, features, P, narrow);
      boolean wanted =
          narrow
              ? all.searchNarrow(codes, P, rows, packed, 0, n, features, P)
              : all.search(codes, P, rows, packed, new long[0], 0, n, features, P);
      assertThat(found).as("draw %d", draw).isEqualTo(wanted);
      if (found) {
        split++;
        assertThat(few.feature()).as("draw %d", draw).isEqualTo(all.feature());
        assertThat(few.cut()).as("draw %d", draw).isEqualTo(all.cut());
      }
    }
    assertThat(split).isBetween(500, 1_999);
  }

  private static long[] packed(int n, boolean narrow, SplittableRandom random) {
    var packed = new long[n];
    for (int i = 0; i < n; i++) {
      long value = random.nextInt(-1_000_000, 1_000_000);
      packed[i] =
          narrow
              ? (value << Histogram.NARROW_SUM) + (1L << Histogram.NARROW_COUNT) + random.nextInt(2)
              : (value << Histogram.COUNT_BITS) + 1;
    }
    return packed;
  }
}
