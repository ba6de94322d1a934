package org.liftgate.modeling.synthetic;

import java.util.Arrays;

/**
 * Least squares over the simplex with a ridge, by Frank and Wolfe's method as R's synthdid 0.0.9
 * has it: minimises zeta^2 |x|^2 + |A x - b|^2 / rows over x >= 0, sum x = 1, with exact line
 * search and the stop at a decrease of at most minDecrease^2.
 *
 * <p>As the weights sum to one, A x - b = D x with D = A - b 1'. Products with D'D are kept up to
 * date by the columns the search has visited, so an iteration costs rows + columns, and are
 * computed anew now and then.
 */
final class FrankWolfe {
  private static final int REFRESH = 100;

  private final double[][] columns;
  private final int rows;
  private final double eta;
  private final double zeta2;
  private final double[][] gram;

  /**
   * @param a columns of A, each of {@code rows} values
   * @param b target
   * @param centred whether columns and target are centred first: a free intercept
   */
  FrankWolfe(double[][] a, double[] b, double zeta, boolean centred) {
    this.rows = b.length;
    this.zeta2 = zeta * zeta;
    this.eta = rows * zeta2;
    this.columns = new double[a.length][rows];
    this.gram = new double[a.length][];
    for (int j = 0; j < a.length; j++) {
      double mean = 0;
      for (int i = 0; i < rows; i++) {
        columns[j][i] = a[j][i] - b[i];
        mean += columns[j][i] / rows;
      }
      for (int i = 0; centred && i < rows; i++) {
        columns[j][i] -= mean;
      }
    }
  }

  /** Weights from a start on the simplex. */
  double[] solve(double[] start, double minDecrease, int maxIterations) {
    double[] x = start.clone();
    var residual = new double[rows];
    var product = new double[x.length];
    double last = Double.POSITIVE_INFINITY;
    for (int t = 1; t <= maxIterations; t++) {
      if (t % REFRESH == 1) {
        refresh(x, residual, product);
      }
      step(x, residual, product);
      double value = zeta2 * dot(x, x) + dot(residual, residual) / rows;
      if (t >= 2 && !(last - value > minDecrease * minDecrease)) {
        break;
      }
      last = value;
    }
    return x;
  }

  private void refresh(double[] x, double[] residual, double[] product) {
    Arrays.fill(residual, 0);
    for (int j = 0; j < x.length; j++) {
      for (int i = 0; x[j] != 0 && i < rows; i++) {
        residual[i] += x[j] * columns[j][i];
      }
    }
    for (int j = 0; j < x.length; j++) {
      product[j] = dot(columns[j], residual);
    }
  }

  private void step(double[] x, double[] residual, double[] product) {
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    double slope = 0;
    for (int j = 0; j < x.length; j++) {
      double half = product[j] + eta * x[j];
      slope += half * x[j];
      if (half < least) {
        least = half;
        best = j;
      }
    }
    slope -= least;
    double denominator = eta * (dot(x, x) - 2 * x[best] + 1);
    for (int i = 0; i < rows; i++) {
      double d = columns[best][i] - residual[i];
      denominator += d * d;
    }
    if (denominator > 0) {
      move(Math.clamp(slope / denominator, 0.0, 1.0), best, x, residual, product);
    }
  }

  private void move(double step, int to, double[] x, double[] residual, double[] product) {
    double[] visited = visited(to);
    for (int j = 0; j < x.length; j++) {
      x[j] -= step * x[j];
      product[j] += step * (visited[j] - product[j]);
    }
    x[to] += step;
    for (int i = 0; i < rows; i++) {
      residual[i] += step * (columns[to][i] - residual[i]);
    }
  }

  private double[] visited(int column) {
    double[] known = gram[column];
    if (known == null) {
      known = new double[columns.length];
      for (int j = 0; j < known.length; j++) {
        known[j] = dot(columns[j], columns[column]);
      }
      gram[column] = known;
    }
    return known;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
