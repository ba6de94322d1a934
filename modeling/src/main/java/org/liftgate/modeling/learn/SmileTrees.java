package org.liftgate.modeling.learn;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Digest;
import org.liftgate.kernel.Estimate.Reason;
import smile.base.cart.Loss;
import smile.data.DataFrame;
import smile.data.formula.Formula;
import smile.math.MathEx;
import smile.regression.DataFrameRegression;
import smile.regression.GradientTreeBoost;
import smile.regression.RandomForest;

/**
 * Trees of Smile 3, which try every cut: a second opinion beside our own, slower by an order of
 * magnitude. Each fit runs on one thread of a pool of its own: Smile keeps its random state by
 * thread, and its parallel streams would else take other threads and with them other numbers.
 *
 * @param trees at least 1
 */
public record SmileTrees(Kind kind, int trees) implements MeanLearner {
  private static final String OUTCOME = "y";

  /** Which ensemble. */
  public enum Kind {
    /** Random forest (Breiman, 2001): a third of the features a cut, leaves of 5. */
    FOREST,
    /** Boosted trees (Friedman, 2002): depth 3, leaves of 20, half of the rows, a tenth of each. */
    BOOSTING
  }

  public SmileTrees {
    if (trees < 1) {
      throw new IllegalArgumentException("trees (%d) must be at least 1".formatted(trees));
    }
  }

  /** A hundred trees. */
  public static SmileTrees of(Kind kind) {
    return new SmileTrees(kind, 100);
  }

  @Override
  public String name() {
    return kind == Kind.FOREST ? "smile-forest" : "smile-boosting";
  }

  @Override
  public Mean fit(Features x, double[] y, long seed, Workers workers) {
    if (y.length < 2) {
      throw new Refusal(Reason.NO_ROWS, "Trees of Smile need two rows at least.");
    }
    double[][] columns = x.numbers();
    DataFrame rows = rows(columns, y);
    DataFrameRegression model = alone(() -> fit(rows, columns.length, seed));
    return more -> {
      double[][] values = more.numbers();
      return alone(() -> model.predict(rows(values, new double[more.size()])));
    };
  }

  private DataFrameRegression fit(DataFrame rows, int features, long seed) {
    MathEx.setSeed(Digest.mix(seed));
    Formula formula = Formula.lhs(OUTCOME);
    return switch (kind) {
      case FOREST ->
          RandomForest.fit(
              formula,
              rows,
              trees,
              Math.max(1, features / 3),
              20,
              Integer.MAX_VALUE,
              5,
              1,
              new SplittableRandom(Digest.mix(seed)).longs(trees, 2, Long.MAX_VALUE));
      case BOOSTING -> GradientTreeBoost.fit(formula, rows, Loss.ls(), trees, 3, 8, 20, 0.1, 0.5);
    };
  }

  /** The features, and the outcome last. */
  private static DataFrame rows(double[][] columns, double[] y) {
    double[][] all = Arrays.copyOf(columns, columns.length + 1);
    all[columns.length] = y;
    var cells = new double[y.length][all.length];
    for (int j = 0; j < all.length; j++) {
      for (int i = 0; i < y.length; i++) {
        cells[i][j] = all[j][i];
      }
    }
    String[] names =
        IntStream.rangeClosed(0, columns.length)
            .mapToObj(j -> j < columns.length ? "x" + j : OUTCOME)
            .toArray(String[]::new);
    return DataFrame.of(cells, names);
  }

  private static <T> T alone(Callable<T> task) {
    try (var pool = new ForkJoinPool(1)) {
      return pool.submit(task).get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Smile failed: " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Smile learned", e);
    }
  }
}
