package org.liftgate.modeling.matching;

import java.util.ArrayList;
import java.util.List;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.propensity.Observed;
import org.liftgate.modeling.propensity.PropensityScore;

/**
 * The effect after matching under every convention that one may defend, side by side (Simonsohn,
 * Simmons and Nelson, 2020): calipers, what they are measured on and in, who chooses first, with
 * and without replacement.
 *
 * @param calipers in standard deviations
 */
public record SpecificationCurve(double[] calipers, Workers workers) {

  /** Calipers of .1, .25 and .5 standard deviations. */
  public SpecificationCurve() {
    this(new double[] {0.1, 0.25, 0.5}, Workers.of(1));
  }

  /**
   * One convention and what it gives.
   *
   * @param dropped treated units without a control
   */
  public record Row(
      double caliper,
      Scale scale,
      Deviation deviation,
      Order order,
      boolean replace,
      Estimate effect,
      int dropped) {}

  /** All rows; with replacement the order does not matter and {@code LARGEST} stands for all. */
  public List<Row> estimate(Observed units) {
    if (!(PropensityScore.of(units, workers) instanceof PropensityScore.Fitted fitted)) {
      return List.of();
    }
    var rows = new ArrayList<Row>();
    for (double caliper : calipers) {
      for (Scale scale : Scale.values()) {
        for (Deviation deviation : Deviation.values()) {
          for (Order order : Order.values()) {
            workers.heartbeat().run();
            rows.add(row(units, fitted, caliper, scale, deviation, order, false));
          }
          rows.add(row(units, fitted, caliper, scale, deviation, Order.LARGEST, true));
        }
      }
    }
    return rows;
  }

  private Row row(
      Observed units,
      PropensityScore.Fitted fitted,
      double caliper,
      Scale scale,
      Deviation deviation,
      Order order,
      boolean replace) {
    var method = new NearestNeighbour(caliper, deviation, order, replace, 1);
    var result =
        new PropensityMatching()
            .withMethod(method)
            .withScale(scale)
            .withWorkers(workers)
            .match(units, fitted);
    return new Row(caliper, scale, deviation, order, replace, result.effect(), result.dropped());
  }
}
