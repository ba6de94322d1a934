package org.liftgate.modeling.robustness;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.liftgate.accumulate.PositiveDefinite;

/**
 * A group's least squares of each unit's change on its treatment, beside being on other lists and
 * an intercept. Everything but the change is worked out once, so that a further outcome or window
 * costs one pass; and what the coefficient is without any one unit follows from that unit's
 * residual and leverage alone (Cook and Weisberg, 1982, equation 2.2.9): {@code b - (X'X)^-1 x_i
 * e_i / (1 - h_i)}, exactly.
 */
public final class ChangeGroup {
  private final int[] unit;
  private final byte[] treated;
  private final double[][] x;
  private final PositiveDefinite normal;
  private final double[] loading;
  private final double[] leverage;
  private final int arm;

  private ChangeGroup(int[] unit, byte[] treated, double[][] x, PositiveDefinite normal, int arm) {
    this.unit = unit;
    this.treated = treated;
    this.x = x;
    this.normal = normal;
    this.arm = arm;
    int n = unit.length;
    this.loading = new double[n];
    this.leverage = new double[n];
    double[] row = new double[x.length];
    for (int i = 0; i < n; i++) {
      for (int a = 0; a < row.length; a++) {
        row[a] = x[a][i];
      }
      normal.solve(row);
      loading[i] = row[row.length - 1];
      double h = 1.0 / n;
      for (int a = 0; a < row.length; a++) {
        h += row[a] * x[a][i];
      }
      leverage[i] = h;
    }
  }

  /**
   * @param unit n codes
   * @param treated n values 0 or 1
   * @param others lists that reach into the group's periods, n flags each
   * @return empty when an arm is empty, or the others explain the treatment
   */
  public static Optional<ChangeGroup> of(int[] unit, byte[] treated, List<boolean[]> others) {
    int n = unit.length;
    double[][] all = new double[others.size() + 1][];
    for (int q = 0; q < others.size(); q++) {
      boolean[] member = others.get(q);
      all[q] = new double[n];
      for (int i = 0; i < n; i++) {
        all[q][i] = member[i] ? 1 : 0;
      }
      centre(all[q]);
    }
    double[] own = new double[n];
    int arm = 0;
    for (int i = 0; i < n; i++) {
      own[i] = treated[i];
      arm += treated[i];
    }
    centre(own);
    all[others.size()] = own;
    if (arm == 0 || arm == n) {
      return Optional.empty();
    }
    double[] floor = new double[all.length];
    Arrays.fill(floor, 1e-9);
    int[] dependent = PositiveDefinite.factor(gram(all), all.length, floor).dependent();
    if (Arrays.binarySearch(dependent, others.size()) >= 0) {
      return Optional.empty();
    }
    double[][] kept =
        java.util.stream.IntStream.range(0, all.length)
            .filter(a -> Arrays.binarySearch(dependent, a) < 0)
            .mapToObj(a -> all[a])
            .toArray(double[][]::new);
    int count = arm;
    return PositiveDefinite.factor(gram(kept), kept.length)
        .factor()
        .map(f -> new ChangeGroup(unit, treated, kept, f, count));
  }

  private static void centre(double[] v) {
    double mean = Arrays.stream(v).average().orElse(0);
    Arrays.setAll(v, i -> v[i] - mean);
  }

  private static double[] gram(double[][] x) {
    int m = x.length;
    double[] gram = new double[m * m];
    for (int a = 0; a < m; a++) {
      for (int b = 0; b <= a; b++) {
        gram[a * m + b] = dot(x[a], x[b]);
      }
    }
    return gram;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /**
   * The coefficient of the treatment for one vector of changes.
   *
   * @param residual n values
   */
  public record Fit(double effect, double[] residual) {}

  /**
   * @param change n finite values
   */
  public Fit fit(double[] change) {
    double[] e = change.clone();
    centre(e);
    double[] b = new double[x.length];
    for (int a = 0; a < b.length; a++) {
      b[a] = dot(x[a], e);
    }
    normal.solve(b);
    for (int i = 0; i < e.length; i++) {
      for (int a = 0; a < b.length; a++) {
        e[i] -= b[a] * x[a][i];
      }
    }
    return new Fit(b[b.length - 1], e);
  }

  /** What a row adds to the coefficient's error: (X'X)^-1 x_i e_i. */
  public double influence(Fit fit, int row) {
    return loading[row] * fit.residual()[row];
  }

  /** The coefficient without a row, exactly; NaN where the row alone decides it. */
  public double without(Fit fit, int row) {
    double rest = 1 - leverage[row];
    return rest > 1e-10 ? fit.effect() - influence(fit, row) / rest : Double.NaN;
  }

  public int rows() {
    return unit.length;
  }

  public int unit(int row) {
    return unit[row];
  }

  public int treatedUnits() {
    return arm;
  }

  /** n1 n0 / n, all units or one of a row's arm fewer. */
  public double information(int without) {
    double one = arm - (without >= 0 && treated[without] == 1 ? 1 : 0);
    double n = unit.length - (without >= 0 ? 1 : 0);
    return n > 0 ? one * (n - one) / n : 0;
  }
}
