package org.liftgate.accumulate;

/**
 * Sums of rows with random signs: for each draw d, sum over i of s_di z_i with independent s = +1
 * or -1 at even odds (Rademacher), the multipliers of a bootstrap that leaves the estimator alone.
 *
 * <p>Eight rows share a table of all 256 signed sums, so that a draw adds one row for eight; four
 * tables are added at a time, so that a sum is loaded and stored once for 32 rows. Signs depend on
 * seed, stream and the row's number only.
 */
public final class SignedSums {
  private static final int GROUP = 8;
  private static final int PATTERNS = 1 << GROUP;
  private static final int WIDEST = 32;
  private static final int TABLES = 4;

  /** Draws turned at a time: they stay in the first-level cache. */
  private static final int SQUARE = 64;

  private SignedSums() {}

  /** Fills row i, columns from..to (exclusive), into {@code out} from 0. */
  public interface Rows {
    void fill(int i, int from, int to, double[] out);
  }

  /**
   * @param n rows
   * @param width columns of a row
   * @param stream tells apart matrices that are signed under one seed
   * @return width x draws
   */
  public static double[][] of(
      Rows rows, int n, int width, int draws, long seed, long stream, Workers workers) {
    if (width == 0) {
      return new double[0][draws];
    }
    byte[] signs = signs(n, draws, mix(mix(seed) + stream));
    var out = new double[width][draws];
    int tiles = (width + WIDEST - 1) / WIDEST;
    int wide = (width + tiles - 1) / tiles;
    workers.map(
        tiles,
        tile -> {
          int from = tile * wide;
          int to = Math.min(width, from + wide);
          double[] sums = tile(rows, n, from, to, draws, signs);
          for (int d = 0; d < draws; d += SQUARE) {
            for (int k = from; k < to; k++) {
              turn(sums, k - from, to - from, d, Math.min(draws, d + SQUARE), out[k]);
            }
          }
          return tile;
        });
    return out;
  }

  private static void turn(double[] sums, int k, int width, int from, int to, double[] out) {
    for (int d = from; d < to; d++) {
      out[d] = sums[d * width + k];
    }
  }

  /** One byte a group of rows and draw; draws of a group lie together. */
  private static byte[] signs(int n, int draws, long key) {
    int groups = (n + GROUP * TABLES - 1) / (GROUP * TABLES) * TABLES;
    var signs = new byte[groups * draws];
    for (int g = 0; g < groups; g++) {
      for (int d = 0; d < draws; d += 8) {
        long bits = mix(key + ((long) g << 32 | d) * 0x9e3779b97f4a7c15L);
        for (int k = d; k < Math.min(draws, d + 8); k++) {
          signs[g * draws + k] = (byte) bits;
          bits >>>= 8;
        }
      }
    }
    return signs;
  }

  private static double[] tile(Rows rows, int n, int from, int to, int draws, byte[] signs) {
    int width = to - from;
    var sums = new double[draws * width];
    var z = new double[GROUP][width];
    var tables = new double[TABLES][PATTERNS * width];
    for (int first = 0; first < n; first += GROUP * TABLES) {
      for (int t = 0; t < TABLES; t++) {
        int start = first + t * GROUP;
        for (int r = 0; r < GROUP; r++) {
          java.util.Arrays.fill(z[r], 0);
          if (start + r < n) {
            rows.fill(start + r, from, to, z[r]);
          }
        }
        tabulate(z, tables[t]);
      }
      addDraws(sums, tables, signs, first / GROUP * draws, width);
    }
    return sums;
  }

  /** Pattern p holds + z_r where bit r is set and - z_r elsewhere. */
  private static void tabulate(double[][] z, double[] table) {
    int width = z[0].length;
    for (int k = 0; k < width; k++) {
      double sum = 0;
      for (int r = 0; r < GROUP; r++) {
        sum -= z[r][k];
      }
      table[k] = sum;
    }
    for (int r = 0; r < GROUP; r++) {
      double[] row = z[r];
      for (int p = 1 << r; p < 2 << r; p++) {
        twice(table, p * width, (p - (1 << r)) * width, row);
      }
    }
  }

  private static void twice(double[] table, int to, int from, double[] row) {
    for (int k = 0; k < row.length; k++) {
      table[to + k] = table[from + k] + 2 * row[k];
    }
  }

  private static void addDraws(double[] sums, double[][] tables, byte[] signs, int at, int width) {
    int draws = sums.length / width;
    for (int d = 0; d < draws; d++) {
      int a = (signs[at + d] & 0xff) * width;
      int b = (signs[at + draws + d] & 0xff) * width;
      int c = (signs[at + 2 * draws + d] & 0xff) * width;
      int e = (signs[at + 3 * draws + d] & 0xff) * width;
      plus(sums, d * width, width, tables[0], a, tables[1], b, tables[2], c, tables[3], e);
    }
  }

  private static void plus(
      double[] sums,
      int to,
      int width,
      double[] p,
      int a,
      double[] q,
      int b,
      double[] r,
      int c,
      double[] s,
      int d) {
    for (int k = 0; k < width; k++) {
      sums[to + k] += p[a + k] + q[b + k] + (r[c + k] + s[d + k]);
    }
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
