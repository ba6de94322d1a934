package org.liftgate.modeling.penalised;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Mean squared error on held-out folds at each lambda (Stone, 1974). Folds are drawn from a seed;
 * each lambda's error is the mean over folds, weighted by rows, and its standard error that of the
 * folds' errors (as glmnet has it).
 *
 * @param lambdas from large to small
 * @param errors mean squared error of each
 * @param stdErrors its standard error
 */
public record CrossValidation(double[] lambdas, double[] errors, double[] stdErrors) {

  /**
   * @param lambdas from large to small
   * @param folds at least 2, at most the rows
   */
  public static CrossValidation of(
      PenalisedRegression regression,
      PenalisedSample sample,
      double[] lambdas,
      int folds,
      long seed) {
    return of(regression, sample, lambdas, deal(sample.rows(), folds, seed));
  }

  /**
   * @param fold n folds 0, 1, ... of the rows
   */
  public static CrossValidation of(
      PenalisedRegression regression, PenalisedSample sample, double[] lambdas, int[] fold) {
    int count = IntStream.of(fold).max().orElse(0) + 1;
    List<Sums> parts = Sums.folds(sample, fold, count, regression.workers());
    double[][] each = new double[count][];
    for (int f = 0; f < count; f++) {
      Sums held = parts.get(f);
      each[f] =
          regression.path(Sums.without(parts, f), lambdas).stream()
              .mapToDouble(held::error)
              .toArray();
    }
    double[] errors = new double[lambdas.length];
    double[] stdErrors = new double[lambdas.length];
    double n = sample.rows();
    for (int i = 0; i < lambdas.length; i++) {
      for (int f = 0; f < count; f++) {
        errors[i] += parts.get(f).rows() / n * each[f][i];
      }
      double squares = 0;
      for (int f = 0; f < count; f++) {
        squares += parts.get(f).rows() / n * Math.pow(each[f][i] - errors[i], 2);
      }
      stdErrors[i] = Math.sqrt(squares / (count - 1));
    }
    return new CrossValidation(lambdas, errors, stdErrors);
  }

  /** Rows in a drawn order, dealt to folds one by one. */
  static int[] deal(int rows, int folds, long seed) {
    int[] order = IntStream.range(0, rows).toArray();
    var random = new SplittableRandom(seed);
    for (int i = rows - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swap = order[i];
      order[i] = order[j];
      order[j] = swap;
    }
    int[] fold = new int[rows];
    for (int i = 0; i < rows; i++) {
      fold[order[i]] = i % folds;
    }
    return fold;
  }

  private int leastAt() {
    int at = 0;
    for (int i = 1; i < errors.length; i++) {
      at = errors[i] < errors[at] ? i : at;
    }
    return at;
  }

  /** The lambda of the least error. */
  public double best() {
    return lambdas[leastAt()];
  }

  /** The largest lambda whose error is within one standard error of the least. */
  public double oneStdError() {
    double bound = errors[leastAt()] + stdErrors[leastAt()];
    int at = 0;
    while (errors[at] > bound) {
      at++;
    }
    return lambdas[at];
  }
}
