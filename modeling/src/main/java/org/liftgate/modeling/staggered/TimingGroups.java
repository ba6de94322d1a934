package org.liftgate.modeling.staggered;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.modeling.staggered.PanelFaults.Fault;

/**
 * Mean outcomes of units by the period of their start, in a balanced panel: all that a regression
 * on unit effects, period effects and one treatment dummy uses of it.
 *
 * @param periods T, ascending
 * @param starts number of the first treated period of each group, ascending; 0 for units treated
 *     throughout, T for those never treated
 * @param sizes units of each group
 * @param means groups x T
 */
record TimingGroups(
    int[] periods, int[] starts, int[] sizes, double[][] means, List<String> notes) {

  sealed interface Outcome {}

  record Found(TimingGroups groups) implements Outcome {}

  record None(Fault fault) implements Outcome {}

  static Outcome of(StaggeredPanel given) {
    StaggeredPanel panel = given.sorted();
    var fault = PanelFaults.of(panel);
    if (fault.isPresent()) {
      return new None(fault.get());
    }
    int[] periods = Arrays.stream(panel.period()).sorted().distinct().toArray();
    var sums = new TreeMap<Integer, double[]>();
    var sizes = new TreeMap<Integer, Integer>();
    int dropped = 0;
    for (int from = 0, to = 0; from < panel.rows(); from = to) {
      while (to < panel.rows() && panel.unit()[to] == panel.unit()[from]) {
        to++;
      }
      if (to - from < periods.length) {
        dropped++;
        continue;
      }
      int start = start(periods, panel.cohort()[from]);
      double[] sum = sums.computeIfAbsent(start, s -> new double[periods.length]);
      for (int t = 0; t < periods.length; t++) {
        sum[t] += panel.outcome()[from + t];
      }
      sizes.merge(start, 1, Integer::sum);
    }
    return groups(periods, sums, sizes, dropped);
  }

  private static Outcome groups(
      int[] periods,
      TreeMap<Integer, double[]> sums,
      TreeMap<Integer, Integer> sizes,
      int dropped) {
    boolean varies = sizes.keySet().stream().anyMatch(s -> s > 0 && s < periods.length);
    if (sizes.size() < 2 || !varies) {
      return new None(
          new Fault(
              Reason.NO_COMPARISON,
              "Units seen in every period do not differ in the period of their start."));
    }
    var notes = new ArrayList<String>();
    if (dropped > 0) {
      notes.add("%,d units lack a period and were left out.".formatted(dropped));
    }
    sums.forEach(
        (start, sum) -> {
          for (int t = 0; t < sum.length; t++) {
            sum[t] /= sizes.get(start);
          }
        });
    return new Found(
        new TimingGroups(
            periods,
            sizes.keySet().stream().mapToInt(Integer::intValue).toArray(),
            sizes.values().stream().mapToInt(Integer::intValue).toArray(),
            sums.values().toArray(double[][]::new),
            List.copyOf(notes)));
  }

  private static int start(int[] periods, int cohort) {
    int at = Arrays.binarySearch(periods, cohort);
    return at >= 0 ? at : -at - 1;
  }

  int units() {
    return Arrays.stream(sizes).sum();
  }

  /** Share of periods in which a group is treated. */
  double treatedShare(int group) {
    return 1 - (double) starts[group] / periods.length;
  }

  /** Mean outcome of a group over periods from..to (exclusive). */
  double mean(int group, int from, int to) {
    double sum = 0;
    for (int t = from; t < to; t++) {
      sum += means[group][t];
    }
    return sum / (to - from);
  }

  /** The treatment dummy cleared of unit and period effects, groups x T. */
  double[][] residualTreatment() {
    int width = periods.length;
    var share = new double[width];
    double total = 0;
    for (int t = 0; t < width; t++) {
      for (int g = 0; g < starts.length; g++) {
        share[t] += t >= starts[g] ? (double) sizes[g] / units() : 0;
      }
      total += share[t] / width;
    }
    var out = new double[starts.length][width];
    for (int g = 0; g < starts.length; g++) {
      for (int t = 0; t < width; t++) {
        out[g][t] = (t >= starts[g] ? 1 : 0) - treatedShare(g) - share[t] + total;
      }
    }
    return out;
  }

  /** Sum over units and periods of the squared residual treatment. */
  double treatmentSquares(double[][] residual) {
    double sum = 0;
    for (int g = 0; g < starts.length; g++) {
      for (double d : residual[g]) {
        sum += sizes[g] * d * d;
      }
    }
    return sum;
  }
}
