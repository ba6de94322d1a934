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
    Attempt attempt = attempt(matrix, size, floor);
    return new Factored(
        attempt.dependent.length == 0 ? Optional.of(attempt.factor) : Optional.empty(),
        attempt.dependent,
        attempt.leastPivot);
  }

  /**
   * A factor that solves consistent systems of a matrix that may be singular: unknowns that depend
   * on earlier ones are set to zero.
   */
  static PositiveDefinite semidefinite(double[] matrix, int size) {
    return attempt(matrix, size, new double[size]).factor;
  }

  /** A factor in which dependent columns count as left out. */
  private record Attempt(PositiveDefinite factor, int[] dependent, double leastPivot) {}

  private static Attempt attempt(double[] matrix, int size, double[] floor) {
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
    return new Attempt(
        new PositiveDefinite(size, lower, scale), Arrays.copyOf(dependent, count), least);
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
      double value = (sum - dot(lower, at, other, j)) / lower[other + j];
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

  private static double dot(double[] v, int a, int b, int count) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = 0;
    for (; i + 3 < count; i += 4) {
      s0 = Math.fma(v[a + i], v[b + i], s0);
      s1 = Math.fma(v[a + i + 1], v[b + i + 1], s1);
      s2 = Math.fma(v[a + i + 2], v[b + i + 2], s2);
      s3 = Math.fma(v[a + i + 3], v[b + i + 3], s3);
    }
    for (; i < count; i++) {
      s0 = Math.fma(v[a + i], v[b + i], s0);
    }
    return (s0 + s1) + (s2 + s3);
  }

  /**
   * Solves in place for several right-hand sides side by side.
   *
   * @param b size x columns, row by row
   */
  void solveRows(double[] b, int columns) {
    for (int k = 0; k < size; k++) {
      scale(b, k * columns, columns, scale[k]);
      for (int i = 0; i < k; i++) {
        axpy(-lower[k * size + i], b, i * columns, b, k * columns, columns);
      }
      scale(b, k * columns, columns, 1 / lower[k * size + k]);
    }
    for (int k = size - 1; k >= 0; k--) {
      scale(b, k * columns, columns, 1 / lower[k * size + k]);
      for (int i = 0; i < k; i++) {
        axpy(-lower[k * size + i], b, k * columns, b, i * columns, columns);
      }
      scale(b, k * columns, columns, scale[k]);
    }
  }

  /** to += factor * from. */
  static void axpy(double factor, double[] from, int at, double[] to, int start, int count) {
    for (int i = 0; i < count; i++) {
      to[start + i] = Math.fma(factor, from[at + i], to[start + i]);
    }
  }

  private static void scale(double[] v, int at, int count, double factor) {
    for (int i = at; i < at + count; i++) {
      v[i] *= factor;
    }
  }

  /** L^-1 for the unscaled matrix L L': lower triangle, row by row. */
  double[] inverseFactor() {
    double[] half = scaledInverseFactor();
    for (int a = 0; a < size; a++) {
      for (int b = 0; b <= a; b++) {
        half[a * size + b] *= scale[b];
      }
    }
    return half;
  }

  private double[] scaledInverseFactor() {
    var half = new double[size * size];
    for (int k = 0; k < size; k++) {
      int row = k * size;
      half[row + k] = 1;
      for (int i = 0; i < k; i++) {
        axpy(-lower[row + i], half, i * size, half, row, i + 1);
      }
      scale(half, row, k + 1, 1 / lower[row + k]);
    }
    return half;
  }

  /** The inverse, row by row, exactly symmetric: L^-T L^-1. */
  public double[] inverse() {
    double[] half = scaledInverseFactor();
    var inverse = new double[size * size];
    for (int k = 0; k < size; k++) {
      int row = k * size;
      for (int a = 0; a <= k; a++) {
        axpy(half[row + a], half, row, inverse, a * size, a + 1);
      }
    }
    for (int a = 0; a < size; a++) {
      for (int b = 0; b <= a; b++) {
        double value = inverse[a * size + b] * scale[a] * scale[b];
        inverse[a * size + b] = value;
        inverse[b * size + a] = value;
      }
    }
    return inverse;
  }
}
