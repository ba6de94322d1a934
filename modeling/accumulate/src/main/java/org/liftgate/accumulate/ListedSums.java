package org.liftgate.accumulate;

/** A stack's outcome, unit means taken out, summed over all units and over those of each list. */
final class ListedSums {
  private final int periods;
  private final double[] byList;
  private final double[] all;
  private final int[] members;
  private final int units;

  private ListedSums(ListedBlock block) {
    this.periods = block.periods();
    this.byList = new double[block.count() * periods];
    this.all = new double[periods];
    this.members = new int[block.count()];
    this.units = block.units();
  }

  static ListedSums of(ListedBlock block, double[] y) {
    var sums = new ListedSums(block);
    var z = new double[block.periods()];
    for (int u = 0; u < block.units(); u++) {
      demeaned(block, u, y, z);
      for (int t = 0; t < z.length; t++) {
        sums.all[t] += z[t];
      }
      for (int i = block.offsets()[u]; i < block.offsets()[u + 1]; i++) {
        int list = block.lists()[i];
        sums.members[list]++;
        for (int t = 0; t < z.length; t++) {
          sums.byList[list * z.length + t] += z[t];
        }
      }
    }
    return sums;
  }

  /** A unit's outcomes less their mean. */
  static void demeaned(ListedBlock block, int unit, double[] y, double[] out) {
    int at = block.start() + unit * out.length;
    double first = y[at];
    double sum = 0;
    for (int t = 0; t < out.length; t++) {
      out[t] = y[at + t] - first;
      sum += out[t];
    }
    double mean = sum / out.length;
    for (int t = 0; t < out.length; t++) {
      out[t] -= mean;
    }
  }

  /** Mean over units in a period. */
  double mean(int period) {
    return all[period] / units;
  }

  /** Members of a list in a period, less what as many average units have. */
  double cleared(int list, int period) {
    return byList[list * periods + period] - members[list] * mean(period);
  }

  double share(int list) {
    return (double) members[list] / units;
  }
}
