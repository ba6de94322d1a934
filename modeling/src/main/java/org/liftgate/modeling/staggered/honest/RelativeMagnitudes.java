package org.liftgate.modeling.staggered.honest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.liftgate.accumulate.Workers;

/**
 * Confidence sets when the trend may change after the reference by at most M times the largest
 * change between periods before it (Delta^RM of Rambachan and Roth, 2023, section 2.4.1): the union
 * over which earlier change is the largest, and its sign, of the sets that the conditional
 * least-favourable hybrid test accepts, the authors' default.
 */
public record RelativeMagnitudes(Workers workers) {
  private static final long SEED = 20_240_501L;
  private static final int GRID = 400;

  public RelativeMagnitudes() {
    this(Workers.all());
  }

  /**
   * @param low, high ends of the 95% set; infinite where no bound was found
   */
  public record Interval(double low, double high) {
    public boolean holds(double value) {
      return low <= value && value <= high;
    }
  }

  /** Whether a value of the effect is accepted with changes up to m times the largest before. */
  public boolean accepts(Path path, double m, double effect) {
    var accepted = new AtomicBoolean();
    workers.map(
        2 * path.before(),
        k -> {
          if (!accepted.get() && part(path, m, k).accepts(effect)) {
            accepted.set(true);
          }
          return k;
        });
    return accepted.get();
  }

  /** The confidence set's ends, to a thousandth of a standard error. */
  public Interval interval(Path path, double m) {
    List<Part> parts = parts(path, m);
    List<Interval> found = workers.map(parts.size(), k -> interval(path, m, parts.get(k)));
    double low = found.stream().mapToDouble(Interval::low).min().orElseThrow();
    double high = found.stream().mapToDouble(Interval::high).max().orElseThrow();
    return new Interval(low, high);
  }

  /** The largest M at which zero is refused; empty when it is not refused at M = 0. */
  public OptionalDouble breakdown(Path path) {
    return breakdown(path, 0.01);
  }

  /** The same to a relative accuracy. */
  public OptionalDouble breakdown(Path path, double digits) {
    return Breakdown.of(m -> accepts(path, m, 0), 0.5, digits);
  }

  private static Interval interval(Path path, double m, Part part) {
    double sd = path.stdError();
    double widest = 0;
    for (int i = 0; i < path.before(); i++) {
      double next = i + 1 < path.before() ? path.values()[i + 1] : 0;
      widest = Math.max(widest, Math.abs(next - path.values()[i]));
    }
    double steps =
        IntStream.range(0, path.after())
            .mapToDouble(p -> Math.abs(path.target()[p]) * (p + 1))
            .sum();
    double half = 20 * sd + 3 * m * steps * (widest + 6 * sd);
    double centre = path.estimate();
    double step = 2 * half / GRID;
    int first = -1;
    int last = -1;
    for (int g = 0; g <= GRID; g++) {
      if (part.accepts(centre - half + g * step)) {
        first = first < 0 ? g : first;
        last = g;
      }
    }
    if (first < 0) {
      boolean mid = part.accepts(centre);
      return mid
          ? new Interval(centre, centre)
          : new Interval(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
    }
    double low = centre - half + first * step;
    double high = centre - half + last * step;
    return new Interval(
        first == 0 ? Double.NEGATIVE_INFINITY : edge(part, low - step, low, sd),
        last == GRID ? Double.POSITIVE_INFINITY : edge(part, high + step, high, sd));
  }

  private static double edge(Part part, double refused, double accepted, double sd) {
    double out = refused;
    double in = accepted;
    while (Math.abs(out - in) > 1e-3 * sd) {
      double middle = (out + in) / 2;
      if (part.accepts(middle)) {
        in = middle;
      } else {
        out = middle;
      }
    }
    return in;
  }

  private List<Part> parts(Path path, double m) {
    return workers.map(2 * path.before(), k -> part(path, m, k));
  }

  private static Part part(Path path, double m, int k) {
    return new Part(path, constraints(path, m, k / 2, k % 2 == 0 ? 1 : -1), k);
  }

  /** Rows a with a'delta at or below 0: changes bounded by the s-th one, signed. */
  private static double[][] constraints(Path path, double m, int s, int sign) {
    int total = path.before() + path.after();
    var rows = new ArrayList<double[]>();
    double[] largest = change(path, s);
    for (int c = 0; c < total; c++) {
      double bound = sign * (c < path.before() ? 1 : m);
      double[] own = change(path, c);
      for (int direction : new int[] {1, -1}) {
        var row = new double[total];
        Arrays.setAll(row, i -> direction * own[i] - bound * largest[i]);
        if (Arrays.stream(row).anyMatch(v -> Math.abs(v) > 1e-12)) {
          rows.add(row);
        }
      }
    }
    return rows.toArray(double[][]::new);
  }

  /** Change from one period to the next, the reference being zero and left out. */
  private static double[] change(Path path, int c) {
    var row = new double[path.before() + path.after()];
    add(path, row, c, -1);
    add(path, row, c + 1, 1);
    return row;
  }

  /** Periods are numbered with the reference, which stands at K and is zero. */
  private static void add(Path path, double[] row, int period, int by) {
    if (period != path.before()) {
      row[period < path.before() ? period : period - 1] += by;
    }
  }

  /** The test for one choice of the largest change. */
  private static final class Part {
    private final double[] fixed;
    private final double[] byEffect;
    private final ConditionalTest test;

    Part(Path path, double[][] all, int number) {
      int before = path.before();
      int after = path.after();
      double[][] a =
          Arrays.stream(all)
              .filter(r -> IntStream.range(before, r.length).anyMatch(i -> r[i] != 0))
              .toArray(double[][]::new);
      int k = a.length;
      this.fixed = new double[k];
      this.byEffect = new double[k];
      int pivot = pivot(path.target());
      var nuisance = new double[k][after - 1];
      var covariance = new double[k][k];
      for (int i = 0; i < k; i++) {
        for (int j = 0; j < path.values().length; j++) {
          fixed[i] += a[i][j] * path.values()[j];
        }
        byEffect[i] = a[i][before + pivot] / path.target()[pivot];
        for (int p = 0, column = 0; p < after; p++) {
          if (p != pivot) {
            nuisance[i][column++] = a[i][before + p] - byEffect[i] * path.target()[p];
          }
        }
        for (int j = 0; j < k; j++) {
          covariance[i][j] = product(a[i], path.covariance(), a[j]);
        }
      }
      this.test = new ConditionalTest(covariance, nuisance, SEED + number);
    }

    /** The effect stands for this period's; the others are nuisances. */
    private static int pivot(double[] target) {
      int best = 0;
      for (int p = 1; p < target.length; p++) {
        best = Math.abs(target[p]) > Math.abs(target[best]) ? p : best;
      }
      return best;
    }

    private static double product(double[] a, double[][] v, double[] b) {
      double sum = 0;
      for (int i = 0; i < a.length; i++) {
        for (int j = 0; a[i] != 0 && j < b.length; j++) {
          sum += a[i] * v[i][j] * b[j];
        }
      }
      return sum;
    }

    boolean accepts(double effect) {
      var y = new double[fixed.length];
      Arrays.setAll(y, i -> fixed[i] - byEffect[i] * effect);
      return !test.rejects(y);
    }
  }
}
