package org.liftgate.modeling.learn;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.liftgate.accumulate.LeastSquares;
import org.liftgate.accumulate.Workers;

/**
 * A linear mean.
 *
 * @param kept features it uses
 * @param coefficients of the constant and of those
 */
public record LinearMean(int[] kept, double[] coefficients) implements MeanLearner.Mean {

  static LinearMean of(Features x, double[] y, Workers workers) {
    return of(x.numbers(), y, workers);
  }

  /**
   * @param columns p arrays of n values
   */
  public static LinearMean of(double[][] columns, double[] y, Workers workers) {
    int[] kept = IntStream.range(0, columns.length).toArray();
    while (true) {
      double[][] used = Arrays.stream(kept).mapToObj(k -> columns[k]).toArray(double[][]::new);
      switch (LeastSquares.fit(used, y, List.of(), workers)) {
        case LeastSquares.Fit fit -> {
          return new LinearMean(kept, fit.coefficients());
        }
        case LeastSquares.Dependent(int[] dependent) -> {
          int[] all = kept;
          kept =
              IntStream.range(0, all.length)
                  .filter(k -> Arrays.binarySearch(dependent, k) < 0)
                  .map(k -> all[k])
                  .toArray();
        }
      }
    }
  }

  @Override
  public double[] predict(Features x) {
    return at(x.numbers(), x.size());
  }

  /** Means of n rows. */
  public double[] at(double[][] columns, int n) {
    var out = new double[n];
    Arrays.fill(out, coefficients[0]);
    for (int k = 0; k < kept.length; k++) {
      for (int i = 0; i < out.length; i++) {
        out[i] += coefficients[k + 1] * columns[kept[k]][i];
      }
    }
    return out;
  }
}
