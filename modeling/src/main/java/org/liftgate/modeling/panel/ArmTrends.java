package org.liftgate.modeling.panel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Panel;
import org.liftgate.modeling.inference.MeanDifference;

/**
 * Straight trends of units before the start, and the change from before to after with each unit's
 * own trend carried on. A difference between the arms' trends of d a period moves a difference in
 * differences by d times the distance between the middle of the periods before and of those after.
 *
 * @param slope difference of the arms' mean slopes by least squares, a period
 * @param effect difference of the arms' mean changes
 * @param carriedOn the same, less each unit's slope times the distance
 * @param distance between the middles of before and after, the mean of all units, in periods
 * @param leftOut units with too few periods, or none on one side
 */
public record ArmTrends(
    Estimate slope, Estimate effect, Estimate carriedOn, double distance, int leftOut) {
  /** Periods before the start that a unit's slope needs. */
  public static final int LEAST = 3;

  /**
   * Of units by their rows, whatever group those are in.
   *
   * @return empty when an arm has fewer than two units with a slope
   */
  public static Optional<ArmTrends> of(Panel panel) {
    Panel sorted = Panels.byUnit(panel);
    List<List<double[]>> arms = List.of(new ArrayList<>(), new ArrayList<>());
    int units = 0;
    for (int from = 0, to; from < sorted.rows(); from = to, units++) {
      to = from;
      while (to < sorted.rows() && sorted.unit()[to] == sorted.unit()[from]) {
        to++;
      }
      List<double[]> arm = arms.get(sorted.treated()[from]);
      unit(sorted, from, to).ifPresent(arm::add);
    }
    int used = arms.get(0).size() + arms.get(1).size();
    if (arms.stream().anyMatch(a -> a.size() < 2)) {
      return Optional.empty();
    }
    var found =
        MeanDifference.of(
            arms.get(1).toArray(double[][]::new), arms.get(0).toArray(double[][]::new));
    double distance = arms.stream().flatMap(List::stream).mapToDouble(v -> v[3]).sum() / used;
    return Optional.of(
        new ArmTrends(
            found.estimate("slope", 0),
            found.estimate("change", 1),
            found.estimate("carried-on", 2),
            distance,
            units - used));
  }

  /** Slope, change, change with the slope carried on, distance. */
  private static Optional<double[]> unit(Panel rows, int from, int to) {
    var n = new int[2];
    var period = new double[2];
    var value = new double[2];
    for (int i = from; i < to; i++) {
      int side = rows.period()[i] < 0 ? 0 : 1;
      n[side]++;
      period[side] += rows.period()[i];
      value[side] += rows.outcome()[i];
    }
    Arrays.setAll(period, s -> period[s] / n[s]);
    Arrays.setAll(value, s -> value[s] / n[s]);
    double squares = 0;
    double products = 0;
    for (int i = from; i < to; i++) {
      double t = rows.period()[i] - period[0];
      if (rows.period()[i] < 0) {
        squares += t * t;
        products += t * (rows.outcome()[i] - value[0]);
      }
    }
    boolean usable = n[0] >= LEAST && n[1] > 0 && squares > 0 && Double.isFinite(products);
    double slope = products / squares;
    double distance = period[1] - period[0];
    double change = value[1] - value[0];
    return usable && Double.isFinite(change)
        ? Optional.of(new double[] {slope, change, change - slope * distance, distance})
        : Optional.empty();
  }
}
