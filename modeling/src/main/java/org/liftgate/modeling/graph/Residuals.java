package org.liftgate.modeling.graph;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.liftgate.accumulate.LeastSquares;
import org.liftgate.accumulate.Workers;
import org.liftgate.modeling.learn.Features;
import org.liftgate.modeling.learn.NamedLearner;

/** What a regression on other columns leaves of one. */
record Residuals(IndependenceTest.Method method, long seed, Workers workers) {
  private static final int FOLDS = 10;

  /** What the least squares of a column leaves beside rounding counts as nothing. */
  private static final double NOTHING = 1e-10;

  /**
   * @param y n values
   * @param z k columns of them
   */
  double[] of(double[] y, double[][] z) {
    double mean = Arrays.stream(y).average().orElseThrow();
    double[] centred = Arrays.stream(y).map(v -> v - mean).toArray();
    int[] all = IntStream.range(0, y.length).toArray();
    if (z.length == 0) {
      return centred;
    }
    double[] linear = left(centred, z, line(centred, z, all));
    if (squares(linear) <= NOTHING * squares(centred)) {
      return new double[y.length];
    }
    return method == IndependenceTest.Method.BOOSTING ? boosted(centred, z) : linear;
  }

  private static double squares(double[] v) {
    return Arrays.stream(v).map(x -> x * x).sum();
  }

  /** Each fold by what the others teach. */
  private double[] boosted(double[] y, double[][] z) {
    int n = y.length;
    int[] fold = folds(n);
    Features x = Features.of(z, workers);
    var out = new double[n];
    workers.map(
        FOLDS,
        f -> {
          int[] held = IntStream.range(0, n).filter(i -> fold[i] == f).toArray();
          int[] train = IntStream.range(0, n).filter(i -> fold[i] != f).toArray();
          double[] known = Arrays.stream(train).mapToDouble(i -> y[i]).toArray();
          double[] said =
              NamedLearner.BOOSTING
                  .learner()
                  .fit(x.take(train), known, seed + f, Workers.of(1))
                  .predict(x.take(held));
          for (int i = 0; i < held.length; i++) {
            out[held[i]] = y[held[i]] - said[i];
          }
          return f;
        });
    return out;
  }

  private int[] folds(int n) {
    int[] fold = IntStream.range(0, n).map(i -> i % FOLDS).toArray();
    var random = new SplittableRandom(seed);
    for (int i = n - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int f = fold[i];
      fold[i] = fold[j];
      fold[j] = f;
    }
    return fold;
  }

  /** Coefficients of the constant and each column, 0 for those that others determine. */
  private double[] line(double[] y, double[][] z, int[] rows) {
    double[] part = Arrays.stream(rows).mapToDouble(i -> y[i]).toArray();
    var out = new double[z.length + 1];
    int[] kept = IntStream.range(0, z.length).toArray();
    while (true) {
      double[][] used =
          Arrays.stream(kept)
              .mapToObj(k -> Arrays.stream(rows).mapToDouble(i -> z[k][i]).toArray())
              .toArray(double[][]::new);
      switch (LeastSquares.fit(used, part, List.of(), false, Workers.of(1))) {
        case LeastSquares.Fit fit -> {
          out[0] = fit.coefficients()[0];
          for (int k = 0; k < kept.length; k++) {
            out[kept[k] + 1] = fit.coefficients()[k + 1];
          }
          return out;
        }
        case LeastSquares.Dependent(int[] dependent) -> {
          int[] before = kept;
          kept =
              IntStream.range(0, before.length)
                  .filter(k -> Arrays.stream(dependent).noneMatch(d -> d == k))
                  .map(k -> before[k])
                  .toArray();
        }
      }
    }
  }

  private static double[] left(double[] y, double[][] z, double[] line) {
    var out = new double[y.length];
    for (int i = 0; i < out.length; i++) {
      double sum = line[0];
      for (int k = 0; k < z.length; k++) {
        sum += line[k + 1] * z[k][i];
      }
      out[i] = y[i] - sum;
    }
    return out;
  }
}
