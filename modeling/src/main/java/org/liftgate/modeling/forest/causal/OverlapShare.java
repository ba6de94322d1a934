package org.liftgate.modeling.forest.causal;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** How far features tell the treatment. */
final class OverlapShare {
  private static final double LOW = 0.05;
  private static final double HIGH = 0.95;
  private static final int BINS = 20;

  private OverlapShare() {}

  /** Share of rows whose probability of treatment is outside .05 to .95. */
  static double outside(double[] propensity) {
    return (double) Arrays.stream(propensity).filter(e -> e < LOW || e > HIGH).count()
        / propensity.length;
  }

  /** Share of the treatment's variance that a feature tells: by twentieths of it, or by a line. */
  static double told(double[] feature, double[] treatment) {
    int n = feature.length;
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> feature[i]))
            .mapToInt(i -> i)
            .toArray();
    double mean = Arrays.stream(treatment).average().orElse(0);
    double middle = Arrays.stream(feature).average().orElse(0);
    double between = 0;
    double all = 0;
    double joint = 0;
    double own = 0;
    int from = 0;
    for (int b = 1; b <= BINS && from < n; b++) {
      int to = Math.max(from + 1, (int) ((long) b * n / BINS));
      while (to < n && feature[order[to]] == feature[order[to - 1]]) {
        to++;
      }
      double sum = 0;
      for (int i = from; i < to; i++) {
        double d = treatment[order[i]] - mean;
        sum += d;
        all += d * d;
        joint += d * (feature[order[i]] - middle);
        own += Math.pow(feature[order[i]] - middle, 2);
      }
      between += sum * sum / (to - from);
      from = to;
    }
    double line = own > 0 ? joint * joint / own : 0;
    return all > 0 ? Math.max(between, line) / all : 0;
  }
}
