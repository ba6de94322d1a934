package org.liftgate.modeling.dml;

import java.util.Arrays;
import java.util.HashMap;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.liftgate.kernel.Digest;

/**
 * Rows in folds.
 *
 * @param fold n folds 0..count-1
 */
record Split(int[] fold, int count) {

  /** Folds as given, by any codes. */
  static Split given(int[] codes) {
    int[] distinct = Arrays.stream(codes).sorted().distinct().toArray();
    return new Split(
        Arrays.stream(codes).map(c -> Arrays.binarySearch(distinct, c)).toArray(), distinct.length);
  }

  /**
   * Drawn from a seed: groups in a random order are dealt one by one, arm after arm, so that folds
   * hold about as many of each.
   *
   * @param groups n codes of what stays together; empty where rows are independent
   * @param arms n codes; empty for a dose
   */
  static Split drawn(int n, int[] groups, int[] arms, int count, long seed) {
    int[] unit = groups.length == 0 ? IntStream.range(0, n).toArray() : dense(groups);
    int units = groups.length == 0 ? n : Arrays.stream(unit).max().orElse(-1) + 1;
    var arm = new int[units];
    int highest = 0;
    for (int i = 0; i < arms.length; i++) {
      arm[unit[i]] = Math.max(arm[unit[i]], arms[i]);
      highest = Math.max(highest, arms[i]);
    }
    int[] order = shuffled(units, seed);
    var of = new int[units];
    int next = 0;
    for (int a = highest; a >= 0; a--) {
      for (int u : order) {
        if (arm[u] == a) {
          of[u] = next++ % count;
        }
      }
    }
    if (groups.length == 0) {
      return new Split(of, count);
    }
    return new Split(Arrays.stream(unit).map(u -> of[u]).toArray(), count);
  }

  private static int[] dense(int[] codes) {
    var places = new HashMap<Integer, Integer>();
    return Arrays.stream(codes).map(c -> places.computeIfAbsent(c, k -> places.size())).toArray();
  }

  private static int[] shuffled(int n, long seed) {
    int[] order = IntStream.range(0, n).toArray();
    var random = new SplittableRandom(Digest.mix(seed));
    for (int i = n - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swap = order[i];
      order[i] = order[j];
      order[j] = swap;
    }
    return order;
  }

  int[] inside(int f) {
    return IntStream.range(0, fold.length).filter(i -> fold[i] == f).toArray();
  }

  int[] outside(int f) {
    return IntStream.range(0, fold.length).filter(i -> fold[i] != f).toArray();
  }

  /** Rows by fold, in their order within one. */
  int[] sorted() {
    int[] at = starts();
    var order = new int[fold.length];
    for (int i = 0; i < fold.length; i++) {
      order[at[fold[i]]++] = i;
    }
    return order;
  }

  /** Where each fold begins in {@link #sorted}; the last is n. */
  int[] starts() {
    var starts = new int[count + 1];
    for (int f : fold) {
      starts[f + 1]++;
    }
    for (int f = 0; f < count; f++) {
      starts[f + 1] += starts[f];
    }
    return starts;
  }
}
