package org.liftgate.modeling.linear;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.liftgate.accumulate.ClusterTotals;
import org.liftgate.accumulate.NormalEquations.Solution;
import org.liftgate.accumulate.TriangularFactor;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Covariance.WildCluster;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;

/**
 * The wild cluster bootstrap-t with the null imposed (Cameron, Gelbach and Miller, 2008; Roodman et
 * al., 2019), its interval by test inversion. With c'b = theta under test, d = c'b - theta and xg =
 * Z (Z'Z)^-1 c / v, v = c'(Z'Z)^-1 c, restricted residuals are e + d xg; a draw's numerator and
 * denominator are a linear and a quadratic function of d, so five sums a draw hold all tests.
 * Refitting is never needed: per cluster, s = Z'e and k = Z'xg suffice.
 */
final class WildBootstrap {
  private static final double[] WEBB = {
    -Math.sqrt(1.5), -1, -Math.sqrt(0.5), Math.sqrt(0.5), 1, Math.sqrt(1.5)
  };

  /** Relative slack by which a draw equal to the statistic counts. */
  private static final double TIE = 1e-10;

  private static final int CHUNK = 256;

  private final Solution fit;
  private final Grouping by;
  private final double[] scores;
  private final WildCluster options;
  private final Workers workers;
  private final boolean enumerated;
  private final int draws;
  private final int p;

  WildBootstrap(Solution fit, Grouping by, double[] scores, WildCluster options, Workers workers) {
    this.fit = fit;
    this.by = by;
    this.scores = scores;
    this.options = options;
    this.workers = workers;
    this.p = fit.design().width();
    this.enumerated =
        options.weights() == WildCluster.Weights.RADEMACHER
            && by.count() < 31
            && 1L << by.count() <= options.draws();
    this.draws = enumerated ? 1 << by.count() : options.draws();
  }

  String note() {
    String law =
        options.weights() == WildCluster.Weights.WEBB ? "Webb's six points" : "Rademacher signs";
    return enumerated
        ? "All %,d sign patterns of %d clusters were used; the p-value counts draws at least as far out."
            .formatted(draws, by.count())
        : "%,d draws of %s by %d clusters; the p-value is (1 + draws at least as far out)/(1 + draws)."
            .formatted(draws, law, by.count());
  }

  /** Of each draw: numerator N0 + d N1, squared scores Q00 + 2 d Q01 + d^2 Q11. */
  private record Sums(double[] n0, double[] n1, double[] q00, double[] q01, double[] q11) {}

  /**
   * @param contrast c, of p scaled coefficients
   * @param value c'b
   * @param stdError CR1
   */
  Estimate estimate(String term, double[] contrast, double value, double stdError) {
    double[] gamma = contrast.clone();
    fit.factor().solve(gamma);
    double v = dot(contrast, gamma);
    for (int a = 0; a < p; a++) {
      gamma[a] /= v;
    }
    double[] regressor = regressor(gamma);
    double[] k = ClusterTotals.of(fit.design(), regressor, by.codes(), by.count(), workers);
    double own = 0;
    for (int g = 0; g < by.count(); g++) {
      double a = dot(gamma, scores, g);
      own += a * a;
    }
    Sums sums = sums(gamma, k);
    double scale = v * v * own;
    double p0 = pValue(sums, scale, value);
    double reach = stdError > 0 ? stdError : Math.abs(value);
    double low = bound(sums, scale, -reach);
    double high = bound(sums, scale, reach);
    if (!Double.isFinite(low) || !Double.isFinite(high) || !(stdError > 0)) {
      return new Estimate.Missing(
          term,
          Reason.TOO_FEW_CLUSTERS,
          "%d clusters cannot reject any value at 5%%: the interval has no end. p = %.4f against 0."
              .formatted(by.count(), p0));
    }
    return new Estimate.Value(term, value, stdError, by.count() - 1, p0, value - high, value - low);
  }

  /** n values of Z gamma. */
  private double[] regressor(double[] gamma) {
    int n = fit.design().rows();
    var out = new double[n];
    var z = new double[1024];
    for (int at = 0; at < n; at += z.length) {
      int to = Math.min(n, at + z.length);
      for (int j = 0; j < p; j++) {
        fit.design().fill(j, at, to, z);
        for (int i = at; i < to; i++) {
          out[i] += gamma[j] * z[i - at];
        }
      }
    }
    return out;
  }

