package org.liftgate.modeling.bayes;

import java.util.Arrays;
import java.util.Optional;
import org.liftgate.modeling.inference.StudentT;

/**
 * Whether chains agree, and how many independent draws theirs are worth (Vehtari, Gelman, Simpson,
 * Carpenter and Buerkner, 2021): every chain is cut in two; ranks of all draws become normal
 * scores.
 *
 * @param rHat the larger of split R-hat of the scores and of the scores of distances from the
 *     median (section 4.1); below 1.01 is asked for
 * @param bulkEss effective draws for the centre (section 4.2)
 * @param tailEss the lesser of those for the 5% and the 95% quantile
 */
public record Convergence(double rHat, double bulkEss, double tailEss) {
  /** Largest R-hat that counts as found. */
  public static final double MOST = 1.01;

  /**
   * @param draws chains x draws, at least 4 a chain, as many in each
   * @return empty where the draws do not vary: there is nothing to tell
   */
  public static Optional<Convergence> of(double[][] draws) {
    if (draws.length == 0 || draws[0].length < 4) {
      throw new IllegalArgumentException("draws must be at least 4 of each chain");
    }
    double[][] halves = split(draws);
    double[] all = Arrays.stream(halves).flatMapToDouble(Arrays::stream).sorted().toArray();
    if (all[0] == all[all.length - 1]) {
      return Optional.empty();
    }
    double[][] scores = normalScores(halves);
    double median = quantile(all, 0.5);
    double[][] folded = map(halves, v -> Math.abs(v - median));
    double rHat = Math.max(rHat(scores), rHat(normalScores(folded)));
    double low = quantile(all, 0.05);
    double high = quantile(all, 0.95);
    double tail =
        Math.min(ess(map(halves, v -> v <= low ? 1 : 0)), ess(map(halves, v -> v <= high ? 1 : 0)));
    return Optional.of(new Convergence(rHat, ess(scores), tail));
  }

  private static double[][] map(double[][] x, java.util.function.DoubleUnaryOperator f) {
    return Arrays.stream(x).map(c -> Arrays.stream(c).map(f).toArray()).toArray(double[][]::new);
  }

  private static double[][] split(double[][] draws) {
    int half = draws[0].length / 2;
    var out = new double[2 * draws.length][];
    for (int c = 0; c < draws.length; c++) {
      int n = draws[c].length;
      out[2 * c] = Arrays.copyOfRange(draws[c], 0, half);
      out[2 * c + 1] = Arrays.copyOfRange(draws[c], n - half, n);
    }
    return out;
  }

  /** Linear interpolation between order statistics. */
  static double quantile(double[] sorted, double p) {
    double place = p * (sorted.length - 1);
    int below = (int) Math.floor(place);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  /** Normal quantiles of (rank - 3/8) / (S + 1/4), ties sharing their mean rank. */
  private static double[][] normalScores(double[][] x) {
    int n = x[0].length;
    int total = x.length * n;
    Integer[] order = new Integer[total];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (a, b) -> Double.compare(x[a / n][a % n], x[b / n][b % n]));
    var normal = new StudentT(Double.POSITIVE_INFINITY);
    var out = new double[x.length][n];
    for (int from = 0, to; from < total; from = to) {
      double value = x[order[from] / n][order[from] % n];
      to = from;
      while (to < total && x[order[to] / n][order[to] % n] == value) {
        to++;
      }
      double rank = (from + 1 + to) / 2.0;
      double score = normal.quantile((rank - 0.375) / (total + 0.25));
      for (int i = from; i < to; i++) {
        out[order[i] / n][order[i] % n] = score;
      }
    }
    return out;
  }

  private static double rHat(double[][] x) {
    double[] w = variances(x);
    return w[0] == 0 ? Double.POSITIVE_INFINITY : Math.sqrt(w[1] / w[0]);
  }

  /** Mean variance within chains, and the pooled one: (n-1)/n W + B/n. */
  private static double[] variances(double[][] x) {
    int n = x[0].length;
    double within = 0;
    var means = new double[x.length];
    for (int c = 0; c < x.length; c++) {
      means[c] = Arrays.stream(x[c]).average().orElse(0);
      within += squares(x[c], means[c]) / (n - 1) / x.length;
    }
    double grand = Arrays.stream(means).average().orElse(0);
    double between = x.length > 1 ? squares(means, grand) / (x.length - 1) : 0;
    return new double[] {within, within * (n - 1) / n + between};
  }

  private static double squares(double[] x, double about) {
    return Arrays.stream(x).map(v -> (v - about) * (v - about)).sum();
  }

  /** Geyer's (1992) initial monotone sequence on autocorrelations pooled over chains. */
  private static double ess(double[][] x) {
    int m = x.length;
    int n = x[0].length;
    double[] v = variances(x);
    if (v[1] == 0) {
      return (double) m * n;
    }
    double sum = 0;
    double last = Double.POSITIVE_INFINITY;
    double[] means =
        Arrays.stream(x).mapToDouble(c -> Arrays.stream(c).average().orElse(0)).toArray();
    for (int lag = 0; lag + 1 < n; lag += 2) {
      double pair = rho(x, means, v, lag) + rho(x, means, v, lag + 1);
      if (pair <= 0) {
        break;
      }
      last = Math.min(last, pair);
      sum += last;
    }
    double tau = Math.max(-1 + 2 * sum, 1 / Math.log10((double) m * n));
    return m * n / tau;
  }

  private static double rho(double[][] x, double[] means, double[] v, int lag) {
    if (lag == 0) {
      return 1;
    }
    int n = x[0].length;
    double covariance = 0;
    for (int c = 0; c < x.length; c++) {
      double sum = 0;
      for (int i = 0; i + lag < n; i++) {
        sum += (x[c][i] - means[c]) * (x[c][i + lag] - means[c]);
      }
      covariance += sum / (n - 1) / x.length;
    }
    return 1 - (v[0] - covariance) / v[1];
  }
}
