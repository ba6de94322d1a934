package org.liftgate.modeling.staggered;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Borusyak, Jaravel and Spiess with every dummy laid out: slow, and nothing shared with ours. */
final class DenseImputation {
  private DenseImputation() {}

  /**
   * @param horizon periods since the start; negative for all treated rows
   * @return estimate and conservative standard error
   */
  static double[] of(StaggeredPanel p, int horizon) {
    int n = p.rows();
    int[] units = Arrays.stream(p.unit()).sorted().distinct().toArray();
    int[] periods = Arrays.stream(p.period()).sorted().distinct().toArray();
    int k = units.length + periods.length - 1 + p.covariates().length;
    var z = new double[n][k];
    var d = new boolean[n];
    for (int i = 0; i < n; i++) {
      z[i][Arrays.binarySearch(units, p.unit()[i])] = 1;
      int t = Arrays.binarySearch(periods, p.period()[i]);
      if (t > 0) {
        z[i][units.length + t - 1] = 1;
      }
      for (int c = 0; c < p.covariates().length; c++) {
        z[i][units.length + periods.length - 1 + c] = p.covariates()[c][i];
      }
      d[i] = p.period()[i] >= p.cohort()[i];
    }
    double count = IntStream.range(0, n).filter(i -> d[i] && chosen(p, i, horizon)).count();
    var gram = new double[k][k];
    var zy = new double[k];
    var zw = new double[k];
    for (int i = 0; i < n; i++) {
      double w = d[i] && chosen(p, i, horizon) ? 1 / count : 0;
      for (int a = 0; a < k; a++) {
        zw[a] += w * z[i][a];
        zy[a] += d[i] ? 0 : z[i][a] * p.outcome()[i];
        for (int b = 0; b < k && !d[i]; b++) {
          gram[a][b] += z[i][a] * z[i][b];
        }
      }
    }
    double[] beta = solve(gram, zy);
    double[] lambda = solve(gram, zw);
    double estimate = 0;
    var e = new double[n];
    for (int i = 0; i < n; i++) {
      e[i] = p.outcome()[i] - dot(z[i], beta);
      estimate += d[i] && chosen(p, i, horizon) ? e[i] / count : 0;
    }
    double variance = 0;
    for (int u : units) {
      double score = 0;
      for (int i = 0; i < n; i++) {
        if (p.unit()[i] == u && !d[i]) {
          score -= dot(z[i], lambda) * e[i];
        } else if (p.unit()[i] == u && chosen(p, i, horizon)) {
          score += (e[i] - mean(p, e, i)) / count;
        }
      }
      variance += score * score;
    }
    return new double[] {estimate, Math.sqrt(variance)};
  }

  /** Weights are equal within a cohort and period, so the v^2-weighted mean is the plain one. */
  private static double mean(StaggeredPanel p, double[] e, int row) {
    return IntStream.range(0, e.length)
        .filter(i -> p.cohort()[i] == p.cohort()[row] && p.period()[i] == p.period()[row])
        .mapToDouble(i -> e[i])
        .average()
        .orElseThrow();
  }

  private static boolean chosen(StaggeredPanel p, int i, int horizon) {
    return horizon < 0 || p.period()[i] - p.cohort()[i] == horizon;
  }

  private static double dot(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
  }

  /** Gauss-Jordan with row exchange. */
  private static double[] solve(double[][] a, double[] b) {
    int n = b.length;
    var m = new double[n][];
    for (int i = 0; i < n; i++) {
      m[i] = Arrays.copyOf(a[i], n + 1);
      m[i][n] = b[i];
    }
    for (int c = 0; c < n; c++) {
      int pivot = c;
      for (int r = c; r < n; r++) {
        pivot = Math.abs(m[r][c]) > Math.abs(m[pivot][c]) ? r : pivot;
      }
      double[] swap = m[c];
      m[c] = m[pivot];
      m[pivot] = swap;
      for (int r = 0; r < n; r++) {
        double by = r == c ? 0 : m[r][c] / m[c][c];
        for (int j = c; by != 0 && j <= n; j++) {
          m[r][j] -= by * m[c][j];
        }
      }
    }
    var x = new double[n];
    Arrays.setAll(x, i -> m[i][n] / m[i][i]);
    return x;
  }
}
