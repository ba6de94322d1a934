package org.liftgate.accumulate;

/**
 * A stack of a panel: n units, each seen in all T periods, and the lists each unit is on. Rows go
 * by unit, then period.
 *
 * @param start row of the first unit's first period
 * @param periods T
 * @param cluster n codes 0..G-1, ascending, no code twice
 * @param offsets n + 1 offsets of units into {@code lists}
 * @param lists codes 0..L-1 of the lists a unit is on, each at most once a unit
 * @param count L
 */
public record ListedBlock(
    int start, int periods, int[] cluster, int[] offsets, int[] lists, int count) {
  public ListedBlock {
    boolean good = offsets.length == cluster.length + 1 && offsets[cluster.length] == lists.length;
    for (int u = 1; good && u < cluster.length; u++) {
      good = cluster[u] > cluster[u - 1] && offsets[u] >= offsets[u - 1];
    }
    if (!good) {
      throw new IllegalArgumentException("clusters must ascend and offsets must end at the lists");
    }
  }

  public int units() {
    return cluster.length;
  }

  public int rows() {
    return cluster.length * periods;
  }

  /** Number of the first unit whose cluster is at least this one. */
  int from(int code) {
    int at = java.util.Arrays.binarySearch(cluster, code);
    return at >= 0 ? at : -at - 1;
  }

  /** Units on each list and on each pair of lists, L x L row by row. */
  int[] together() {
    var counts = new int[count * count];
    for (int u = 0; u < cluster.length; u++) {
      for (int a = offsets[u]; a < offsets[u + 1]; a++) {
        for (int b = offsets[u]; b < offsets[u + 1]; b++) {
          counts[lists[a] * count + lists[b]]++;
        }
      }
    }
    return counts;
  }
}
