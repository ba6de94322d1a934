package org.liftgate.modeling.staggered.honest;

import java.util.Arrays;

/**
 * The linear program max f'g over g at or above 0 with W g = (1, 0, ..., 0)', solved thousands of
 * times for one W and many f: a feasible basis is found once, each f starts from it. A dense
 * tableau with Bland's rule; W has a handful of rows.
 */
final class VertexProgram {
  private static final double TOLERANCE = 1e-10;

  private final int rows;
  private final int columns;
  private final double[][] start;
  private final int[] startBasis;
  private final boolean feasible;

  /** A vertex where f is largest. */
  record Solution(double value, double[] vertex) {}

  /**
   * @param w m rows of n columns
   */
  VertexProgram(double[][] w) {
    this.rows = w.length;
    this.columns = w[0].length;
    var tableau = new double[rows][columns + rows + 1];
    var basis = new int[rows];
    for (int i = 0; i < rows; i++) {
      System.arraycopy(w[i], 0, tableau[i], 0, columns);
      tableau[i][columns + i] = 1;
      tableau[i][columns + rows] = i == 0 ? 1 : 0;
      basis[i] = columns + i;
    }
    var artificial = new double[columns + rows];
    Arrays.fill(artificial, columns, columns + rows, -1);
    pivot(tableau, basis, artificial, columns + rows);
    double left = 0;
    for (int i = 0; i < rows; i++) {
      left += basis[i] >= columns ? tableau[i][columns + rows] : 0;
    }
    this.feasible = left < 1e-9;
    driveOut(tableau, basis);
    this.start = new double[rows][columns + 1];
    for (int i = 0; i < rows; i++) {
      System.arraycopy(tableau[i], 0, start[i], 0, columns);
      start[i][columns] = tableau[i][columns + rows];
    }
    this.startBasis = basis;
  }

  /** Artificial variables at zero leave the basis where a column can take their place. */
  private void driveOut(double[][] tableau, int[] basis) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; basis[i] >= columns && j < columns; j++) {
        if (Math.abs(tableau[i][j]) > 1e-7) {
          exchange(tableau, basis, i, j);
        }
      }
    }
  }

  boolean feasible() {
    return feasible;
  }

  /** The largest value; only where {@link #feasible()}. */
  Solution maximise(double[] f) {
    double[][] tableau = Arrays.stream(start).map(double[]::clone).toArray(double[][]::new);
    int[] basis = startBasis.clone();
    pivot(tableau, basis, f, columns);
    var vertex = new double[columns];
    double value = 0;
    for (int i = 0; i < rows; i++) {
      if (basis[i] < columns) {
        vertex[basis[i]] = Math.max(0, tableau[i][columns]);
        value += f[basis[i]] * vertex[basis[i]];
      }
    }
    return new Solution(value, vertex);
  }

  /** Steps to a vertex with no gain left; reduced gains are carried along as one more row. */
  private void pivot(double[][] tableau, int[] basis, double[] gains, int usable) {
    double scale = 1;
    var reduced = new double[tableau[0].length];
    for (int j = 0; j < usable; j++) {
      scale = Math.max(scale, Math.abs(gains[j]));
      reduced[j] = gains[j];
    }
    for (int i = 0; i < rows; i++) {
      double own = basis[i] < gains.length ? gains[basis[i]] : 0;
      subtract(reduced, own, tableau[i]);
    }
    for (int step = 0; step < 10_000; step++) {
      int enter = entering(reduced, usable, TOLERANCE * scale, step > 200);
      int leave = enter < 0 ? -1 : leaving(tableau, basis, enter);
      if (leave < 0) {
        return;
      }
      exchange(tableau, basis, leave, enter);
      subtract(reduced, reduced[enter], tableau[leave]);
    }
  }

  private static void subtract(double[] from, double times, double[] row) {
    for (int j = 0; times != 0 && j < row.length; j++) {
      from[j] -= times * row[j];
    }
  }

  /** The largest gain first; after many steps the first one, which cannot cycle. */
  private static int entering(double[] reduced, int usable, double least, boolean first) {
    int best = -1;
    double most = least;
    for (int j = 0; j < usable; j++) {
      if (reduced[j] > most) {
        best = j;
        most = reduced[j];
        if (first) {
          return j;
        }
      }
    }
    return best;
  }

  private int leaving(double[][] tableau, int[] basis, int enter) {
    int leave = -1;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < rows; i++) {
      if (tableau[i][enter] > 1e-9) {
        double ratio = tableau[i][tableau[i].length - 1] / tableau[i][enter];
        boolean tie = leave >= 0 && Math.abs(ratio - least) <= 1e-14;
        if (tie ? basis[i] < basis[leave] : ratio < least) {
          leave = i;
          least = ratio;
        }
      }
    }
    return leave;
  }

  private void exchange(double[][] tableau, int[] basis, int leave, int enter) {
    double[] row = tableau[leave];
    double by = row[enter];
    for (int j = 0; j < row.length; j++) {
      row[j] /= by;
    }
    for (int i = 0; i < rows; i++) {
      if (i != leave) {
        subtract(tableau[i], tableau[i][enter], row);
      }
    }
    basis[leave] = enter;
  }
}
