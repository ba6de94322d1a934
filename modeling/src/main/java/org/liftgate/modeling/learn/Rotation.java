package org.liftgate.modeling.learn;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.liftgate.kernel.Digest;

/**
 * Rows dealt at random to parts, each of which is held out once.
 *
 * @param order n places
 */
record Rotation(int[] order, int parts) {
  static Rotation drawn(int n, int parts, long seed) {
    int[] order = IntStream.range(0, n).toArray();
    var random = new SplittableRandom(Digest.mix(seed));
    for (int i = n - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swap = order[i];
      order[i] = order[j];
      order[j] = swap;
    }
    return new Rotation(order, parts);
  }

  int[] held(int part) {
    return rows(part, true);
  }

  int[] rest(int part) {
    return rows(part, false);
  }

  private int[] rows(int part, boolean inside) {
    return IntStream.range(0, order.length)
        .filter(i -> (i % parts == part) == inside)
        .map(i -> order[i])
        .sorted()
        .toArray();
  }

  static double[] taken(double[] values, int[] rows) {
    return Arrays.stream(rows).mapToDouble(i -> values[i]).toArray();
  }
}
