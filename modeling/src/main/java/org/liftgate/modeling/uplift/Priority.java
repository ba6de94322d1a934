package org.liftgate.modeling.uplift;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Units from the highest priority to the lowest; equal priorities form blocks whose inner order
 * means nothing.
 *
 * @param order n rows
 * @param blocks ends of the blocks in that order, ascending, the last is n
 */
record Priority(int[] order, int[] blocks) {

  static Priority of(double[] values) {
    int[] order =
        IntStream.range(0, values.length)
            .boxed()
            .sorted((a, b) -> Double.compare(values[b] + 0.0, values[a] + 0.0))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] ends =
        IntStream.rangeClosed(1, order.length)
            .filter(i -> i == order.length || values[order[i]] != values[order[i - 1]])
            .toArray();
    return new Priority(order, ends);
  }

  int rows() {
    return order.length;
  }

  /** Whether all have the same priority. */
  boolean constant() {
    return blocks.length < 2;
  }

  /** Values in order, each the mean of its block. */
  double[] averaged(double[] values) {
    var out = new double[order.length];
    int from = 0;
    for (int to : blocks) {
      double sum = 0;
      for (int i = from; i < to; i++) {
        sum += values[order[i]];
      }
      Arrays.fill(out, from, to, sum / (to - from));
      from = to;
    }
    return out;
  }

  /** Replaces values in order by the means of their blocks. */
  void level(double[] ordered) {
    int from = 0;
    for (int to : blocks) {
      double sum = 0;
      for (int i = from; i < to; i++) {
        sum += ordered[i];
      }
      Arrays.fill(ordered, from, to, sum / (to - from));
      from = to;
    }
  }
}
