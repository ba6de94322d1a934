package org.liftgate.modeling.forest;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.liftgate.kernel.Digest;

/**
 * The rows one tree draws without replacement, ascending. An honest tree grows on one half and
 * fills its leaves with the other. Trees of a bag draw from one half of all. Where rows belong to
 * units, units are drawn and bring all their rows.
 */
final class Sample {
  private static final long BAGS = 0x5bd1e995_9e3779b9L;

  private final int rows;
  private final int[] units;
  private final ForestOptions options;
  private final int[] pool;
  private final int size;
  private final int fillers;
  private final byte[] roles;
  private int[] growing;
  private int[] filling;
  private int grown;
  private int filled;
  private long[] drawn;
  private int bag;

  /**
   * @param units n codes 0, 1, ..., or empty where every row is one
   */
  Sample(int rows, int[] units, ForestOptions options) {
    this.rows = rows;
    this.units = units;
    this.options = options;
    int count = units.length == 0 ? rows : Arrays.stream(units).max().orElse(-1) + 1;
    this.pool = new int[options.bag() == 0 ? count : Math.max(1, count / 2)];
    this.size = Math.clamp(Math.round(options.fraction() * count), 1, pool.length);
    this.fillers = options.honest() ? size / 2 : 0;
    this.roles = new byte[count];
    int most = units.length == 0 ? 0 : rows;
    this.growing = new int[Math.max(most, size - fillers)];
    this.filling = new int[options.honest() ? Math.max(most, fillers) : 0];
    this.drawn = new long[0];
    this.bag = -1;
    if (options.bag() == 0) {
      Arrays.setAll(pool, i -> i);
    }
  }

  /**
   * @param number of the tree, whose bag follows from it
   */
  void draw(SplittableRandom random, int number) {
    if (options.bag() > 0 && bag != number / options.bag()) {
      bag = number / options.bag();
      half(TreeGrower.stream(Digest.mix(options.seed() ^ BAGS), bag));
    }
    drawn = new long[(rows + 63) / 64];
    grown = 0;
    filled = 0;
    roles(random);
    for (int i = 0; i < rows && units.length > 0; i++) {
      if (roles[units[i]] != 0) {
        take(i, roles[units[i]] == 1);
      }
    }
  }

  /** Sequential selection (Fan, Muller and Rezucha, 1962): ids come sorted. */
  private void half(SplittableRandom random) {
    int taken = 0;
    int count = roles.length;
    for (int u = 0; taken < pool.length; u++) {
      int left = pool.length - taken;
      if (left == count - u || random.nextInt(count - u) < left) {
        pool[taken++] = u;
      }
    }
  }

  /** 1 for units that grow the tree, 2 for those that fill its leaves; rows alone are taken. */
  private void roles(SplittableRandom random) {
    boolean alone = units.length == 0;
    if (!alone) {
      Arrays.fill(roles, (byte) 0);
    }
    int left = size;
    int grow = size - fillers;
    for (int i = 0; left > 0; i++) {
      int open = pool.length - i;
      if (left == open || random.nextInt(open) < left) {
        boolean grows = grow == left || (grow > 0 && random.nextInt(left) < grow);
        if (alone) {
          take(pool[i], grows);
        } else {
          roles[pool[i]] = (byte) (grows ? 1 : 2);
        }
        grow -= grows ? 1 : 0;
        left--;
      }
    }
  }

  private void take(int row, boolean grows) {
    drawn[row >> 6] |= 1L << row;
    if (grows) {
      growing[grown++] = row;
    } else {
      filling[filled++] = row;
    }
  }

  /** Most rows that any tree grows on. */
  int capacity() {
    return growing.length;
  }

  int growing() {
    return grown;
  }

  /** Ids of the rows the tree grows on: the first {@link #growing} of them. */
  int[] growingRows() {
    return growing;
  }

  /** Rows whose outcomes leaves keep: the first {@link #kept} of them. */
  int[] keptRows() {
    return fillers > 0 ? filling : growing;
  }

  int kept() {
    return fillers > 0 ? filled : grown;
  }

  long[] drawn() {
    return drawn;
  }
}
