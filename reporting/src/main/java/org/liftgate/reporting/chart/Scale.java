package org.liftgate.reporting.chart;

/**
 * A straight line from values to positions on the page.
 *
 * @param low value at position {@code from}
 * @param high value at position {@code to}
 */
record Scale(double low, double high, double from, double to) {
  Scale {
    if (!(high > low)) {
      throw new IllegalArgumentException("scale from %s to %s is empty".formatted(low, high));
    }
  }

  double at(double value) {
    return from + (value - low) / (high - low) * (to - from);
  }

  /** The position, held inside the scale. */
  double clamped(double value) {
    return at(Math.clamp(value, low, high));
  }

  boolean holds(double value) {
    return value >= low && value <= high;
  }
}
