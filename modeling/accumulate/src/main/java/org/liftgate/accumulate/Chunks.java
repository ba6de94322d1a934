package org.liftgate.accumulate;

/** Rows in chunks of fixed size, whatever the threads. */
final class Chunks {
  static final int ROWS = PanelLayout.CHUNK_ROWS;

  private Chunks() {}

  static int count(int rows) {
    return (rows + ROWS - 1) / ROWS;
  }

  static int start(int chunk) {
    return chunk * ROWS;
  }

  static int end(int chunk, int rows) {
    return Math.min(rows, start(chunk + 1));
  }
}
