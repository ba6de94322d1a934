package org.liftgate.accumulate;

import java.util.ArrayList;
import java.util.List;

/**
 * Where blocks, units and periods lie among rows sorted by block, unit and period. A block is a set
 * of rows that shares no effect with the others: one campaign of a stack, or the whole panel. Built
 * once, it serves every outcome of the panel.
 */
public final class PanelLayout {
  /** Rows of a piece of work, about; the last unit of a piece may carry it over. */
  static final int CHUNK_ROWS = 1 << 15;

  private final int rows;
  private final boolean periodEffects;
  private final List<PanelBlock> blocks;
  private final List<Chunk> chunks;
  private final int units;
  private final int periods;

  /** Levels {@code from} to {@code to} (exclusive) of a block's demeaned effect. */
  record Chunk(int block, int from, int to) {}

  private PanelLayout(int rows, boolean periodEffects, List<PanelBlock> blocks) {
    this.rows = rows;
    this.periodEffects = periodEffects;
    this.blocks = blocks;
    this.chunks = chunks(blocks);
    this.units = blocks.stream().mapToInt(b -> b.units).sum();
    this.periods = blocks.stream().mapToInt(b -> b.periods).sum();
  }

  /**
   * Unit and period effects in each block.
   *
   * @param block, unit, period codes of n rows, sorted by block, then unit, then period; rows may
   *     repeat a key
   * @throws IllegalArgumentException if the rows are not sorted
   */
  public static PanelLayout of(int[] block, int[] unit, int[] period) {
    return of(block, unit, period, true);
  }

  /** Unit effects only; the period still decides the order of rows. */
  public static PanelLayout unitEffects(int[] block, int[] unit, int[] period) {
    return of(block, unit, period, false);
  }

  private static PanelLayout of(int[] block, int[] unit, int[] period, boolean periodEffects) {
    int n = block.length;
    var blocks = new ArrayList<PanelBlock>();
    int from = 0;
    for (int i = 1; i <= n; i++) {
      if (i == n || block[i] != block[i - 1]) {
        blocks.add(PanelBlock.of(from, i, unit, period, periodEffects));
        from = i;
      }
      if (i < n && !ascending(block, unit, period, i)) {
        throw new IllegalArgumentException("row " + i + " is not in order of block, unit, period");
      }
    }
    return new PanelLayout(n, periodEffects, List.copyOf(blocks));
  }

  private static boolean ascending(int[] block, int[] unit, int[] period, int i) {
    if (block[i] != block[i - 1]) {
      return block[i] > block[i - 1];
    }
    if (unit[i] != unit[i - 1]) {
      return unit[i] > unit[i - 1];
    }
    return period[i] >= period[i - 1];
  }

  private static List<Chunk> chunks(List<PanelBlock> blocks) {
    var chunks = new ArrayList<Chunk>();
    for (int b = 0; b < blocks.size(); b++) {
      PanelBlock block = blocks.get(b);
      int from = 0;
      for (int level = 1; level <= block.levels(); level++) {
        boolean full = block.levelStart[level] - block.levelStart[from] >= CHUNK_ROWS;
        if (full || level == block.levels()) {
          chunks.add(new Chunk(b, from, level));
          from = level;
        }
      }
    }
    return List.copyOf(chunks);
  }

  public int rows() {
    return rows;
  }

  /** Unit effects: distinct pairs of block and unit. */
  public int units() {
    return units;
  }

  /** Period effects: distinct pairs of block and period; 0 when there are none. */
  public int periods() {
    return periodEffects ? periods : 0;
  }

  public int blockCount() {
    return blocks.size();
  }

  List<PanelBlock> blocks() {
    return blocks;
  }

  List<Chunk> chunkList() {
    return chunks;
  }

  /** First row that repeats the block, unit and period of the row before it; -1 when none does. */
  public int firstRepeat() {
    for (PanelBlock block : blocks) {
      int row = block.firstRepeat();
      if (row >= 0) {
        return row;
      }
    }
    return -1;
  }

  /** Whether every unit effect's rows carry one code, as households do under their own clusters. */
  public boolean unitsNestedIn(int[] codes) {
    return blocks.stream().allMatch(b -> b.unitsNestedIn(codes));
  }

  /** Whether every period effect's rows carry one code. */
  public boolean periodsNestedIn(int[] codes) {
    return periodEffects && blocks.stream().allMatch(b -> b.periodsNestedIn(codes));
  }
}
