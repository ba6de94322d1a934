package org.liftgate.modeling.staggered;

import java.util.Optional;
import org.liftgate.accumulate.PositiveDefinite;

/**
 * The normal equations of untreated outcomes on unit effects, period effects and covariates: units
 * are eliminated, what is left is factored once and solved for the outcome and for the weights of
 * every target.
 */
final class UntreatedModel {
  private final int[] unit;
  private final int[] period;
  private final boolean[] untreated;
  private final double[][] x;
  private final int periods;
  private final int size;
  private final double[] rows;
  private final double[] seen;
  private final PositiveDefinite factor;

  private UntreatedModel(
      int[] unit,
      int[] period,
      boolean[] untreated,
      double[][] x,
      int periods,
      double[] rows,
      double[] seen,
      PositiveDefinite factor) {
    this.unit = unit;
    this.period = period;
    this.untreated = untreated;
    this.x = x;
    this.periods = periods;
    this.size = periods + x.length;
    this.rows = rows;
    this.seen = seen;
    this.factor = factor;
  }

  /**
   * Coefficients: one a unit, then periods (the first at 0) and covariates.
   *
   * @param units u values
   * @param rest periods + k values
   */
  record Coefficients(double[] units, double[] rest) {}

  /**
   * @param unit n codes 0..units-1, in order
   * @param period n codes 0..periods-1
   * @param untreated n flags; every unit and period has a row where it is true
   * @param x k columns of n values
   * @return empty where the equations are singular
   */
  static Optional<UntreatedModel> of(
      int[] unit, int[] period, boolean[] untreated, double[][] x, int units, int periods) {
    int size = periods + x.length;
    var rows = new double[units];
    var seen = new double[units * size];
    var gram = new double[size * size];
    for (int i = 0; i < unit.length; i++) {
      if (untreated[i]) {
        rows[unit[i]]++;
        int at = unit[i] * size;
        seen[at + period[i]]++;
        gram[period[i] * size + period[i]]++;
        for (int a = 0; a < x.length; a++) {
          seen[at + periods + a] += x[a][i];
          gram[(periods + a) * size + period[i]] += x[a][i];
          for (int b = 0; b <= a; b++) {
            gram[(periods + a) * size + periods + b] += x[a][i] * x[b][i];
          }
        }
      }
    }
    for (int u = 0; u < units; u++) {
      eliminate(gram, seen, u * size, size, 1 / rows[u]);
    }
    int left = size - 1;
    var reduced = new double[left * left];
    for (int a = 0; a < left; a++) {
      System.arraycopy(gram, (a + 1) * size + 1, reduced, a * left, a + 1);
    }
    return PositiveDefinite.factor(reduced, left)
        .factor()
        .map(f -> new UntreatedModel(unit, period, untreated, x, periods, rows, seen, f));
  }

  private static void eliminate(double[] gram, double[] seen, int at, int size, double each) {
    for (int a = 0; a < size; a++) {
      double v = seen[at + a] * each;
      for (int b = 0; v != 0 && b <= a; b++) {
        gram[a * size + b] -= v * seen[at + b];
      }
    }
  }

  /**
   * Coefficients c with Z0'Z0 c = the given sums.
   *
   * @param values n values: summed by unit, period and times the covariates
   * @param ofUntreated which rows are summed: the untreated or the treated ones
   */
  Coefficients solve(double[] values, boolean ofUntreated) {
    var units = new double[rows.length];
    var rest = new double[size];
    for (int i = 0; i < values.length; i++) {
      if (untreated[i] == ofUntreated && values[i] != 0) {
        units[unit[i]] += values[i];
        rest[period[i]] += values[i];
        for (int a = 0; a < x.length; a++) {
          rest[periods + a] += x[a][i] * values[i];
        }
      }
    }
    for (int u = 0; u < units.length; u++) {
      double mean = units[u] / rows[u];
      for (int a = 0; mean != 0 && a < size; a++) {
        rest[a] -= seen[u * size + a] * mean;
      }
    }
    var solved = java.util.Arrays.copyOfRange(rest, 1, size);
    factor.solve(solved);
    rest[0] = 0;
    System.arraycopy(solved, 0, rest, 1, size - 1);
    for (int u = 0; u < units.length; u++) {
      double sum = units[u];
      for (int a = 1; a < size; a++) {
        sum -= seen[u * size + a] * rest[a];
      }
      units[u] = sum / rows[u];
    }
    return new Coefficients(units, rest);
  }

  /** The row's fitted value. */
  double fitted(Coefficients c, int i) {
    double sum = c.units[unit[i]] + c.rest[period[i]];
    for (int a = 0; a < x.length; a++) {
      sum += c.rest[periods + a] * x[a][i];
    }
    return sum;
  }
}
