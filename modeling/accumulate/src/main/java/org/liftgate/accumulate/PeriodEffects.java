package org.liftgate.accumulate;

import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Solves for period effects once unit effects are taken out: the Laplacian of the weighted graph
 * that links two periods by the units seen in both, with one period left out.
 */
final class PeriodEffects {
  private static final int CODES = CompactPanel.CODES;

  private final int[] codes;
  private final int[] kept;
  private final PositiveDefinite factor;

  private PeriodEffects(int[] codes, int[] kept, PositiveDefinite factor) {
    this.codes = codes;
    this.kept = kept;
    this.factor = factor;
  }

  /**
   * @param links lower triangle of CODES x CODES: sums over units of 1/n where both are seen
   * @param codes that occur, ascending, at least one
   * @return empty when the periods are not connected
   */
  static Optional<PeriodEffects> of(double[] links, int[] codes) {
    return parts(links, codes) == 1 ? ofParts(links, codes) : Optional.empty();
  }

  /** As {@link #of}, with one period left out of each part that is connected in itself. */
  static Optional<PeriodEffects> ofParts(double[] links, int[] codes) {
    boolean[] first = firsts(links, codes);
    int[] kept =
        IntStream.range(0, codes.length).filter(a -> !first[a]).map(a -> codes[a]).toArray();
    int size = kept.length;
    var laplacian = new double[size * size];
    for (int a = 0; a < size; a++) {
      for (int code : codes) {
        laplacian[a * size + a] += code == kept[a] ? 0 : link(links, kept[a], code);
      }
      for (int b = 0; b < a; b++) {
        laplacian[a * size + b] = -link(links, kept[a], kept[b]);
      }
    }
    return PositiveDefinite.factor(laplacian, size)
        .factor()
        .map(factor -> new PeriodEffects(codes, kept, factor));
  }

  private static int parts(double[] links, int[] codes) {
    int parts = 0;
    for (boolean first : firsts(links, codes)) {
      parts += first ? 1 : 0;
    }
    return parts;
  }

  /** Whether a period is the first of its part. */
  private static boolean[] firsts(double[] links, int[] codes) {
    var first = new boolean[codes.length];
    var reached = new boolean[codes.length];
    var queue = new int[codes.length];
    for (int start = 0; start < codes.length; start++) {
      first[start] = !reached[start];
      queue[0] = start;
      for (int head = 0, tail = first[start] ? 1 : 0; head < tail; head++) {
        reached[queue[head]] = true;
        for (int s = 0; s < codes.length; s++) {
          if (!reached[s] && link(links, codes[queue[head]], codes[s]) > 0) {
            reached[s] = true;
            queue[tail++] = s;
          }
        }
      }
    }
    return first;
  }

  private static double link(double[] links, int a, int b) {
    return links[Math.max(a, b) * CODES + Math.min(a, b)];
  }

  /** Effects by code, with mean zero over codes that occur, for sums by code of demeaned values. */
  double[] solve(double[] sums) {
    var b = new double[kept.length];
    double mean = 0;
    for (int a = 0; a < kept.length; a++) {
      b[a] = sums[kept[a]];
    }
    factor.solve(b);
    for (double v : b) {
      mean += v / codes.length;
    }
    var effects = new double[CODES];
    for (int code : codes) {
      effects[code] = -mean;
    }
    for (int a = 0; a < kept.length; a++) {
      effects[kept[a]] += b[a];
    }
    return effects;
  }
}
