package org.liftgate.modeling.inference;

import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.FDistribution;
import org.liftgate.accumulate.PositiveDefinite;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;

/**
 * The difference of two independent samples' mean vectors whose covariances may differ. One entry
 * is judged by Satterthwaite's degrees of freedom (Welch, 1947), several together by the
 * approximation of Krishnamoorthy and Yu (2004) to T^2, which is Welch's test for one entry and
 * keeps its value under any linear change of the entries.
 *
 * @param value k differences
 * @param first k x k covariance of the first sample's mean: S / n
 * @param second the same of the second sample
 * @param firstRows n of the first sample, at least 2
 * @param secondRows n of the second sample, at least 2
 */
public record MeanDifference(
    double[] value, double[][] first, double[][] second, int firstRows, int secondRows) {

  /**
   * @param a n1 x k, at least two rows
   * @param b n2 x k, at least two rows
   */
  public static MeanDifference of(double[][] a, double[][] b) {
    double[] ma = mean(a);
    double[] mb = mean(b);
    double[] value = IntStream.range(0, ma.length).mapToDouble(k -> ma[k] - mb[k]).toArray();
    return new MeanDifference(value, ofMean(a, ma), ofMean(b, mb), a.length, b.length);
  }

  private static double[] mean(double[][] rows) {
    var mean = new double[rows[0].length];
    for (double[] row : rows) {
      for (int k = 0; k < mean.length; k++) {
        mean[k] += row[k] / rows.length;
      }
    }
    return mean;
  }

  private static double[][] ofMean(double[][] rows, double[] mean) {
    int k = mean.length;
    var s = new double[k][k];
    double divisor = (double) rows.length * (rows.length - 1);
    for (double[] row : rows) {
      for (int i = 0; i < k; i++) {
        for (int j = 0; j <= i; j++) {
          s[i][j] += (row[i] - mean[i]) * (row[j] - mean[j]) / divisor;
        }
      }
    }
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < i; j++) {
        s[j][i] = s[i][j];
      }
    }
    return s;
  }

  /** k x k covariance of the differences. */
  public double[][] covariance() {
    int k = value.length;
    var sum = new double[k][k];
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        sum[i][j] = first[i][j] + second[i][j];
      }
    }
    return sum;
  }

  /** One difference, or why there is none. */
  public Estimate estimate(String term, int k) {
    double a = first[k][k];
    double b = second[k][k];
    if (!(a + b > 0)) {
      return new Estimate.Missing(
          term, Reason.NO_VARIATION, "Units of neither arm differ, so there is no error to show.");
    }
    double df = (a + b) * (a + b) / (a * a / (firstRows - 1) + b * b / (secondRows - 1));
    return new StudentT(df).value(term, value[k], Math.sqrt(a + b));
  }

  /**
   * A test that the entries chosen are all zero.
   *
   * @return empty when their covariance is singular or leaves no degree of freedom, as with few
   *     rows
   */
  public Optional<JointTest> joint(int[] at) {
    int p = at.length;
    double[] v = new double[p * p];
    double[] difference = new double[p];
    for (int i = 0; i < p; i++) {
      difference[i] = value[at[i]];
      for (int j = 0; j < p; j++) {
        v[i * p + j] = first[at[i]][at[j]] + second[at[i]][at[j]];
      }
    }
    return PositiveDefinite.factor(v, p)
        .factor()
        .flatMap(
            f -> {
              double df =
                  (p + (double) p * p)
                      / (share(f, first, at, firstRows) + share(f, second, at, secondRows));
              double[] solved = difference.clone();
              f.solve(solved);
              double square =
                  IntStream.range(0, p).mapToDouble(i -> difference[i] * solved[i]).sum();
              double df2 = df - p + 1;
              double statistic = square * df2 / (df * p);
              return df2 > 0
                  ? Optional.of(
                      new JointTest(
                          statistic,
                          p,
                          df2,
                          FDistribution.of(p, df2).survivalProbability(statistic)))
                  : Optional.empty();
            });
  }

  /** (tr(A^2) + tr(A)^2) / (n - 1) with A = own V^-1. */
  private static double share(PositiveDefinite v, double[][] own, int[] at, int rows) {
    int p = at.length;
    var a = new double[p][];
    for (int i = 0; i < p; i++) {
      int row = at[i];
      a[i] = IntStream.of(at).mapToDouble(j -> own[row][j]).toArray();
      v.solve(a[i]);
    }
    double trace = 0;
    double squares = 0;
    for (int i = 0; i < p; i++) {
      trace += a[i][i];
      for (int j = 0; j < p; j++) {
        squares += a[i][j] * a[j][i];
      }
    }
    return (squares + trace * trace) / (rows - 1);
  }
}
