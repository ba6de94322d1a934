package org.liftgate.modeling.refit;

import java.util.Arrays;
import java.util.List;
import org.liftgate.kernel.Estimate;

/** Figures of draws. */
final class Draws {
  private Draws() {}

  static double[] values(List<Estimate.Value> draws) {
    return draws.stream().mapToDouble(Estimate.Value::value).toArray();
  }

  static double mean(double[] v) {
    return Arrays.stream(v).average().orElseThrow();
  }

  /** With n - 1. */
  static double deviation(double[] v) {
    double mean = mean(v);
    return Math.sqrt(Arrays.stream(v).map(x -> (x - mean) * (x - mean)).sum() / (v.length - 1));
  }

  /** By linear interpolation between order statistics (Hyndman and Fan, 1996, type 7). */
  static double quantile(double[] v, double p) {
    double[] sorted = v.clone();
    Arrays.sort(sorted);
    double at = p * (sorted.length - 1);
    int low = (int) at;
    int high = Math.min(low + 1, sorted.length - 1);
    return sorted[low] + (at - low) * (sorted[high] - sorted[low]);
  }

  /** Share of draws on the other side of zero from a value. */
  static double otherSide(double[] v, double value) {
    return (double) Arrays.stream(v).filter(x -> x * value <= 0).count() / v.length;
  }
}
