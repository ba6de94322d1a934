package org.liftgate.modeling.uplift;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.liftgate.kernel.Estimate;

/**
 * Whether predicted effects are of the right size on held-out units (Chernozhukov, Demirer, Duflo
 * and Fernández-Val, 2025).
 *
 * @param level mean score less mean prediction; 0 when right
 * @param slope of the scores on the predictions, both about their fold's means: 1 when right, 0
 *     when the predictions say nothing about differences
 */
public record Calibration(Estimate level, Estimate slope) {
  static final String LEVEL = "calibration(level)";
  static final String SLOPE = "calibration(slope)";

  static Calibration of(List<HeldOut> folds) {
    double[] x = folds.stream().flatMapToDouble(f -> centred(f.predicted())).toArray();
    double[] y = folds.stream().flatMapToDouble(f -> centred(f.scores())).toArray();
    int[] groups = folds.stream().flatMapToInt(f -> Arrays.stream(f.groups())).toArray();
    double[] gap =
        folds.stream()
            .flatMapToDouble(
                f ->
                    IntStream.range(0, f.rows().length)
                        .mapToDouble(i -> f.scores()[i] - f.predicted()[i]))
            .toArray();
    double squares = 0;
    double products = 0;
    for (int i = 0; i < x.length; i++) {
      squares += x[i] * x[i];
      products += x[i] * y[i];
    }
    double slope = squares > 0 ? products / squares : 0;
    double scale = squares > 0 ? x.length / squares : 0;
    double[] influence =
        IntStream.range(0, x.length)
            .mapToDouble(i -> scale * x[i] * (y[i] - slope * x[i]))
            .toArray();
    return new Calibration(
        GroupedMean.of(LEVEL, gap, groups),
        GroupedMean.value(SLOPE, slope, GroupedMean.stdError(influence, groups)));
  }

  private static DoubleStream centred(double[] values) {
    double first = values.length == 0 ? 0 : values[0];
    if (Arrays.stream(values).allMatch(v -> v == first)) {
      return Arrays.stream(new double[values.length]);
    }
    double mean = Arrays.stream(values).average().orElse(0);
    return Arrays.stream(values).map(v -> v - mean);
  }
}
