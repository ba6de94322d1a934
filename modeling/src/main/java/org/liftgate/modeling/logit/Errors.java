package org.liftgate.modeling.logit;

import java.util.List;
import java.util.Optional;
import org.liftgate.accumulate.ClusterSums;
import org.liftgate.accumulate.LogitFit;
import org.liftgate.kernel.Covariance;

/** Covariances of a logistic regression's coefficients. */
record Errors(Covariance covariance, LogitSample sample) {

  /**
   * @param reason why there is none; empty when there is one
   */
  record Found(double[][] covariance, int clusters, String reason) {}

  /** Empty when the covariance is not one of a logit. */
  Optional<Found> of(LogitFit fit) {
    return switch (covariance) {
      case Covariance.Iid() -> Optional.of(new Found(fit.covariance(), 0, ""));
      case Covariance.Robust(int type) -> Optional.of(new Found(robust(fit, type), 0, ""));
      case Covariance.Clustered(List<String> by) -> Optional.of(clustered(fit, by));
      default -> Optional.empty();
    };
  }

  private double[][] robust(LogitFit fit, int type) {
    double n = sample.rows();
    return switch (type) {
      case 0 -> fit.robust(0);
      case 1 -> scaled(fit.robust(0), n / (n - fit.coefficients().length));
      default -> fit.robust(type - 1);
    };
  }

  private Found clustered(LogitFit fit, List<String> by) {
    int[] first = codes(by.get(0));
    int least = count(first);
    double[][] v = fit.clustered(first);
    if (by.size() == 2) {
      int[] second = codes(by.get(1));
      least = Math.min(least, count(second));
      v = sum(v, fit.clustered(second), 1);
      v = sum(v, fit.clustered(both(first, second)), -1);
    }
    if (least < 2) {
      return new Found(v, least, "A clustered covariance needs at least two clusters.");
    }
    double n = sample.rows();
    double rows = (n - 1) / (n - fit.coefficients().length);
    return new Found(scaled(v, rows * least / (least - 1.0)), least, "");
  }

  private int[] codes(String name) {
    int[] codes = sample.clusters().get(name);
    if (codes == null) {
      throw new IllegalArgumentException("clusters must hold " + name);
    }
    return codes;
  }

  private static int count(int[] codes) {
    var met = new ClusterSums(0);
    for (int c : codes) {
      met.at(c);
    }
    return met.count();
  }

  private static int[] both(int[] a, int[] b) {
    var pairs = new java.util.HashMap<Long, Integer>();
    var out = new int[a.length];
    for (int i = 0; i < a.length; i++) {
      long key = ((long) a[i] << 32) | (b[i] & 0xffff_ffffL);
      out[i] = pairs.computeIfAbsent(key, k -> pairs.size());
    }
    return out;
  }

  private static double[][] scaled(double[][] v, double factor) {
    return sum(new double[v.length][v.length], v, factor);
  }

  private static double[][] sum(double[][] a, double[][] b, double factor) {
    var out = new double[a.length][a.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a.length; j++) {
        out[i][j] = a[i][j] + factor * b[i][j];
      }
    }
    return out;
  }
}
