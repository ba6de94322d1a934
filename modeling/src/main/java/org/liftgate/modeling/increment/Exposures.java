package org.liftgate.modeling.increment;

/**
 * What other treatments do in the periods of each group, as parallel columns of rows (group, other,
 * period, lag). A row is true of every unit on the other's list.
 *
 * @param group code of the group whose periods these are
 * @param list code of the other treatment's list, 0..L-1
 * @param period relative to the group's start
 * @param lag time since the other's start, in classes of any width, at least 0
 * @param share of the period that lies in this lag, in (0, 1]
 * @param running share of the period that lies in this lag while the other runs
 */
public record Exposures(
    int[] group, int[] list, int[] period, int[] lag, double[] share, double[] running) {
  public Exposures {
    int n = group.length;
    if (list.length != n
        || period.length != n
        || lag.length != n
        || share.length != n
        || running.length != n) {
      throw new IllegalArgumentException("columns of exposures must have one length");
    }
  }

  public int rows() {
    return group.length;
  }
}
