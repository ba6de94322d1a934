package org.liftgate.modeling.panel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.kernel.Panel;
import org.liftgate.modeling.inference.JointTest;
import org.liftgate.modeling.inference.MeanDifference;

/**
 * One group's units, each with its outcome in every period, for inference that needs few units.
 * With complete units the coefficients of {@link EventStudy} are differences between the arms' mean
 * changes since the reference period, and CR2 errors (Bell and McCaffrey, 2002) are those of two
 * samples of unequal variance with Satterthwaite's degrees of freedom (Imbens and Kolesar, 2016).
 */
public sealed interface ArmPaths {
  /** The covariance in words. */
  String CONVENTION = "CR2 cluster(unit), Satterthwaite";

  /**
   * @param periods ascending
   * @param treated units by periods
   * @param comparison units by periods
   * @param leftOut units that lack one of the periods
   */
  record Complete(int[] periods, double[][] treated, double[][] comparison, int leftOut)
      implements ArmPaths {

    /** Rows of the units. */
    public long rows() {
      return (long) periods.length * (treated.length + comparison.length);
    }

    /** Whether the reference and another period are there, so that there are effects. */
    public boolean has(int reference) {
      return periods.length > 1 && Arrays.binarySearch(periods, reference) >= 0;
    }

    /** The periods beside the reference. */
    public int[] events(int reference) {
      return Arrays.stream(periods).filter(p -> p != reference).toArray();
    }

    /** Effects at {@link #events} relative to the reference. */
    public MeanDifference effects(int reference) {
      return MeanDifference.of(changes(treated, reference), changes(comparison, reference));
    }

    /** That no event before the start shows an effect; empty where it cannot be tested. */
    public Optional<JointTest> preTrend(int reference) {
      int[] events = events(reference);
      int before = (int) Arrays.stream(events).filter(e -> e < 0).count();
      int[] leads = java.util.stream.IntStream.range(0, before).toArray();
      return before == 0 ? Optional.empty() : effects(reference).joint(leads);
    }

    private double[][] changes(double[][] units, int reference) {
      int at = Arrays.binarySearch(periods, reference);
      var out = new double[units.length][periods.length - 1];
      for (int u = 0; u < units.length; u++) {
        for (int p = 0, k = 0; p < periods.length; p++) {
          if (p != at) {
            out[u][k++] = units[u][p] - units[u][at];
          }
        }
      }
      return out;
    }
  }

  /** Why there are no such paths. */
  record Missing(Reason reason, String detail) implements ArmPaths {}

  /** Periods that more than half of the units have; units without one of them are left out. */
  static ArmPaths of(Panel panel) {
    if (Arrays.stream(panel.group()).distinct().count() > 1) {
      return new Missing(
          Reason.UNSUITED, "There are several groups; few units are compared in one.");
    }
    int units = Arrays.stream(panel.unit()).max().orElse(-1) + 1;
    var byPeriod = new TreeMap<Integer, double[]>();
    var arm = new byte[units];
    for (int i = 0; i < panel.rows(); i++) {
      double[] values = byPeriod.computeIfAbsent(panel.period()[i], _ -> absent(units));
      if (!Double.isNaN(values[panel.unit()[i]])) {
        return new Missing(
            Reason.DUPLICATE_ROWS,
            "A unit has two rows in period %d.".formatted(panel.period()[i]));
      }
      values[panel.unit()[i]] = panel.outcome()[i];
      arm[panel.unit()[i]] = panel.treated()[i];
    }
    byPeriod.values().removeIf(v -> 2 * Arrays.stream(v).filter(Double::isFinite).count() <= units);
    return complete(byPeriod, arm);
  }

  private static double[] absent(int units) {
    var values = new double[units];
    Arrays.fill(values, Double.NaN);
    return values;
  }

  private static ArmPaths complete(TreeMap<Integer, double[]> byPeriod, byte[] arm) {
    List<List<double[]>> arms = List.of(new ArrayList<>(), new ArrayList<>());
    for (int u = 0; u < arm.length; u++) {
      int unit = u;
      double[] path = byPeriod.values().stream().mapToDouble(v -> v[unit]).toArray();
      if (Arrays.stream(path).allMatch(Double::isFinite)) {
        arms.get(arm[u]).add(path);
      }
    }
    int treated = arms.get(1).size();
    int comparison = arms.get(0).size();
    if (byPeriod.isEmpty() || treated < 2 || comparison < 2) {
      return new Missing(
          treated + comparison > 0 && comparison == 0
              ? Reason.NO_COMPARISON
              : Reason.TOO_FEW_CLUSTERS,
          "%d treated and %d comparison units have every period; both arms need two."
              .formatted(treated, comparison));
    }
    return new Complete(
        byPeriod.keySet().stream().mapToInt(p -> p).toArray(),
        arms.get(1).toArray(double[][]::new),
        arms.get(0).toArray(double[][]::new),
        arm.length - treated - comparison);
  }
}
