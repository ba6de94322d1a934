package org.liftgate.modeling.relation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Correlations of columns: Pearson's of the values, Spearman's (1904) of their ranks, ties at the
 * mean of their ranks. A column that does not vary has none.
 *
 * @param pearson k x k, NaN where a column does not vary
 * @param spearman k x k
 */
public record Correlations(double[][] pearson, double[][] spearman) {

  /**
   * @param columns k arrays of n finite values
   */
  public static Correlations of(double[][] columns) {
    double[][] ranks = Arrays.stream(columns).map(Correlations::ranks).toArray(double[][]::new);
    return new Correlations(matrix(columns), matrix(ranks));
  }

  private static double[][] matrix(double[][] columns) {
    double[][] z = Arrays.stream(columns).map(Correlations::standardised).toArray(double[][]::new);
    var out = new double[z.length][z.length];
    for (int a = 0; a < z.length; a++) {
      for (int b = 0; b <= a; b++) {
        double sum = 0;
        for (int i = 0; i < z[a].length; i++) {
          sum += z[a][i] * z[b][i];
        }
        out[a][b] = Double.isNaN(sum) ? sum : Math.clamp(sum, -1, 1);
        out[b][a] = out[a][b];
      }
    }
    return out;
  }

  /** Of mean zero and length one; NaN where the column does not vary. */
  private static double[] standardised(double[] v) {
    boolean varies = Arrays.stream(v).anyMatch(x -> x != v[0]);
    double mean = Arrays.stream(v).average().orElse(0);
    double length = Math.sqrt(Arrays.stream(v).map(x -> (x - mean) * (x - mean)).sum());
    return Arrays.stream(v).map(x -> varies ? (x - mean) / length : Double.NaN).toArray();
  }

  /** 1 for the least; ties share the mean of their ranks. */
  static double[] ranks(double[] v) {
    int[] order =
        IntStream.range(0, v.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> v[i]))
            .mapToInt(i -> i)
            .toArray();
    var out = new double[v.length];
    for (int from = 0; from < order.length; ) {
      int to = from;
      while (to < order.length && v[order[to]] == v[order[from]]) {
        to++;
      }
      for (int i = from; i < to; i++) {
        out[order[i]] = (from + to + 1) / 2.0;
      }
      from = to;
    }
    return out;
  }

  /**
   * An order in which columns alike stand together: average linkage (Sokal and Michener, 1958) on
   * one less the size of Spearman's correlation, the leaves of the tree from left to right.
   */
  public int[] clusteredOrder() {
    int k = spearman.length;
    var groups = new ArrayList<List<Integer>>();
    IntStream.range(0, k).forEach(i -> groups.add(List.of(i)));
    while (groups.size() > 1) {
      int bestA = 0;
      int bestB = 1;
      double least = Double.POSITIVE_INFINITY;
      for (int a = 0; a < groups.size(); a++) {
        for (int b = a + 1; b < groups.size(); b++) {
          double d = apart(groups.get(a), groups.get(b));
          if (d < least) {
            least = d;
            bestA = a;
            bestB = b;
          }
        }
      }
      var joined = new ArrayList<>(groups.get(bestA));
      joined.addAll(groups.get(bestB));
      groups.remove(bestB);
      groups.set(bestA, joined);
    }
    return groups.isEmpty()
        ? new int[0]
        : groups.getFirst().stream().mapToInt(Integer::intValue).toArray();
  }

  /** Mean distance between the members; a column without correlations is far from all. */
  private double apart(List<Integer> a, List<Integer> b) {
    double sum = 0;
    for (int i : a) {
      for (int j : b) {
        sum += Double.isNaN(spearman[i][j]) ? 2 : 1 - Math.abs(spearman[i][j]);
      }
    }
    return sum / (a.size() * b.size());
  }
}
