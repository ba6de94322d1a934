package org.liftgate.ingest.database;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** A span of whole numbers in parts. */
final class Ranges {
  private Ranges() {}

  /** Both ends belong to it. */
  record Range(long low, long high) {}

  /**
   * Parts of equal width, rising, that cover {@code low..high} without overlap.
   *
   * @param parts as many as wanted; fewer where the span holds fewer numbers
   */
  static List<Range> of(long low, long high, int parts) {
    BigInteger from = BigInteger.valueOf(low);
    BigInteger width = BigInteger.valueOf(high).subtract(from).add(BigInteger.ONE);
    int n = width.min(BigInteger.valueOf(Math.max(1, parts))).intValueExact();
    var ranges = new ArrayList<Range>(n);
    for (int i = 0; i < n; i++) {
      ranges.add(new Range(edge(from, width, i, n), edge(from, width, i + 1, n) - 1));
    }
    return ranges;
  }

  private static long edge(BigInteger from, BigInteger width, int i, int n) {
    return from.add(width.multiply(BigInteger.valueOf(i)).divide(BigInteger.valueOf(n)))
        .longValue();
  }
}
