package org.liftgate.kernel;

/**
 * Units by periods, as parallel columns of n rows sorted by group, unit, period.
 *
 * @param group stack of a row (a campaign), coded 0..G-1
 * @param unit unit of a row (a household), coded 0..U-1, the same code in every group
 * @param period period relative to the group's start
 * @param treated 1 where the unit is in the group's treated arm
 * @param outcome outcome of the row
 */
public record Panel(int[] group, int[] unit, int[] period, byte[] treated, double[] outcome)
    implements Sample {
  public Panel {
    int n = group.length;
    if (unit.length != n || period.length != n || treated.length != n || outcome.length != n) {
      throw new IllegalArgumentException("columns of a panel must have one length");
    }
  }

  @Override
  public int rows() {
    return group.length;
  }
}
