package org.liftgate.accumulate;

import java.util.Arrays;
import java.util.List;

/**
 * Least squares with an intercept from {@link LinearMoments}, and the scores its covariances need.
 * Everything is kept for centred columns; {@link Fit} turns it back.
 */
public final class LeastSquares {
  private static final int CHUNK_ROWS = 1 << 17;
  private static final int PILOT_ROWS = 4096;

  private LeastSquares() {}

  /** A fit, or the columns that make it impossible. */
  public sealed interface Result {}

  /**
   * @param columns that are constant or combinations of earlier ones, ascending
   */
  public record Dependent(int[] columns) implements Result {}

  /**
   * @param coefficients k+1, the intercept first
   * @param means k means of the columns
   * @param inverse of the centred design's Gram matrix with its intercept, (k+1) x (k+1)
   * @param ssr squared residuals
   * @param totalSquares squares of the outcome about its mean
   * @param clusters scores (1, x - mean) e by cluster, one for each clustering
   * @param meats of HC0 (and HC1), HC2 and HC3 for centred columns; the last two are empty when no
   *     leverages were asked for
   */
  public record Fit(
      double[] coefficients,
      double[] means,
      double[] inverse,
      double ssr,
      double totalSquares,
      ClusterSums[] clusters,
      double[][] meats)
      implements Result {

    /** Covariance under equal, independent errors of the variance given, intercept first. */
    public double[][] iid(double sigma2) {
      double[] scaled = inverse.clone();
      for (int i = 0; i < scaled.length; i++) {
        scaled[i] *= sigma2;
      }
      return original(scaled);
    }

    /** The sandwich of a meat for centred columns, in terms of the original ones. */
    public double[][] sandwich(double[] meat) {
      int p = coefficients.length;
      return original(product(product(inverse, meat, p), inverse, p));
    }

    /** T V T' with T = (1, -mean'; 0, I): the intercept belongs to columns at zero again. */
    private double[][] original(double[] v) {
      int p = coefficients.length;
      double[] turn = new double[p * p];
      for (int i = 0; i < p; i++) {
        turn[i * p + i] = 1;
        turn[i] = i == 0 ? 1 : -means[i - 1];
      }
      double[] half = product(turn, v, p);
      var out = new double[p][p];
      for (int i = 0; i < p; i++) {
        for (int j = 0; j < p; j++) {
          for (int k = 0; k < p; k++) {
            out[i][j] += half[i * p + k] * turn[j * p + k];
          }
        }
      }
      return out;
    }

    private static double[] product(double[] a, double[] b, int p) {
      var out = new double[p * p];
      for (int i = 0; i < p; i++) {
        for (int k = 0; k < p; k++) {
          for (int j = 0; j < p; j++) {
            out[i * p + j] += a[i * p + k] * b[k * p + j];
          }
        }
      }
      return out;
    }
  }

  /**
   * @param columns k arrays of n finite values, without a constant
   * @param y n finite outcomes, n at least 1
   * @param clusterings codes of n rows, one array for each clustering of the scores
   */
  public static Result fit(
      double[][] columns, double[] y, List<int[]> clusterings, Workers workers) {
    return fit(columns, y, clusterings, true, workers);
  }

  /**
   * @param leverages whether HC2 and HC3 are wanted, which take as long again as the rest
   */
  public static Result fit(
      double[][] columns, double[] y, List<int[]> clusterings, boolean leverages, Workers workers) {
    int k = columns.length;
    double[][] all = Arrays.copyOf(columns, k + 1);
    all[k] = y;
    double[] pivots = Arrays.stream(all).mapToDouble(LeastSquares::pilot).toArray();
    int chunks = (y.length + CHUNK_ROWS - 1) / CHUNK_ROWS;
    LinearMoments moments =
        workers
            .map(chunks, c -> new LinearMoments(pivots).add(all, start(c), end(c, y.length)))
            .stream()
            .reduce(LinearMoments::merge)
            .orElseThrow();
    var factored = PositiveDefinite.factor(gram(moments), k, floor(moments));
    if (factored.factor().isEmpty()) {
      return new Dependent(factored.dependent());
    }
    return finish(factored.factor().get(), moments, all, clusterings, leverages, workers);
  }

  /** Mean of the first rows: near enough that sums about it lose no digits. */
  private static double pilot(double[] column) {
    int rows = Math.min(PILOT_ROWS, column.length);
    double sum = 0;
    for (int i = 0; i < rows; i++) {
      sum += column[i] - column[0];
    }
    return column[0] + sum / rows;
  }

  private static int start(int chunk) {
    return chunk * CHUNK_ROWS;
  }

  private static int end(int chunk, int rows) {
    return Math.min(rows, start(chunk + 1));
  }

  private static double[] gram(LinearMoments m) {
    int k = m.columns();
    var gram = new double[k * k];
    for (int a = 0; a < k; a++) {
      for (int b = 0; b <= a; b++) {
        gram[a * k + b] = m.centred(a, b);
      }
    }
    return gram;
  }

  private static double[] floor(LinearMoments m) {
    var floor = new double[m.columns()];
    for (int a = 0; a < floor.length; a++) {
      floor[a] = 1e-14 * m.square(a);
    }
    return floor;
  }

  private static Fit finish(
      PositiveDefinite factor,
      LinearMoments m,
      double[][] all,
      List<int[]> clusterings,
      boolean leverages,
      Workers workers) {
    int k = m.columns();
    int rows = all[k].length;
    var slopes = new double[k];
    for (int a = 0; a < k; a++) {
      slopes[a] = m.centred(a, k);
    }
    factor.solve(slopes);
    double[] half =
        leverages ? bordered(factor.inverseFactor(), k, Math.sqrt(rows)) : new double[0];
    LinearScores scores =
        workers
            .map(
                (rows + CHUNK_ROWS - 1) / CHUNK_ROWS,
                c ->
                    new LinearScores(m, slopes, half, clusterings).add(all, start(c), end(c, rows)))
            .stream()
            .reduce(LinearScores::merge)
            .orElseThrow();
    double[] correction = Arrays.copyOfRange(scores.total, 1, k + 1);
    factor.solve(correction);
    var coefficients = new double[k + 1];
    coefficients[0] = m.mean(k);
    var means = new double[k];
    for (int a = 0; a < k; a++) {
      means[a] = m.mean(a);
      coefficients[a + 1] = slopes[a] + correction[a];
      coefficients[0] -= means[a] * coefficients[a + 1];
    }
    double[] inverse = bordered(factor.inverse(), k, rows);
    return new Fit(
        coefficients, means, inverse, scores.ssr, m.centred(k, k), scores.clusters, scores.meats);
  }

  private static double[] bordered(double[] inverse, int k, double rows) {
    int p = k + 1;
    var out = new double[p * p];
    out[0] = 1.0 / rows;
    for (int a = 0; a < k; a++) {
      System.arraycopy(inverse, a * k, out, (a + 1) * p + 1, k);
    }
    return out;
  }
}
