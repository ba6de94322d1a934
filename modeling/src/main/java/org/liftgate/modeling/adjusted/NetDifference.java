package org.liftgate.modeling.adjusted;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.liftgate.accumulate.PositiveDefinite;

/**
 * A group's difference in differences beside other treatments: least squares of each unit's change
 * on its own treatment and on being on each other list that reaches into the group's periods. All
 * units share the calendar, so a list adds the same whatever its lags, and one coefficient a list
 * holds them. Right under parallel trends given the lists and effects that add up; without other
 * lists it is the difference of means. Errors by influence functions, (X'X)^-1 x e.
 *
 * @param own empty where the other lists explain the treatment
 * @param lists those with an effect of their own
 * @param effects of the lists on the change
 * @param influence of each unit on each of these effects, by row
 */
public record NetDifference(
    Optional<UnitInfluence> own, List<Other> lists, double[] effects, double[][] influence) {

  /**
   * @param units U, the number of unit codes
   */
  public static NetDifference of(GroupSample sample, int units) {
    double[] d = sample.difference();
    int n = d.length;
    var others = new ArrayList<>(sample.others());
    double[][] x = new double[others.size() + 1][];
    for (int q = 0; q < others.size(); q++) {
      x[q] = centred(others.get(q).indicator());
    }
    double[] arm = new double[n];
    for (int i = 0; i < n; i++) {
      arm[i] = sample.treated()[i];
    }
    x[others.size()] = centred(arm);
    int[] kept = independent(x);
    int last = others.size();
    boolean estimable = Arrays.binarySearch(kept, last) >= 0;
    var lists = Arrays.stream(kept).filter(k -> k < last).mapToObj(others::get).toList();
    int m = kept.length;
    if (m == 0) {
      return new NetDifference(Optional.empty(), List.of(), new double[0], new double[0][]);
    }
    PositiveDefinite normal = PositiveDefinite.factor(gram(x, kept), m).factor().orElseThrow();
    double[] slopes = new double[m];
    double[] y = centred(d);
    for (int a = 0; a < m; a++) {
      slopes[a] = dot(x[kept[a]], y);
    }
    normal.solve(slopes);
    double[][] influence = new double[m][n];
    double[] row = new double[m];
    for (int i = 0; i < n; i++) {
      double e = y[i];
      for (int a = 0; a < m; a++) {
        row[a] = x[kept[a]][i];
        e -= slopes[a] * row[a];
      }
      normal.solve(row);
      for (int a = 0; a < m; a++) {
        influence[a][i] = row[a] * e;
      }
    }
    Optional<UnitInfluence> own =
        estimable
            ? Optional.of(
                UnitInfluence.ofSum(slopes[m - 1], sample.unit(), influence[m - 1], units))
            : Optional.empty();
    int count = lists.size();
    return new NetDifference(
        own, lists, Arrays.copyOf(slopes, count), Arrays.copyOf(influence, count));
  }

  /** n values: what the other lists add to each unit's change. */
  public double[] others() {
    double[] out = new double[lists.isEmpty() ? 0 : lists.getFirst().member().length];
    for (int q = 0; q < effects.length; q++) {
      for (int i = 0; i < out.length; i++) {
        out[i] += lists.get(q).member()[i] ? effects[q] : 0;
      }
    }
    return out;
  }

  private static int[] independent(double[][] x) {
    int k = x.length;
    int[] all = new int[k];
    Arrays.setAll(all, a -> a);
    double[] floor = new double[k];
    Arrays.fill(floor, 1e-9);
    int[] dependent = PositiveDefinite.factor(gram(x, all), k, floor).dependent();
    return Arrays.stream(all).filter(a -> Arrays.binarySearch(dependent, a) < 0).toArray();
  }

  private static double[] gram(double[][] x, int[] kept) {
    int m = kept.length;
    double[] gram = new double[m * m];
    for (int a = 0; a < m; a++) {
      for (int b = 0; b <= a; b++) {
        gram[a * m + b] = dot(x[kept[a]], x[kept[b]]);
      }
    }
    return gram;
  }

  private static double[] centred(double[] v) {
    double mean = Arrays.stream(v).average().orElse(0);
    return Arrays.stream(v).map(a -> a - mean).toArray();
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
