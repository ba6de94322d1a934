package org.liftgate.modeling.mix.bayes;

import java.util.Arrays;

/**
 * Posterior mean and central 95% interval of a figure.
 *
 * @param mean over draws
 * @param low 2.5% quantile
 * @param median 50%
 * @param high 97.5%
 */
public record Interval(double mean, double low, double median, double high) {

  /** Of at least one draw; quantiles by linear interpolation. */
  public static Interval of(double[] draws) {
    double[] sorted = draws.clone();
    Arrays.sort(sorted);
    return new Interval(
        Arrays.stream(draws).average().orElseThrow(),
        quantile(sorted, 0.025),
        quantile(sorted, 0.5),
        quantile(sorted, 0.975));
  }

  private static double quantile(double[] sorted, double p) {
    double place = p * (sorted.length - 1);
    int below = (int) Math.floor(place);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