  private Sums sums(double[] gamma, double[] k) {
    var sums =
        new Sums(
            new double[draws],
            new double[draws],
            new double[draws],
            new double[draws],
            new double[draws]);
    var a0 = new double[by.count()];
    var a1 = new double[by.count()];
    for (int g = 0; g < a0.length; g++) {
      a0[g] = dot(gamma, scores, g);
      a1[g] = dot(gamma, k, g);
    }
    workers.map(
        (draws + CHUNK - 1) / CHUNK,
        c -> {
          for (int b = c * CHUNK; b < Math.min(draws, (c + 1) * CHUNK); b++) {
            draw(sums, b, weights(b), a0, a1, k);
          }
          return c;
        });
    return sums;
  }

  private void draw(Sums sums, int b, double[] w, double[] a0, double[] a1, double[] k) {
    var w0 = new double[p];
    var w1 = new double[p];
    for (int g = 0; g < w.length; g++) {
      for (int j = 0; j < p; j++) {
        w0[j] += w[g] * scores[g * p + j];
        w1[j] += w[g] * k[g * p + j];
      }
      sums.n0[b] += w[g] * a0[g];
      sums.n1[b] += w[g] * a1[g];
    }
    TriangularFactor factor = fit.factor();
    factor.solve(w0);
    factor.solve(w1);
    for (int g = 0; g < w.length; g++) {
      double s0 = w[g] * a0[g] - dot(w0, k, g);
      double s1 = w[g] * a1[g] - dot(w1, k, g);
      sums.q00[b] += s0 * s0;
      sums.q01[b] += s0 * s1;
      sums.q11[b] += s1 * s1;
    }
  }

  private double[] weights(int draw) {
    var w = new double[by.count()];
    if (enumerated) {
      Arrays.setAll(w, g -> (draw >> g & 1) == 0 ? 1 : -1);
      return w;
    }
    var random = Seeds.of(options.seed(), draw);
    boolean webb = options.weights() == WildCluster.Weights.WEBB;
    Arrays.setAll(w, g -> webb ? WEBB[random.nextInt(6)] : random.nextInt(2) == 0 ? 1 : -1);
    return w;
  }

  /** Two-sided, of the estimate lying d away from the value under test. */
  private double pValue(Sums s, double scale, double d) {
    double t = d * d / scale * (1 - TIE);
    int beyond = 0;
    for (int b = 0; b < draws; b++) {
      double n = s.n0[b] + d * s.n1[b];
      double q = s.q00[b] + 2 * d * s.q01[b] + d * d * s.q11[b];
      beyond += n * n >= t * q ? 1 : 0;
    }
    return enumerated ? (double) beyond / draws : (1.0 + beyond) / (1 + draws);
  }

  /** The distance d on one side at which the p-value falls to 5%; infinite where it never does. */
  private double bound(Sums s, double scale, double step) {
    double out = step;
    for (int i = 0; pValue(s, scale, out) > 0.05; i++) {
      if (i == 40) {
        return Double.POSITIVE_INFINITY;
      }
      out *= 1.5;
    }
    double in = 0;
    for (int i = 0; i < 60; i++) {
      double middle = (in + out) / 2;
      if (pValue(s, scale, middle) > 0.05) {
        in = middle;
      } else {
        out = middle;
      }
    }
    return (in + out) / 2;
  }

  private static double dot(double[] a, double[] b) {
    return dot(a, b, 0);
  }

  /** a times the g-th vector of b. */
  private static double dot(double[] a, double[] b, int g) {
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      sum += a[j] * b[g * a.length + j];
    }
    return sum;
  }

  /** Streams that do not overlap. */
  static final class Seeds {
    private Seeds() {}

    static SplittableRandom of(long seed, long draw) {
      return new SplittableRandom(mix(seed ^ mix(draw + 0x632be59bd9b4e019L)));
    }

    private static long mix(long z) {
      z = (z ^ (z >>> 33)) * 0xff51afd7ed558ccdL;
      z = (z ^ (z >>> 33)) * 0xc4ceb9fe1a85ec53L;
      return z ^ (z >>> 33);
    }
  }
}
