package org.liftgate.accumulate;

import java.util.List;
import java.util.Optional;

/**
 * For each unit of a {@link CompactPanel} the periods it is seen in and treated in, as 128-bit
 * masks in two words, with the sums that the treatment's own regression on the effects needs.
 */
final class UnitMasks {
  final CompactPanel panel;

  /** Periods seen, codes 0..63 and 64..127. */
  final long[] low;

  final long[] high;

  /** Periods treated. */
  final long[] treatedLow;

  final long[] treatedHigh;

  /** By code, the sum over units of treatment less its unit mean. */
  final double[] treatment = new double[CompactPanel.CODES];

  /** Squares of treatment about its unit means. */
  double treatmentSquares;

  /** Codes that occur, ascending. */
  int[] codes = new int[0];

  private UnitMasks(CompactPanel panel) {
    this.panel = panel;
    int units = panel.units();
    this.low = new long[units];
    this.high = new long[units];
    this.treatedLow = new long[units];
    this.treatedHigh = new long[units];
  }

  /** Sums of a chunk. */
  private static final class Part {
    final double[] treatment = new double[CompactPanel.CODES];
    double squares;
    long low;
    long high;
    boolean repeated;
  }

  /** Empty when a unit has two rows in one period. */
  static Optional<UnitMasks> of(CompactPanel panel, Workers workers) {
    var masks = new UnitMasks(panel);
    List<Part> parts = workers.map(panel.chunks(), masks::chunk);
    var all = new Part();
    for (Part part : parts) {
      all.repeated |= part.repeated;
      all.low |= part.low;
      all.high |= part.high;
      masks.treatmentSquares += part.squares;
      for (int t = 0; t < CompactPanel.CODES; t++) {
        masks.treatment[t] += part.treatment[t];
      }
    }
    masks.codes = codes(all.low, all.high);
    return all.repeated ? Optional.empty() : Optional.of(masks);
  }

  private static int[] codes(long low, long high) {
    var codes = new int[Long.bitCount(low) + Long.bitCount(high)];
    int count = 0;
    for (int t = 0; t < CompactPanel.CODES; t++) {
      if (((t < 64 ? low : high) >>> t & 1) != 0) {
        codes[count++] = t;
      }
    }
    return codes;
  }

  private Part chunk(int chunk) {
    var part = new Part();
    int to = panel.chunkStart(chunk + 1);
    for (int u = panel.chunkStart(chunk); u < to; u++) {
      read(u, panel.offsets[u], panel.offsets[u + 1]);
      part.low |= low[u];
      part.high |= high[u];
      part.repeated |= rows(u) != Long.bitCount(low[u]) + Long.bitCount(high[u]);
      treat(u, part);
    }
    return part;
  }

  /** Rows mostly ascend within a unit, so that the branch is foreseen. */
  private void read(int u, int from, int to) {
    byte[] cells = panel.cells;
    long seenLow = 0;
    long seenHigh = 0;
    long onLow = 0;
    long onHigh = 0;
    for (int i = from; i < to; i++) {
      int cell = cells[i];
      long bit = 1L << cell;
      if ((cell & 64) == 0) {
        seenLow |= bit;
        onLow |= bit & cell >> 7;
      } else {
        seenHigh |= bit;
        onHigh |= bit & cell >> 7;
      }
    }
    low[u] = seenLow;
    high[u] = seenHigh;
    treatedLow[u] = onLow;
    treatedHigh[u] = onHigh;
  }

  /** Units never or always treated leave nothing once their mean is taken out. */
  private void treat(int u, Part part) {
    int n = rows(u);
    int on = treated(u);
    if (on > 0 && on < n) {
      double share = (double) on / n;
      part.squares += on * (1 - share);
      spread(part.treatment, panel.offsets[u], panel.offsets[u + 1], 1 - share, -share);
    }
  }

  private void spread(double[] sums, int from, int to, double on, double off) {
    byte[] cells = panel.cells;
    for (int i = from; i < to; i++) {
      int cell = cells[i];
      sums[cell & 127] += cell < 0 ? on : off;
    }
  }

  int rows(int u) {
    return panel.offsets[u + 1] - panel.offsets[u];
  }

  int treated(int u) {
    return Long.bitCount(treatedLow[u]) + Long.bitCount(treatedHigh[u]);
  }

  /** Units by how many rows they have, then by number: a stable counting sort. */
  int[] byRows() {
    var next = new int[CompactPanel.CODES + 2];
    for (int u = 0; u < low.length; u++) {
      next[rows(u) + 1]++;
    }
    for (int n = 1; n < next.length; n++) {
      next[n] += next[n - 1];
    }
    var order = new int[low.length];
    for (int u = 0; u < order.length; u++) {
      order[next[rows(u)]++] = u;
    }
    return order;
  }
}
