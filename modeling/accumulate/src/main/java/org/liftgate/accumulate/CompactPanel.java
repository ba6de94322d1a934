package org.liftgate.accumulate;

import java.util.Arrays;
import java.util.Optional;

/**
 * A panel of at most 128 periods in one byte a row: rows by unit, one row a unit and period, each
 * holding its period's code and, in the top bit, whether it is treated. Built once, it serves every
 * outcome; outcomes stay in arrays of their own.
 */
public final class CompactPanel {
  /** Codes a byte has room for beside the treatment. */
  static final int CODES = 128;

  /** Rows of a piece of work, about; pieces begin at units. */
  static final int CHUNK_ROWS = 1 << 17;

  final int[] offsets;
  final byte[] cells;

  CompactPanel(int[] offsets, byte[] cells) {
    this.offsets = offsets;
    this.cells = cells;
  }

  /**
   * @param offsets of units among n rows: U+1 values from 0 to n, ascending, no unit empty
   * @param period n codes 0..127, in any order within a unit
   * @param treated n flags 0 or 1
   */
  public static CompactPanel of(int[] offsets, byte[] period, byte[] treated) {
    var cells = new byte[period.length];
    int wrong = 0;
    for (int i = 0; i < cells.length; i++) {
      wrong |= period[i] >> 7 | treated[i] >> 1;
      cells[i] = (byte) (period[i] | treated[i] << 7);
    }
    if (wrong != 0) {
      throw new IllegalArgumentException("periods must be 0 to 127 and treated 0 or 1");
    }
    return new CompactPanel(checked(offsets, cells.length), cells);
  }

  private static int[] checked(int[] offsets, int rows) {
    int last = offsets.length - 1;
    boolean good = last >= 1 && offsets[0] == 0 && offsets[last] == rows;
    for (int u = 0; good && u < last; u++) {
      good = offsets[u] < offsets[u + 1];
    }
    if (!good) {
      throw new IllegalArgumentException("offsets must ascend from 0 to the rows (" + rows + ")");
    }
    return offsets;
  }

  /**
   * Reads columns whose rows are in order of unit, then period.
   *
   * @param unit n codes
   * @param period n values
   * @param treated n values; empty for a panel without a treatment
   * @return empty when the rows are not in order, a key repeats, the periods span more than 128
   *     values, or a treatment is neither 0 nor 1
   */
  public static Optional<CompactPanel> of(
      int[] unit, int[] period, double[] treated, Workers workers) {
    return unit.length == 0 ? Optional.empty() : CompactReader.read(unit, period, treated, workers);
  }

  public int rows() {
    return cells.length;
  }

  public int units() {
    return offsets.length - 1;
  }

  /** n codes of units, 0..U-1. */
  public int[] unitCodes() {
    var codes = new int[rows()];
    for (int u = 0; u < units(); u++) {
      Arrays.fill(codes, offsets[u], offsets[u + 1], u);
    }
    return codes;
  }

  /** n codes of periods. */
  public int[] periodCodes() {
    var codes = new int[rows()];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = cells[i] & CODES - 1;
    }
    return codes;
  }

  /** n values 0 or 1. */
  public double[] treatment() {
    var values = new double[rows()];
    for (int i = 0; i < values.length; i++) {
      values[i] = cells[i] < 0 ? 1 : 0;
    }
    return values;
  }

  /** Pieces of work, fixed by the data alone. */
  int chunks() {
    return (rows() + CHUNK_ROWS - 1) / CHUNK_ROWS;
  }

  /** First unit of a piece; the units, for the piece after the last. */
  int chunkStart(int chunk) {
    if (chunk >= chunks()) {
      return units();
    }
    int at = Arrays.binarySearch(offsets, chunk * CHUNK_ROWS);
    return at >= 0 ? at : Math.min(units(), -at - 1);
  }
}
