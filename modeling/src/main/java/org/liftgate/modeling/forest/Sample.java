package org.liftgate.modeling.forest;

import java.util.SplittableRandom;

/**
 * The rows one tree draws without replacement, ascending. An honest tree grows on one half and
 * fills its leaves with the other.
 */
final class Sample {
  private final int rows;
  private final int size;
  private final int[] growing;
  private final int[] filling;
  private long[] drawn;

  Sample(int rows, ForestOptions options) {
    this.rows = rows;
    this.size = Math.clamp(Math.round(options.fraction() * rows), 1, rows);
    this.filling = new int[options.honest() ? size / 2 : 0];
    this.growing = new int[size - filling.length];
    this.drawn = new long[0];
  }

  /** Sequential selection (Fan, Muller and Rezucha, 1962): ids come sorted. */
  void draw(SplittableRandom random) {
    drawn = new long[(rows + 63) / 64];
    int left = size;
    int grow = growing.length;
    int g = 0;
    int f = 0;
    for (int i = 0; left > 0; i++) {
      if (left == rows - i || random.nextInt(rows - i) < left) {
        drawn[i >> 6] |= 1L << i;
        if (grow == left || (grow > 0 && random.nextInt(left) < grow)) {
          growing[g++] = i;
          grow--;
        } else {
          filling[f++] = i;
        }
        left--;
      }
    }
  }

  int growing() {
    return growing.length;
  }

  int row(int i) {
    return growing[i];
  }

  /** Rows whose outcomes leaves keep. */
  int[] kept() {
    return filling.length > 0 ? filling : growing;
  }

  long[] drawn() {
    return drawn;
  }
}
