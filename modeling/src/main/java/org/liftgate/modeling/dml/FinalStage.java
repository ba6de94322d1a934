package org.liftgate.modeling.dml;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.liftgate.accumulate.PositiveDefinite;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.modeling.learn.Refusal;
import org.liftgate.modeling.linear.LinearFit;
import org.liftgate.modeling.linear.LinearRegression;
import org.liftgate.modeling.linear.LinearSample;

/**
 * Least squares of residuals on p columns without a constant, with the covariance asked for, and
 * the influence of each row on combinations of the coefficients.
 */
final class FinalStage {
  private final double[] y;
  private final double[][] z;
  private final int[] codes;
  final double[] coefficients;
  final double[][] covariance;
  final int[] leftOut;
  final double df;
  final CateFit.Convention convention;

  /**
   * @param z p arrays of n values
   * @param codes n clusters; empty where rows are independent
   */
  FinalStage(
      double[] y,
      List<String> names,
      double[][] z,
      Covariance options,
      Map<String, int[]> clusters,
      Workers workers) {
    this.y = y;
    this.z = z;
    var by = Checks.cluster(options);
    this.codes = by.map(clusters::get).orElse(new int[0]);
    var sample = new LinearSample(y, names, z, false, new double[0], List.of(), clusters);
    LinearFit fit = new LinearRegression(options).with(workers).fit(sample);
    if (!(fit instanceof LinearFit.Solved s)) {
      throw refusal(fit);
    }
    int p = z.length;
    int[] place = names.stream().mapToInt(s.terms()::indexOf).toArray();
    this.coefficients = new double[p];
    this.covariance = new double[p][p];
    for (int a = 0; a < p; a++) {
      for (int b = 0; place[a] >= 0 && b < p; b++) {
        covariance[a][b] = place[b] < 0 ? 0 : s.covariance()[place[a]][place[b]];
      }
      coefficients[a] = place[a] < 0 ? 0 : s.coefficients()[place[a]];
    }
    this.leftOut = IntStream.range(0, p).filter(a -> place[a] < 0).toArray();
    this.df =
        by.isPresent()
            ? IntStream.range(0, s.df().length).mapToDouble(k -> s.df()[k]).min().orElse(1)
            : Double.POSITIVE_INFINITY;
    var c = s.convention();
    this.convention = new CateFit.Convention(c.kind(), c.clusters(), c.ssc());
  }

  private static Refusal refusal(LinearFit fit) {
    for (Estimate e : fit.estimates()) {
      if (e instanceof Estimate.Missing m) {
        return new Refusal(m.reason(), m.detail());
      }
    }
    return new Refusal(Reason.UNSUITED, "The final regression has no solution.");
  }

  /** Influences w'(Z'Z / n)^-1 z_i e_i of the rows on a combination of the coefficients. */
  double[] influences(double[] weights) {
    int n = y.length;
    int[] kept =
        IntStream.range(0, z.length)
            .filter(a -> IntStream.of(leftOut).noneMatch(b -> b == a))
            .toArray();
    int p = kept.length;
    var gram = new double[p * p];
    var direction = new double[p];
    for (int a = 0; a < p; a++) {
      direction[a] = weights[kept[a]];
      for (int b = 0; b <= a; b++) {
        gram[a * p + b] = EffectModel.dot(z[kept[a]], z[kept[b]]) / n;
      }
    }
    PositiveDefinite.factor(gram, p)
        .factor()
        .orElseThrow(() -> new Refusal(Reason.COLLINEAR, "The basis is nearly collinear."))
        .solve(direction);
    var out = new double[n];
    var fitted = new double[n];
    for (int a = 0; a < p; a++) {
      double[] column = z[kept[a]];
      for (int i = 0; i < n; i++) {
        out[i] += direction[a] * column[i];
        fitted[i] += coefficients[kept[a]] * column[i];
      }
    }
    for (int i = 0; i < n; i++) {
      out[i] *= y[i] - fitted[i];
    }
    return out;
  }

  /** Variance of the mean of n influences, summed within clusters, without a factor. */
  double variance(double[] influences) {
    double n = influences.length;
    if (codes.length == 0) {
      return EffectModel.dot(influences, influences) / n / n;
    }
    var sums = new java.util.HashMap<Integer, Double>();
    for (int i = 0; i < influences.length; i++) {
      sums.merge(codes[i], influences[i], Double::sum);
    }
    double squares = 0;
    for (double s : new ArrayList<>(sums.values())) {
      squares += s * s;
    }
    return squares / n / n;
  }

  /** Puts covariances between stages where they belong in the matrix of all coefficients. */
  static void between(List<FinalStage> stages, int width, double[][] v) {
    var influences = new double[stages.size() * width][];
    for (int c = 0; c < stages.size(); c++) {
      for (int j = 0; j < width; j++) {
        var unit = new double[width];
        unit[j] = 1;
        influences[c * width + j] = stages.get(c).influences(unit);
      }
    }
    for (int a = 0; a < v.length; a++) {
      for (int b = 0; b < v.length; b++) {
        if (a / width != b / width && v[a][a] > 0 && v[b][b] > 0) {
          FinalStage one = stages.get(a / width);
          double plain = Math.sqrt(one.variance(influences[a]) * one.variance(influences[b]));
          double sum = one.product(influences[a], influences[b]);
          v[a][b] = sum / plain * Math.sqrt(v[a][a] * v[b][b]);
        }
      }
    }
  }

  /** Covariance of the means of two influences, by the polarisation of the variance. */
  private double product(double[] a, double[] b) {
    var sum = new double[a.length];
    var difference = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      sum[i] = a[i] + b[i];
      difference[i] = a[i] - b[i];
    }
    return (variance(sum) - variance(difference)) / 4;
  }
}
