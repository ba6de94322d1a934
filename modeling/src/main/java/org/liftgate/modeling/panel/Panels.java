package org.liftgate.modeling.panel;

import org.liftgate.kernel.Panel;

/** Panels in another order, or a part of them. */
public final class Panels {
  private Panels() {}

  /** The same rows by group, unit and period. */
  public static Panel byGroup(Panel panel) {
    return sorted(panel, panel.group(), panel.unit(), panel.period());
  }

  /** Numbers of the rows by group, unit and period; empty where they stand so already. */
  public static int[] orderByGroup(Panel panel) {
    return RowOrder.of(
        new int[][] {panel.group(), panel.unit(), panel.period()},
        new double[][] {panel.outcome()});
  }

  /** The same rows by unit, then group and period. */
  static Panel byUnit(Panel panel) {
    return sorted(panel, panel.unit(), panel.group(), panel.period());
  }

  private static Panel sorted(Panel panel, int[]... keys) {
    int[] order = RowOrder.of(keys, new double[][] {panel.outcome()});
    return order.length == 0 ? panel : take(panel, order);
  }

  /** Rows by number. */
  public static Panel take(Panel panel, int[] rows) {
    return new Panel(
        RowOrder.take(panel.group(), rows),
        RowOrder.take(panel.unit(), rows),
        RowOrder.take(panel.period(), rows),
        RowOrder.take(panel.treated(), rows),
        RowOrder.take(panel.outcome(), rows));
  }

  /** The same rows with another outcome. */
  public static Panel withOutcome(Panel panel, double[] outcome) {
    return new Panel(panel.group(), panel.unit(), panel.period(), panel.treated(), outcome);
  }
}
