package org.liftgate.modeling.stages;

import org.liftgate.kernel.Panel;

/** Facts of a panel that are the same for all units of a group in a period. */
final class Periods {
  private Periods() {}

  /** By group and period from the start on, whether a flag is set. */
  static boolean[][] during(PanelData data, String column) {
    Panel panel = data.panel();
    int most = 0;
    for (int t : panel.period()) {
      most = Math.max(most, t);
    }
    var during = new boolean[data.groups().length][most + 1];
    long[] flags = data.numbers().longs(column);
    for (int i = 0; i < flags.length; i++) {
      if (panel.period()[i] >= 0) {
        during[panel.group()[i]][panel.period()[i]] = flags[i] != 0;
      }
    }
    return during;
  }
}
