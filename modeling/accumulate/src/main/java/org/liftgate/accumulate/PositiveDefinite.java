package org.liftgate.accumulate;

import java.util.Arrays;
import java.util.Optional;

/**
 * Cholesky factor of a symmetric positive definite matrix, scaled to unit diagonal first, so that
 * columns measured in billions and in billionths stand side by side.
 */
public final class PositiveDefinite {
  /** A scaled pivot below this is taken for zero: the column is a combination of earlier ones. */
  public static final double TOLERANCE = 1e-10;

  private final int size;
  private final double[] lower;
  private final double[] scale;

  private PositiveDefinite(int size, double[] lower, double[] scale) {
    this.size = size;
    this.lower = lower;
    this.scale = scale;
  }

  /**
   * What factoring found.
   *
   * @param factor empty when {@code dependent} names columns
   * @param dependent columns that are zero or combinations of earlier ones, ascending
   * @param leastPivot the smallest scaled pivot met, a figure for conditioning
   */
  public record Factored(Optional<PositiveDefinite> factor, int[] dependent, double leastPivot) {}

  /**
   * Factors a matrix given row by row.
   *
   * @param matrix size x size, only its lower triangle is read
   * @param floor per column, a diagonal at or below which it counts as zero
   */
  public static Factored factor(double[] matrix, int size, double[] floor) {
    var scale = new double[size];
    for (int k = 0; k < size; k++) {
      double d = matrix[k * size + k];
      scale[k] = d > floor[k] ? 1 / Math.sqrt(d) : 0;
    }
    var lower = new double[size * size];
    var dependent = new int[size];
    int count = 0;
    double least = 1;
    for (int k = 0; k < size; k++) {
      double pivot = row(matrix, lower, scale, size, k);
      if (scale[k] == 0 || !(pivot > TOLERANCE)) {
        dependent[count++] = k;
        Arrays.fill(lower, k * size, k * size + size, 0);
        lower[k * size + k] = Double.POSITIVE_INFINITY;
      } else {
        lower[k * size + k] = Math.sqrt(pivot);
        least = Math.min(least, pivot);
      }
    }
    Optional<PositiveDefinite> factor =
        count == 0 ? Optional.of(new PositiveDefinite(size, lower, scale)) : Optional.empty();
    return new Factored(factor, Arrays.copyOf(dependent, count), least);
  }

  public static Factored factor(double[] matrix, int size) {
    return factor(matrix, size, new double[size]);
  }

  /** Fills row k of the factor left of its diagonal; returns the pivot. */
  private static double row(double[] matrix, double[] lower, double[] scale, int size, int k) {
    int at = k * size;
    double pivot = scale[k] == 0 ? 0 : 1;
    for (int j = 0; j < k; j++) {
      double sum = matrix[at + j] * scale[k] * scale[j];
      int other = j * size;
      for (int i = 0; i < j; i++) {
        sum -= lower[at + i] * lower[other + i];
      }
      double value = sum / lower[other + j];
      lower[at + j] = value;
      pivot -= value * value;
    }
    return pivot;
  }

  /** Solves for one right-hand side of length size, in place. */
  public void solve(double[] b) {
    solve(b, 0, 1);
  }

  /** Solves in place for the values at from, from + stride, ... */
  public void solve(double[] b, int from, int stride) {
    for (int k = 0; k < size; k++) {
      double sum = b[from + k * stride] * scale[k];
      for (int i = 0; i < k; i++) {
        sum -= lower[k * size + i] * b[from + i * stride];
      }
      b[from + k * stride] = sum / lower[k * size + k];
    }
    for (int k = size - 1; k >= 0; k--) {
      double sum = b[from + k * stride];
      for (int i = k + 1; i < size; i++) {
        sum -= lower[i * size + k] * b[from + i * stride];
      }
      b[from + k * stride] = sum / lower[k * size + k];
    }
    for (int k = 0; k < size; k++) {
      b[from + k * stride] *= scale[k];
    }
  }

  /** The inverse, row by row, exactly symmetric. */
  public double[] inverse() {
    var inverse = new double[size * size];
    for (int k = 0; k < size; k++) {
      inverse[k * size + k] = 1;
      solve(inverse, k, size);
    }
    for (int a = 0; a < size; a++) {
      for (int b = 0; b < a; b++) {
        double mean = (inverse[a * size + b] + inverse[b * size + a]) / 2;
        inverse[a * size + b] = mean;
        inverse[b * size + a] = mean;
      }
    }
    return inverse;
  }
}
