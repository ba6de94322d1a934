package org.liftgate.accumulate;

/** Sums of 128 values over the ones of a mask, by tables for each of its 16 bytes. */
final class MaskSums {
  private static final int BYTE = 256;

  private final double[] table = new double[CompactPanel.CODES / 8 * BYTE];

  /**
   * @param values by code
   */
  MaskSums(double[] values) {
    for (int b = 0; b < CompactPanel.CODES / 8; b++) {
      for (int bits = 1; bits < BYTE; bits++) {
        int least = Integer.numberOfTrailingZeros(bits);
        table[b * BYTE + bits] = table[b * BYTE + (bits & bits - 1)] + values[8 * b + least];
      }
    }
  }

  double sum(long low, long high) {
    return half(low, 0) + (high == 0 ? 0 : half(high, 8 * BYTE));
  }

  private double half(long w, int at) {
    double a = table[at + (int) (w & 255)] + table[at + BYTE + (int) (w >>> 8 & 255)];
    double b =
        table[at + 2 * BYTE + (int) (w >>> 16 & 255)]
            + table[at + 3 * BYTE + (int) (w >>> 24 & 255)];
    double c =
        table[at + 4 * BYTE + (int) (w >>> 32 & 255)]
            + table[at + 5 * BYTE + (int) (w >>> 40 & 255)];
    double d =
        table[at + 6 * BYTE + (int) (w >>> 48 & 255)] + table[at + 7 * BYTE + (int) (w >>> 56)];
    return (a + b) + (c + d);
  }
}
