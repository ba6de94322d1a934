package org.liftgate.modeling.penalised;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.liftgate.accumulate.LinearMoments;
import org.liftgate.accumulate.Workers;

/**
 * Sums and products of columns and outcome. Coordinate descent needs nothing else of the rows
 * (covariance updates; Friedman, Hastie and Tibshirani, 2010, section 2.2), and neither does
 * cross-validation: the sums of its folds are added up.
 */
final class Sums {
  private static final int CHUNK = 1 << 15;

  private final LinearMoments moments;
  private final int width;

  private Sums(LinearMoments moments, int width) {
    this.moments = moments;
    this.width = width;
  }

  static Sums of(PenalisedSample sample, Workers workers) {
    double[][] all = all(sample);
    return new Sums(moments(all, pivots(all), workers), sample.columns().length);
  }

  /**
   * Sums of each fold.
   *
   * @param fold n folds 0..count-1
   */
  static List<Sums> folds(PenalisedSample sample, int[] fold, int count, Workers workers) {
    double[][] all = all(sample);
    double[] pivots = pivots(all);
    var out = new ArrayList<Sums>();
    for (int f = 0; f < count; f++) {
      int which = f;
      int[] rows = IntStream.range(0, fold.length).filter(i -> fold[i] == which).toArray();
      double[][] part = new double[all.length][rows.length];
      for (int k = 0; k < all.length; k++) {
        for (int i = 0; i < rows.length; i++) {
          part[k][i] = all[k][rows[i]];
        }
      }
      out.add(new Sums(moments(part, pivots, workers), sample.columns().length));
    }
    return out;
  }

  /** All but one of them. */
  static Sums without(List<Sums> folds, int left) {
    LinearMoments sum = null;
    int width = folds.get(0).width;
    var parts = new ArrayList<>(folds);
    parts.remove(left);
    sum = parts.get(0).moments.copy();
    for (Sums part : parts.subList(1, parts.size())) {
      sum.merge(part.moments);
    }
    return new Sums(sum, width);
  }

  private static double[][] all(PenalisedSample sample) {
    double[][] all = java.util.Arrays.copyOf(sample.columns(), sample.columns().length + 1);
    all[all.length - 1] = sample.outcome();
    return all;
  }

  private static double[] pivots(double[][] all) {
    return java.util.Arrays.stream(all).mapToDouble(c -> c[0]).toArray();
  }

  private static LinearMoments moments(double[][] all, double[] pivots, Workers workers) {
    int n = all[0].length;
    int chunks = Math.max(1, (n + CHUNK - 1) / CHUNK);
    return workers
        .map(
            chunks,
            c -> new LinearMoments(pivots).add(all, c * CHUNK, Math.min(n, (c + 1) * CHUNK)))
        .stream()
        .reduce(LinearMoments::merge)
        .orElseThrow();
  }

  int width() {
    return width;
  }

  double rows() {
    return moments.rows();
  }

  double mean(int k) {
    return moments.mean(k);
  }

  double outcomeMean() {
    return moments.mean(width);
  }

  /** Covariance of two columns, the outcome being the last, divided by n. */
  double covariance(int a, int b) {
    return moments.centred(a, b) / moments.rows();
  }

  /** Population standard deviation; zero where it is rounding only. */
  double deviation(int k) {
    double variance = covariance(k, k);
    double level = Math.abs(mean(k));
    return variance > 1e-26 * level * level ? Math.sqrt(variance) : 0;
  }

  /** Mean squared error of a fit on these rows. */
  double error(PenalisedFit fit) {
    double[] b = fit.coefficients();
    double off = outcomeMean() - fit.intercept();
    double sum = covariance(width, width);
    for (int k = 0; k < width; k++) {
      off -= b[k] * mean(k);
      sum -= 2 * b[k] * covariance(k, width);
      for (int j = 0; j < width; j++) {
        sum += b[k] * b[j] * covariance(k, j);
      }
    }
    return Math.max(0, sum) + off * off;
  }
}
