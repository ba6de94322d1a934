package org.liftgate.modeling.forest;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.liftgate.accumulate.Workers;

/**
 * Features as codes of at most 256 bins, row by row, so that the features of one row lie together.
 * A code counts the cuts below the value: x goes left of cut b when x <= cuts[b], code <= b.
 *
 * @param rows n
 * @param cuts p ascending arrays of at most 255 cuts; none for a constant
 * @param codes n x p, unsigned
 */
public record BinnedFeatures(int rows, double[][] cuts, byte[] codes) {
  static final int BINS = 256;

  /** Codes that the smallest nodes take for one. */
  private static final int COARSEST = 8;

  private static final int SAMPLE = 1 << 13;
  private static final int CHUNK = 4_096;

  /**
   * Cuts lie halfway between neighbouring values where there are at most 256 of them, else at
   * quantiles of a strided sample.
   *
   * @param columns p arrays of n finite values
   */
  public static BinnedFeatures of(double[][] columns, Workers workers) {
    double[][] cuts = workers.map(columns.length, k -> cuts(columns[k])).toArray(double[][]::new);
    return of(columns, cuts, workers);
  }

  /** Other rows in the same bins. */
  public BinnedFeatures encode(double[][] columns, Workers workers) {
    if (columns.length != cuts.length) {
      throw new IllegalArgumentException("columns (" + columns.length + ") must be " + cuts.length);
    }
    return of(columns, cuts, workers);
  }

  /** Some of the rows, in the order given. */
  public BinnedFeatures take(int[] ids) {
    int p = cuts.length;
    var taken = new byte[ids.length * p];
    for (int i = 0; i < ids.length; i++) {
      System.arraycopy(codes, ids[i] * p, taken, i * p, p);
    }
    return new BinnedFeatures(ids.length, cuts, taken);
  }

  /** The same rows with one more feature of 0 and 1, the last. */
  public BinnedFeatures plus(byte[] flags) {
    int p = cuts.length;
    double[][] more = Arrays.copyOf(cuts, p + 1);
    more[p] = spaced(new double[] {0.5});
    var wider = new byte[rows * (p + 1)];
    for (int i = 0; i < rows; i++) {
      System.arraycopy(codes, i * p, wider, i * (p + 1), p);
      wider[i * (p + 1) + p] = (byte) (flags[i] * COARSEST);
    }
    return new BinnedFeatures(rows, more, wider);
  }

  private static BinnedFeatures of(double[][] columns, double[][] cuts, Workers workers) {
    int p = columns.length;
    int n = p == 0 ? 0 : columns[0].length;
    if ((long) n * p > Integer.MAX_VALUE - 16) {
      throw new IllegalArgumentException(
          "rows (%d) times features (%d) must be below 2^31".formatted(n, p));
    }
    var codes = new byte[n * p];
    double[][] tables = Arrays.stream(cuts).map(BinnedFeatures::padded).toArray(double[][]::new);
    workers.map(
        (n + CHUNK - 1) / CHUNK,
        c -> {
          int to = Math.min(n, (c + 1) * CHUNK);
          for (int k = 0; k < p; k++) {
            encode(columns[k], tables[k], codes, c * CHUNK, to, k, p);
          }
          return c;
        });
    return new BinnedFeatures(n, cuts, codes);
  }

  /** Eight steps without branches on a table padded to 256: the sign of cut - value decides. */
  private static void encode(
      double[] x, double[] table, byte[] codes, int from, int to, int k, int p) {
    for (int i = from; i < to; i++) {
      double v = x[i];
      int at = 0;
      for (int step = BINS / 2; step > 0; step >>= 1) {
        long above = Double.doubleToRawLongBits(table[at + step - 1] - v) >> 63;
        at += step & (int) above;
      }
      codes[i * p + k] = (byte) at;
    }
  }

  private static double[] padded(double[] cuts) {
    double[] table = Arrays.copyOf(cuts, BINS);
    Arrays.fill(table, cuts.length, BINS, Double.POSITIVE_INFINITY);
    return table;
  }

  private static double[] cuts(double[] x) {
    int stride = Math.max(1, x.length / SAMPLE);
    double[] sorted =
        IntStream.range(0, (x.length + stride - 1) / stride)
            .mapToDouble(i -> x[i * stride] + 0.0)
            .sorted()
            .toArray();
    double[] distinct = Arrays.stream(sorted).distinct().toArray();
    if (distinct.length <= BINS) {
      return between(distinct);
    }
    double[] quantiles =
        IntStream.rangeClosed(1, BINS)
            .mapToDouble(b -> sorted[(int) ((long) b * sorted.length / BINS) - 1])
            .distinct()
            .toArray();
    return between(quantiles);
  }

  /** Halfway between neighbours, below the upper one. */
  private static double[] between(double[] values) {
    return spaced(halfway(values));
  }

  /**
   * Few cuts stand several times over, so that their codes lie apart: small nodes look at codes by
   * eights, and a feature of 0 and 1 must not vanish there.
   */
  private static double[] spaced(double[] cuts) {
    int times = cuts.length == 0 ? 1 : Math.clamp((BINS - 1) / cuts.length, 1, COARSEST);
    var out = new double[cuts.length * times];
    for (int i = 0; i < out.length; i++) {
      out[i] = cuts[i / times];
    }
    return out;
  }

  private static double[] halfway(double[] values) {
    return IntStream.range(1, values.length)
        .mapToDouble(
            i -> {
              double middle = values[i - 1] / 2 + values[i] / 2;
              return middle < values[i] ? middle : values[i - 1];
            })
        .toArray();
  }

  public int features() {
    return cuts.length;
  }

  /** Features that are not constant. */
  int[] varying() {
    return IntStream.range(0, cuts.length).filter(k -> cuts[k].length > 0).toArray();
  }
}
