package org.liftgate.modeling.increment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.kernel.Panel;

/** The groups of a sorted panel, or why they cannot be compared this way. */
sealed interface Stacks {

  /**
   * @param incomplete groups that lack an arm or a side of the start
   */
  record Usable(List<Stack> stacks, List<Stack> incomplete) implements Stacks {}

  record Unusable(Reason reason, String detail) implements Stacks {}

  /**
   * @param sample rows by group, unit, period
   */
  static Stacks of(ListedPanel sample) {
    Panel panel = sample.panel();
    if (panel.rows() == 0) {
      return new Unusable(Reason.NO_ROWS, "The panel has no rows.");
    }
    var byGroup = Stack.byGroup(sample.exposures());
    var stacks = new ArrayList<Stack>();
    for (int from = 0, to = 0; from < panel.rows(); from = to) {
      while (to < panel.rows() && panel.group()[to] == panel.group()[from]) {
        to++;
      }
      int[] periods = periods(panel, from, to);
      int[] units = units(panel, from, to, periods);
      if (units.length == 0) {
        return uneven(sample.groupName().apply(panel.group()[from]), periods);
      }
      int[] exposures = byGroup.getOrDefault(panel.group()[from], new int[0]);
      stacks.add(Stack.of(sample, from, units, periods, exposures));
    }
    List<Stack> complete = stacks.stream().filter(Stack::complete).toList();
    return complete.isEmpty()
        ? new Unusable(
            Reason.INCOMPLETE_CELLS,
            "No group has treated and comparison units seen before its start and from it on.")
        : new Usable(complete, stacks.stream().filter(s -> !s.complete()).toList());
  }

  private static int[] periods(Panel panel, int from, int to) {
    return Arrays.stream(panel.period(), from, to).sorted().distinct().toArray();
  }

  /** Rows at which units begin; empty when a unit is not seen once in each period. */
  private static int[] units(Panel panel, int from, int to, int[] periods) {
    int width = periods.length;
    boolean even = (to - from) % width == 0;
    for (int i = from; even && i < to; i++) {
      int t = (i - from) % width;
      even = panel.period()[i] == periods[t];
      even &= t == 0 || panel.unit()[i] == panel.unit()[i - 1];
      even &= t > 0 || i == from || panel.unit()[i] != panel.unit()[i - 1];
    }
    var rows = new int[even ? (to - from) / width : 0];
    for (int u = 0; u < rows.length; u++) {
      rows[u] = from + u * width;
    }
    return rows;
  }

  private static Unusable uneven(String group, int[] periods) {
    return new Unusable(
        Reason.UNSUITED,
        ("In group %s not every unit has exactly one row in each of its %d periods. Maybe write"
                + " periods without a purchase as zeros.")
            .formatted(group, periods.length));
  }
}
