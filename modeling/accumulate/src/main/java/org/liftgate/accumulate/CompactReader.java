package org.liftgate.accumulate;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Turns columns into a {@link CompactPanel}, checking order and values in the same pass. */
final class CompactReader {
  /** Rows of one short loop: it is called often enough to be compiled early in a first call. */
  private static final int BLOCK = 256;

  private static final int SAMPLE = 1024;

  private final int[] unit;
  private final int[] period;
  private final double[] treated;
  private final int base;
  private final byte[] cells;

  private CompactReader(int[] unit, int[] period, double[] treated, int base, byte[] cells) {
    this.unit = unit;
    this.period = period;
    this.treated = treated;
    this.base = base;
    this.cells = cells;
  }

  static Optional<CompactPanel> read(int[] unit, int[] period, double[] treated, Workers workers) {
    var cells = new byte[unit.length];
    int base = sampled(period);
    Optional<CompactPanel> first = read(unit, period, treated, base, cells, workers);
    if (first.isPresent() || !ascending(unit, period)) {
      return first;
    }
    int least = Arrays.stream(period).min().orElseThrow();
    return least == base ? Optional.empty() : read(unit, period, treated, least, cells, workers);
  }

  /** The least period of some rows: codes that begin at 0 make the passes short. */
  private static int sampled(int[] period) {
    int low = period[0];
    for (int s = 0; s < SAMPLE; s++) {
      low = Math.min(low, period[(int) ((long) s * period.length / SAMPLE)]);
    }
    return low;
  }

  /** Whether all rows are in order: a second reading is worth while only then. */
  private static boolean ascending(int[] unit, int[] period) {
    for (int i = 1; i < unit.length; i++) {
      if (unit[i] < unit[i - 1] || unit[i] == unit[i - 1] && period[i] <= period[i - 1]) {
        return false;
      }
    }
    return true;
  }

  private static Optional<CompactPanel> read(
      int[] unit, int[] period, double[] treated, int base, byte[] cells, Workers workers) {
    int chunks = (unit.length + CompactPanel.CHUNK_ROWS - 1) / CompactPanel.CHUNK_ROWS;
    var reader = new CompactReader(unit, period, treated, base, cells);
    List<int[]> starts = workers.map(chunks, reader::chunk);
    int units = 0;
    for (int[] s : starts) {
      if (s.length > 0 && s[0] < 0) {
        return Optional.empty();
      }
      units += s.length;
    }
    var offsets = new int[units + 1];
    int at = 0;
    for (int[] s : starts) {
      System.arraycopy(s, 0, offsets, at, s.length);
      at += s.length;
    }
    offsets[units] = unit.length;
    return Optional.of(new CompactPanel(offsets, cells));
  }

  /** First row at or after a row that begins a unit; the rows where none is near enough. */
  private int aligned(long row) {
    int i = (int) Math.min(row, unit.length);
    while (i > 0 && i < unit.length && unit[i] == unit[i - 1]) {
      i++;
    }
    return i;
  }

  /** Rows that begin the units of a chunk; a single negative value when the chunk is no good. */
  private int[] chunk(int chunk) {
    int from = aligned((long) chunk * CompactPanel.CHUNK_ROWS);
    int to = aligned((chunk + 1L) * CompactPanel.CHUNK_ROWS);
    var starts = new int[4 * BLOCK];
    int count = 0;
    int wrong = 0;
    for (int at = from; at < to && wrong == 0; at += BLOCK) {
      int end = Math.min(to, at + BLOCK);
      starts = count + BLOCK <= starts.length ? starts : Arrays.copyOf(starts, 2 * starts.length);
      int next = codes(at, end, starts, count);
      wrong = next < 0 ? 1 : treated.length == 0 ? 0 : flags(at, end);
      count = next;
    }
    return wrong == 0 ? Arrays.copyOf(starts, count) : new int[] {-1};
  }

  /** Writes codes and the rows that begin units; the new count, or -1. */
  private int codes(int from, int to, int[] starts, int count) {
    int wrong = 0;
    int unitBefore = from == 0 ? unit[0] - 1 : unit[from - 1];
    int codeBefore = from == 0 ? -1 : period[from - 1] - base;
    int found = count;
    for (int i = from; i < to; i++) {
      int u = unit[i];
      int code = period[i] - base;
      if (u != unitBefore) {
        wrong |= i > 0 && u < unitBefore ? 1 : 0;
        starts[found++] = i;
        codeBefore = -1;
        unitBefore = u;
      }
      wrong |= code & -CompactPanel.CODES | code - codeBefore - 1 & Integer.MIN_VALUE;
      cells[i] = (byte) code;
      codeBefore = code;
    }
    return wrong == 0 ? found : -1;
  }

  /** Adds the treatment; other than 0 where a value is neither 0 nor 1. */
  private int flags(int from, int to) {
    int seen = 0;
    for (int i = from; i < to; i++) {
      double value = treated[i];
      int one = (int) value;
      seen |= value == one ? one : 2;
      cells[i] |= (byte) (one << 7);
    }
    return seen >> 1;
  }
}
