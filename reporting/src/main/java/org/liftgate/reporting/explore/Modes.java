package org.liftgate.reporting.explore;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * Whether values have more than one mode, by Silverman's test (1981, Using kernel density estimates
 * to investigate multimodality, Journal of the Royal Statistical Society B 43): the smallest
 * bandwidth at which a Gaussian kernel estimate has one mode is large where one mode does not fit;
 * how large by chance is told by smoothed draws from the estimate at that bandwidth. The test is
 * conservative: it seldom calls two modes where there is one.
 */
public final class Modes {
  /** Fewer values than this tell nothing. */
  public static final int LEAST = 20;

  /** More values than this are not tested: the cost grows with their number. */
  public static final int MOST = 2_000;

  private static final int DRAWS = 499;
  private static final int GRID = 128;
  private static final int DISTINCT = 8;

  private Modes() {}

  /**
   * The share of smoothed draws that need as much smoothing as the values do; small where one mode
   * does not fit. Equal values give equal shares: the draws are fixed.
   *
   * @param values finite
   * @return empty where they are too few, too many or take fewer than 8 values
   */
  public static OptionalDouble pValue(double[] values) {
    int n = values.length;
    if (n < LEAST || n > MOST || Arrays.stream(values).distinct().count() < DISTINCT) {
      return OptionalDouble.empty();
    }
    double[] x = values.clone();
    Arrays.sort(x);
    double h = critical(x);
    double mean = Arrays.stream(x).average().orElseThrow();
    double variance = Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum() / n;
    double shrink = 1 / Math.sqrt(1 + h * h / variance);
    var random = new SplittableRandom(n);
    int more = 0;
    double[] draw = new double[n];
    for (int b = 0; b < DRAWS; b++) {
      for (int i = 0; i < n; i++) {
        draw[i] = mean + shrink * (x[random.nextInt(n)] - mean + h * random.nextGaussian());
      }
      Arrays.sort(draw);
      if (count(draw, h) > 1) {
        more++;
      }
    }
    return OptionalDouble.of((1.0 + more) / (1 + DRAWS));
  }

  /** The smallest bandwidth with one mode; the number of modes falls as it grows. */
  static double critical(double[] sorted) {
    double range = sorted[sorted.length - 1] - sorted[0];
    double low = range / 1000;
    double high = range;
    for (int i = 0; i < 30; i++) {
      double middle = Math.sqrt(low * high);
      if (count(sorted, middle) > 1) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  /** Modes of the Gaussian kernel estimate on a grid over the values. */
  static int count(double[] sorted, double h) {
    double from = sorted[0];
    double step = (sorted[sorted.length - 1] - from) / (GRID - 1);
    int modes = 0;
    double before = 0;
    boolean rising = true;
    int first = 0;
    for (int g = 0; g < GRID; g++) {
      double at = from + g * step;
      while (first < sorted.length && sorted[first] < at - 6 * h) {
        first++;
      }
      double density = 0;
      for (int i = first; i < sorted.length && sorted[i] <= at + 6 * h; i++) {
        double z = (sorted[i] - at) / h;
        density += Math.exp(-z * z / 2);
      }
      if (density < before && rising) {
        modes++;
        rising = false;
      } else if (density > before) {
        rising = true;
      }
      before = density;
    }
    return rising ? modes + 1 : modes;
  }
}
