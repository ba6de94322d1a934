package org.liftgate.reporting.explore;

import java.util.Arrays;

/**
 * A series as a straight line and the months' means around it, by least squares one after the
 * other. It describes; neighbouring values are not independent, so it gives no intervals.
 *
 * @param level of the line at the first value
 * @param slope a step
 * @param trendShare of the spread that the line accounts for
 * @param months mean distance from the line in each calendar month, January first; NaN where none
 * @param counts values in each month
 * @param seasonShare of what the line leaves that the months account for, less what as many
 *     meaningless groups would (adjusted); 0 where that is below 0
 */
public record Seasons(
    double level,
    double slope,
    double trendShare,
    double[] months,
    int[] counts,
    double seasonShare) {

  /**
   * @param y in order of time, not constant, at least 3
   * @param month of each value, 1 to 12
   */
  public static Seasons of(double[] y, int[] month) {
    int n = y.length;
    if (n < 3 || month.length != n) {
      throw new IllegalArgumentException(
          "values (%d) must be at least 3, with a month each (%d)".formatted(n, month.length));
    }
    double middle = (n - 1) / 2.0;
    double mean = Arrays.stream(y).average().orElseThrow();
    double cross = 0;
    double time = 0;
    double spread = 0;
    for (int t = 0; t < n; t++) {
      cross += (t - middle) * (y[t] - mean);
      time += (t - middle) * (t - middle);
      spread += (y[t] - mean) * (y[t] - mean);
    }
    double slope = cross / time;
    double level = mean - slope * middle;
    var sums = new double[12];
    var counts = new int[12];
    for (int t = 0; t < n; t++) {
      sums[month[t] - 1] += y[t] - level - slope * t;
      counts[month[t] - 1]++;
    }
    double left = spread - slope * cross;
    double between = 0;
    var months = new double[12];
    int groups = 0;
    for (int m = 0; m < 12; m++) {
      months[m] = counts[m] == 0 ? Double.NaN : sums[m] / counts[m];
      if (counts[m] > 0) {
        between += sums[m] * sums[m] / counts[m];
        groups++;
      }
    }
    double r2 = left > 0 ? between / left : 0;
    double adjusted = n > groups ? 1 - (1 - r2) * (n - 1.0) / (n - groups) : 0;
    return new Seasons(
        level,
        slope,
        spread > 0 ? slope * cross / spread : 0,
        months,
        counts,
        Math.max(0, adjusted));
  }

  /** The line at a step. */
  public double line(int t) {
    return level + slope * t;
  }
}
