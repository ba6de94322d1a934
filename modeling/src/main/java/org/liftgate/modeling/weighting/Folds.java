package org.liftgate.modeling.weighting;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.stream.IntStream;

/** Groups dealt to folds in an order drawn from a seed, groups with treated units first. */
public final class Folds {
  private Folds() {}

  /**
   * @param groups n codes; rows of one code stay together
   * @return n folds 0..count-1
   */
  public static int[] of(int[] groups, byte[] treated, int count, long seed) {
    var index = new HashMap<Integer, Integer>();
    int[] code =
        Arrays.stream(groups).map(g -> index.computeIfAbsent(g, k -> index.size())).toArray();
    int n = index.size();
    long[] key = new long[n];
    index.forEach((group, at) -> key[at] = mix(mix(seed) + group));
    boolean[] any = new boolean[n];
    for (int i = 0; i < code.length; i++) {
      any[code[i]] |= treated[i] != 0;
    }
    int[] fold = new int[n];
    int next = 0;
    for (int at :
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.<Integer, Boolean>comparing(a -> !any[a]).thenComparing(a -> key[a]))
            .mapToInt(a -> a)
            .toArray()) {
      fold[at] = next++ % count;
    }
    return Arrays.stream(code).map(c -> fold[c]).toArray();
  }

  /** Finaliser of SplitMix64 (Steele, Lea and Flood, 2014). */
  private static long mix(long z) {
    long a = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
    return b ^ (b >>> 31);
  }
}
