package org.liftgate.modeling.linear;

import java.util.Arrays;
import java.util.Optional;
import org.liftgate.accumulate.PositiveDefinite;

/**
 * Slopes of a regression with unit and period effects when each unit in turn is left out, exactly:
 * with every column cleared of its unit means and periods as dummies, the normal equations are sums
 * over units, and a unit's part is taken out again (Belsley, Kuh and Welsch, 1980, section 2.1, for
 * blocks of rows).
 *
 * @param all k slopes of all rows
 * @param without units x k slopes; NaN where what is left does not determine them
 */
public record LeaveOneUnitOut(double[] all, double[][] without) {

  /**
   * @param y n outcomes
   * @param columns k arrays of n values
   * @param unit n codes 0..units-1
   * @param time n codes 0..periods-1
   * @return empty when the columns and effects are not linearly independent
   */
  public static Optional<LeaveOneUnitOut> of(
      double[] y, double[][] columns, int[] unit, int[] time) {
    int k = columns.length;
    int units = Arrays.stream(unit).max().orElse(-1) + 1;
    int periods = Arrays.stream(time).max().orElse(-1) + 1;
    int size = k + Math.max(0, periods - 1);
    var z = new double[size + 1][];
    for (int j = 0; j < k; j++) {
      z[j] = columns[j];
    }
    for (int t = 1; t < periods; t++) {
      int period = t;
      z[k + t - 1] = Arrays.stream(time).mapToDouble(v -> v == period ? 1 : 0).toArray();
    }
    z[size] = y;
    var scale = new double[size + 1];
    for (int j = 0; j <= size; j++) {
      z[j] = cleared(z[j], unit, units);
      double length = Math.sqrt(Arrays.stream(z[j]).map(v -> v * v).sum());
      scale[j] = length > 0 ? length : 1;
      for (int i = 0; i < z[j].length; i++) {
        z[j][i] /= scale[j];
      }
    }
    var parts = new double[units][(size + 1) * (size + 1)];
    var sum = new double[(size + 1) * (size + 1)];
    for (int i = 0; i < y.length; i++) {
      for (int a = 0; a <= size; a++) {
        for (int b = 0; b <= size; b++) {
          parts[unit[i]][a * (size + 1) + b] += z[a][i] * z[b][i];
        }
      }
    }
    for (double[] part : parts) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += part[i];
      }
    }
    Optional<double[]> all = slopes(sum, size, k, scale);
    return all.map(
        slopes -> {
          var without = new double[units][];
          for (int u = 0; u < units; u++) {
            double[] left = sum.clone();
            for (int i = 0; i < left.length; i++) {
              left[i] -= parts[u][i];
            }
            without[u] = slopes(left, size, k, scale).orElseGet(() -> nothing(k));
          }
          return new LeaveOneUnitOut(slopes, without);
        });
  }

  private static double[] nothing(int k) {
    var out = new double[k];
    Arrays.fill(out, Double.NaN);
    return out;
  }

  /** Less the mean of the unit. */
  static double[] cleared(double[] values, int[] unit, int units) {
    var sums = new double[units];
    var counts = new int[units];
    for (int i = 0; i < values.length; i++) {
      sums[unit[i]] += values[i];
      counts[unit[i]]++;
    }
    var out = new double[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = values[i] - sums[unit[i]] / counts[unit[i]];
    }
    return out;
  }

  /** Solves the leading block for the last column, and turns slopes back to the columns' scale. */
  private static Optional<double[]> slopes(double[] sums, int size, int k, double[] scale) {
    var gram = new double[size * size];
    var right = new double[size];
    for (int a = 0; a < size; a++) {
      System.arraycopy(sums, a * (size + 1), gram, a * size, size);
      right[a] = sums[a * (size + 1) + size];
    }
    return PositiveDefinite.factor(gram, size)
        .factor()
        .map(
            f -> {
              f.solve(right);
              var out = new double[k];
              for (int j = 0; j < k; j++) {
                out[j] = right[j] * scale[size] / scale[j];
              }
              return out;
            });
  }
}
