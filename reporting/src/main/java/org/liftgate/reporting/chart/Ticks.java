package org.liftgate.reporting.chart;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.liftgate.reporting.format.Numbers;

/**
 * Round values at even steps of 1, 2 or 5 times a power of ten.
 *
 * @param values ascending
 * @param labels one for each value, all with the digits the step needs
 */
record Ticks(List<Double> values, List<String> labels) {

  /**
   * Ticks inside [low, high], about {@code wanted} of them and never more than twice as many. Exact
   * decimal steps, so that no label shows the noise of binary fractions.
   */
  static Ticks nice(double low, double high, int wanted) {
    return every(step((high - low) / Math.max(1, wanted)), low, high);
  }

  /** Ticks at whole numbers, for weeks and counts. */
  static Ticks whole(double low, double high, int wanted) {
    return every(step((high - low) / Math.max(1, wanted)).max(BigDecimal.ONE), low, high);
  }

  /** Ticks of which the first is at most low and the last at least high: an axis of their own. */
  static Ticks around(double low, double high, int wanted) {
    if (!(high > low)) {
      double pad = Math.max(Math.abs(low) * .1, 1);
      return around(low - pad, high + pad, wanted);
    }
    var step = step((high - low) / Math.max(1, wanted));
    double size = step.doubleValue();
    return every(step, Math.floor(low / size + 1e-9) * size, Math.ceil(high / size - 1e-9) * size);
  }

  double low() {
    return values.getFirst();
  }

  double high() {
    return values.getLast();
  }

  private static Ticks every(BigDecimal step, double low, double high) {
    var values = new ArrayList<Double>();
    var labels = new ArrayList<String>();
    double size = step.doubleValue();
    double slack = size * 1e-9;
    for (long k = (long) Math.ceil((low - slack) / size); k * size <= high + slack; k++) {
      double value = step.multiply(BigDecimal.valueOf(k)).doubleValue();
      values.add(value);
      labels.add(Numbers.fixed(value, Math.max(0, step.scale())));
    }
    return new Ticks(values, labels);
  }

  /** The smallest of 1, 2, 5 times a power of ten that is at least the size given. */
  static BigDecimal step(double size) {
    if (!(size > 0) || !Double.isFinite(size)) {
      return BigDecimal.ONE;
    }
    int power = (int) Math.floor(Math.log10(size));
    for (int digit : new int[] {1, 2, 5, 10}) {
      var step = BigDecimal.valueOf(digit).scaleByPowerOfTen(power);
      if (step.doubleValue() >= size * (1 - 1e-9)) {
        return step.stripTrailingZeros();
      }
    }
    return BigDecimal.ONE.scaleByPowerOfTen(power + 1);
  }
}
