package org.liftgate.modeling.staggered.honest;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.liftgate.modeling.inference.NormalTail;

/**
 * The conditional, least-favourable hybrid test of moment inequalities with linear nuisance
 * parameters (Andrews, Roth and Pakes, 2023; C-LF in Rambachan and Roth, 2023, section 3.3): are
 * there nuisances d with E[y] - X d at or below 0? The statistic is the least h with y - X d <= h
 * sd. It rejects above the least-favourable critical value of size kappa = alpha / 10; else it is
 * compared with a normal quantile truncated to the values at which the same vertex stays optimal.
 */
final class ConditionalTest {
  private static final double ALPHA = 0.05;
  private static final double KAPPA = ALPHA / 10;
  private static final int DRAWS = 1_000;

  private final double[][] covariance;
  private final VertexProgram program;
  private final long seed;
  private final double certain;
  private double leastFavourable = Double.NaN;

  /**
   * @param covariance of the k moments, every variance positive
   * @param nuisance k x d
   */
  ConditionalTest(double[][] covariance, double[][] nuisance, long seed) {
    this.covariance = covariance;
    int k = covariance.length;
    int d = nuisance[0].length;
    var w = new double[d + 1][k];
    for (int i = 0; i < k; i++) {
      w[0][i] = Math.sqrt(covariance[i][i]);
      for (int j = 0; j < d; j++) {
        w[j + 1][i] = nuisance[i][j];
      }
    }
    this.program = new VertexProgram(w);
    this.seed = seed;
    this.certain = NormalDistribution.of(0, 1).inverseSurvivalProbability(KAPPA / k);
  }

  /** Drawn once, when a statistic is neither plainly small nor plainly large. */
  private double leastFavourable() {
    if (Double.isNaN(leastFavourable)) {
      leastFavourable = drawn();
    }
    return leastFavourable;
  }

  private double drawn() {
    int k = covariance.length;
    double[][] root = root(covariance);
    var random = new SplittableRandom(seed);
    var values = new double[DRAWS];
    for (int r = 0; r < DRAWS; r++) {
      var z = new double[k];
      Arrays.setAll(z, i -> random.nextGaussian());
      var y = new double[k];
      for (int i = 0; i < k; i++) {
        for (int j = 0; j <= i; j++) {
          y[i] += root[i][j] * z[j];
        }
      }
      values[r] = program.maximise(y).value();
    }
    Arrays.sort(values);
    double at = (DRAWS - 1) * (1 - KAPPA);
    int below = (int) at;
    return values[below] + (at - below) * (values[Math.min(DRAWS - 1, below + 1)] - values[below]);
  }

  /** A root of a covariance that may be singular. */
  private static double[][] root(double[][] v) {
    int k = v.length;
    var root = new double[k][k];
    for (int i = 0; i < k; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = v[i][j];
        for (int l = 0; l < j; l++) {
          sum -= root[i][l] * root[j][l];
        }
        if (i == j) {
          root[i][i] = sum > 1e-12 * v[i][i] ? Math.sqrt(sum) : 0;
        } else {
          root[i][j] = root[j][j] > 0 ? sum / root[j][j] : 0;
        }
      }
    }
    return root;
  }

  boolean rejects(double[] y) {
    if (!program.feasible()) {
      return false;
    }
    var best = program.maximise(y);
    if (best.value() <= 0) {
      return false; // both critical values are above zero
    }
    if (best.value() > certain || best.value() > leastFavourable()) {
      return true; // the first is Bonferroni's bound on the second
    }
    double[] g = best.vertex();
    double[] along = times(g);
    double variance = dot(g, along);
    if (!(variance > 0)) {
      return best.value() > 0;
    }
    var direction = new double[y.length];
    var fixed = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      direction[i] = along[i] / variance;
      fixed[i] = y[i] - direction[i] * best.value();
    }
    double sd = Math.sqrt(variance);
    double reach = 100 * sd + Math.abs(best.value());
    double low = end(fixed, direction, best.value(), best.value() - reach);
    double high =
        Math.min(end(fixed, direction, best.value(), best.value() + reach), leastFavourable());
    double level = (ALPHA - KAPPA) / (1 - KAPPA);
    double critical = sd * NormalTail.quantileBetween(low / sd, high / sd, 1 - level);
    return best.value() > Math.max(0, critical);
  }

  /**
   * The far end of the values v at which max over vertices of (fixed + v direction)'g is v itself:
   * a convex function less v, so Newton's steps from outside come down to the end.
   */
  private double end(double[] fixed, double[] direction, double inside, double outside) {
    double v = outside;
    var f = new double[fixed.length];
    for (int step = 0; step < 100; step++) {
      for (int i = 0; i < f.length; i++) {
        f[i] = fixed[i] + v * direction[i];
      }
      var found = program.maximise(f);
      double slope = dot(found.vertex(), direction);
      double excess = found.value() - v;
      if (excess <= 1e-9 * (1 + Math.abs(v)) || slope == 1) {
        break;
      }
      double next = dot(found.vertex(), fixed) / (1 - slope);
      v = outside > inside ? Math.max(inside, next) : Math.min(inside, next);
      if (v == inside) {
        break;
      }
    }
    return v == outside ? (outside > inside ? 1 : -1) * Double.POSITIVE_INFINITY : v;
  }

  private double[] times(double[] g) {
    var out = new double[g.length];
    for (int j = 0; j < g.length; j++) {
      for (int i = 0; g[j] != 0 && i < g.length; i++) {
        out[i] += covariance[i][j] * g[j];
      }
    }
    return out;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
