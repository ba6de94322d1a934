package org.liftgate.bench.speed;

import java.util.stream.IntStream;

/** How fast this machine reads memory: a plain sum over 512 MB, best of ten, all processors. */
final class Bandwidth {
  private static final int WORDS = 1 << 26;
  private static final int PIECE = 1 << 12;

  private Bandwidth() {}

  /** Bytes a second. */
  static double measure() {
    var words = new long[WORDS];
    int threads = Runtime.getRuntime().availableProcessors();
    double best = Double.POSITIVE_INFINITY;
    long sink = 0;
    for (int i = 0; i < 10; i++) {
      long from = System.nanoTime();
      sink += IntStream.range(0, threads).parallel().mapToLong(t -> share(words, t, threads)).sum();
      best = Math.min(best, (System.nanoTime() - from) / 1e9);
    }
    return sink == 0 ? (double) WORDS * Long.BYTES / best : 0;
  }

  private static long share(long[] words, int share, int shares) {
    long sum = 0;
    int pieces = words.length / PIECE;
    for (int p = pieces / shares * share; p < pieces / shares * (share + 1); p++) {
      sum += sum(words, p * PIECE);
    }
    return sum;
  }

  private static long sum(long[] words, int from) {
    long sum = 0;
    for (int i = 0; i < PIECE; i++) {
      sum += words[from + i];
    }
    return sum;
  }
}
