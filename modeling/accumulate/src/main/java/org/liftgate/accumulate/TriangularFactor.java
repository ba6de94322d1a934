package org.liftgate.accumulate;

import java.util.Arrays;

/**
 * A lower triangular L with L L' = X'X for the columns of X that are no combinations of earlier
 * ones.
 */
public final class TriangularFactor {
  private final int size;
  private final double[] lower;

  TriangularFactor(int size, double[] lower) {
    this.size = size;
    this.lower = lower;
  }

  /**
   * @param kept columns that the factor is of, ascending
   * @param dependent the others
   * @param leastPivot smallest squared distance of a column of length one from those before it
   */
  public record Found(TriangularFactor factor, int[] kept, int[] dependent, double leastPivot) {}

  /**
   * Cholesky's factor.
   *
   * @param gram of columns of length one, row by row
   * @param tolerance a pivot at or below it is taken for zero
   */
  public static Found cholesky(double[] gram, int size, double tolerance) {
    var kept = new int[size];
    var dependent = new int[size];
    int k = 0;
    int out = 0;
    double least = 1;
    var rows = new double[size][];
    for (int a = 0; a < size; a++) {
      var row = new double[k + 1];
      double pivot = gram[a * size + a];
      for (int b = 0; b < k; b++) {
        double sum = gram[a * size + kept[b]];
        for (int i = 0; i < b; i++) {
          sum -= row[i] * rows[b][i];
        }
        row[b] = sum / rows[b][b];
        pivot -= row[b] * row[b];
      }
      if (pivot > tolerance) {
        least = Math.min(least, pivot);
        row[k] = Math.sqrt(pivot);
        rows[k] = row;
        kept[k++] = a;
      } else {
        dependent[out++] = a;
      }
    }
    return new Found(
        new TriangularFactor(k, flat(rows, k)),
        Arrays.copyOf(kept, k),
        Arrays.copyOf(dependent, out),
        least);
  }

  private static double[] flat(double[][] rows, int k) {
    var lower = new double[k * k];
    for (int a = 0; a < k; a++) {
      System.arraycopy(rows[a], 0, lower, a * k, a + 1);
    }
    return lower;
  }

  /** The factor of the first m columns. */
  TriangularFactor leading(int m) {
    var rows = new double[m * m];
    for (int a = 0; a < m; a++) {
      System.arraycopy(lower, a * size, rows, a * m, a + 1);
    }
    return new TriangularFactor(m, rows);
  }

  public int size() {
    return size;
  }

  /** L^-1 v, in place. */
  public void forward(double[] v) {
    for (int a = 0; a < size; a++) {
      double sum = v[a];
      for (int b = 0; b < a; b++) {
        sum -= lower[a * size + b] * v[b];
      }
      v[a] = sum / lower[a * size + a];
    }
  }

  /** L'^-1 v, in place. */
  public void backward(double[] v) {
    for (int a = size - 1; a >= 0; a--) {
      double sum = v[a];
      for (int b = a + 1; b < size; b++) {
        sum -= lower[b * size + a] * v[b];
      }
      v[a] = sum / lower[a * size + a];
    }
  }

  /** (X'X)^-1 v, in place. */
  public void solve(double[] v) {
    forward(v);
    backward(v);
  }

  /** (X'X)^-1, row by row. */
  public double[] inverse() {
    var identity = new double[size * size];
    for (int a = 0; a < size; a++) {
      identity[a * size + a] = 1;
    }
    return backwardBoth(identity);
  }

  /** (X'X)^-1 S (X'X)^-1 for a symmetric S. */
  public double[] sandwich(double[] meat) {
    double[] inner = new double[size * size];
    var column = new double[size];
    for (int b = 0; b < size; b++) {
      column(meat, b, column);
      forward(column);
      setColumn(inner, b, column);
    }
    for (int a = 0; a < size; a++) {
      double[] row = Arrays.copyOfRange(inner, a * size, a * size + size);
      forward(row);
      System.arraycopy(row, 0, inner, a * size, size);
    }
    return backwardBoth(inner);
  }

  /** L'^-1 S L^-1 for a symmetric S, exactly symmetric. */
  public double[] backwardBoth(double[] s) {
    var half = new double[size * size];
    var column = new double[size];
    for (int b = 0; b < size; b++) {
      column(s, b, column);
      backward(column);
      setColumn(half, b, column);
    }
    var out = new double[size * size];
    for (int a = 0; a < size; a++) {
      double[] row = Arrays.copyOfRange(half, a * size, a * size + size);
      backward(row);
      System.arraycopy(row, 0, out, a * size, size);
    }
    for (int a = 0; a < size; a++) {
      for (int b = 0; b < a; b++) {
        double mean = (out[a * size + b] + out[b * size + a]) / 2;
        out[a * size + b] = mean;
        out[b * size + a] = mean;
      }
    }
    return out;
  }

  private void column(double[] matrix, int b, double[] into) {
    for (int a = 0; a < size; a++) {
      into[a] = matrix[a * size + b];
    }
  }

  private void setColumn(double[] matrix, int b, double[] from) {
    for (int a = 0; a < size; a++) {
      matrix[a * size + b] = from[a];
    }
  }

  /** The ratio of the greatest to the least singular value of X T, for a p x p map T. */
  public double conditionNumber(double[][] map) {
    var product = new double[size][size];
    for (int b = 0; b < size; b++) {
      for (int a = 0; a < size; a++) {
        double sum = 0;
        for (int i = a; i < size; i++) {
          sum += lower[i * size + a] * map[i][b];
        }
        product[b][a] = sum;
      }
    }
    double[] values = SingularValues.of(product);
    return values[0] / values[values.length - 1];
  }
}
