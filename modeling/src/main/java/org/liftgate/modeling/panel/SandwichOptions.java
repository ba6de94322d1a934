package org.liftgate.modeling.panel;

import java.util.ArrayList;
import java.util.List;
import org.liftgate.accumulate.ClusterSums;
import org.liftgate.accumulate.PanelLayout;
import org.liftgate.accumulate.SmallSample;
import org.liftgate.accumulate.SmallSample.Counts;
import org.liftgate.accumulate.WithinResult;
import org.liftgate.kernel.Covariance;

/** Turns scores into a covariance, by the kind asked for and fixest's small-sample factors. */
record SandwichOptions(Covariance covariance, SmallSample smallSample) {
  SandwichOptions {
    if (covariance instanceof Covariance.Robust(int type) && type > 1) {
      throw new IllegalArgumentException(
          "HC%d needs leverages, which absorbed effects hide.\nMaybe use HC1 or a cluster."
              .formatted(type));
    }
  }

  static IllegalArgumentException unsupported(Covariance covariance) {
    return new IllegalArgumentException(
        "covariance (%s) must be iid, HC0 to HC3 or clustered (CR1)".formatted(covariance));
  }

  /** Cluster variables of a covariance, in order. */
  static List<String> clusters(Covariance covariance) {
    return switch (covariance) {
      case Covariance.Clustered(List<String> by) -> by;
      case Covariance.PairsCluster pairs -> List.of(pairs.by());
      default -> List.of();
    };
  }

  /** A covariance and the degrees of freedom that go with it. */
  record Result(double[][] covariance, double df) {}

  boolean robust() {
    return covariance instanceof Covariance.Robust;
  }

  /** Cluster codes that the scores are to be summed by: each name's, and both names' together. */
  List<int[]> clusterings(EffectsPanel panel) {
    if (!(covariance instanceof Covariance.Clustered(List<String> by))) {
      return List.of();
    }
    var codes = new ArrayList<int[]>();
    for (String name : by) {
      codes.add(codes(panel, name));
    }
    if (codes.size() == 2) {
      codes.add(together(codes.get(0), codes.get(1)));
    }
    return codes;
  }

  /** Codes of a cluster variable. */
  static int[] codes(EffectsPanel panel, String name) {
    int[] found = panel.clusters().get(name);
    if (found == null) {
      throw new IllegalArgumentException(
          "cluster (%s) must be one of %s".formatted(name, panel.clusters().keySet()));
    }
    return found;
  }

  private static int[] together(int[] a, int[] b) {
    var pairs = new java.util.HashMap<Long, Integer>();
    var out = new int[a.length];
    for (int i = 0; i < a.length; i++) {
      long key = ((long) a[i] << 32) | (b[i] & 0xffffffffL);
      out[i] = pairs.computeIfAbsent(key, k -> pairs.size());
    }
    return out;
  }

  /** {@code CR1 cluster(unit) nested}: kind, clusters, which effects count in K. */
  String words() {
    String effects = smallSample.effects().name().toLowerCase(java.util.Locale.ROOT);
    return switch (covariance) {
      case Covariance.Iid _ -> "iid";
      case Covariance.Robust(int type) -> "HC" + type;
      case Covariance.Clustered(List<String> by) ->
          "%s cluster(%s) %s"
              .formatted(
                  smallSample.clusterAdjust() ? "CR1" : "CR0", String.join(",", by), effects);
      default -> throw unsupported(covariance);
    };
  }

  Result covariance(WithinResult.Fit fit, Counts counts, PanelLayout layout, List<int[]> codes) {
    List<int[]> named = codes.subList(0, Math.min(2, codes.size()));
    boolean units = counts.units() > 0 && named.stream().anyMatch(layout::unitsNestedIn);
    boolean periods = counts.periods() > 0 && named.stream().anyMatch(layout::periodsNestedIn);
    int parameters = smallSample.parameters(counts, units, periods);
    double residual = counts.rows() - parameters;
    double rows = smallSample.rowsFactor(counts.rows(), parameters);
    int k = counts.slopes();
    return switch (covariance) {
      case Covariance.Iid _ -> new Result(scaled(fit.inverse(), fit.ssr() / residual, k), residual);
      case Covariance.Robust(int type) -> {
        double factor = type == 0 ? 1 : rows * counts.rows() / (counts.rows() - 1.0);
        yield new Result(scaled(sandwich(fit.inverse(), fit.robustMeat(), k), factor, k), residual);
      }
      case Covariance.Clustered _ -> clustered(fit, rows, residual, k);
      default -> throw unsupported(covariance);
    };
  }

  /**
   * Where each unit is one cluster, or errors are independent.
   *
   * @param bread inverse of the cleared columns' products, k x k
   * @param meat sum over units of s s', k x k
   */
  Result byUnit(double[] bread, double[] meat, double ssr, Counts counts) {
    boolean clustered = covariance instanceof Covariance.Clustered;
    int k = counts.slopes();
    int parameters = smallSample.parameters(counts, clustered, false);
    double residual = counts.rows() - parameters;
    if (!clustered) {
      return new Result(scaled(bread, ssr / residual, k), residual);
    }
    double factor =
        smallSample.rowsFactor(counts.rows(), parameters)
            * smallSample.clusterFactor(counts.units());
    boolean clusters = smallSample.testDf() == SmallSample.TestDf.CLUSTERS;
    double df = clusters ? counts.units() - 1.0 : residual;
    return new Result(scaled(sandwich(bread, meat, k), factor, k), df);
  }

  private Result clustered(WithinResult.Fit fit, double rows, double residual, int k) {
    ClusterSums[] sums = fit.clusters();
    int least = Math.min(sums[0].count(), sums[sums.length == 3 ? 1 : 0].count());
    var total = new double[k * k];
    for (int c = 0; c < sums.length; c++) {
      boolean min = smallSample.clusterFactor() == SmallSample.ClusterFactor.MIN;
      double factor = smallSample.clusterFactor(min ? least : sums[c].count());
      double[] meat = sums[c].meat();
      for (int i = 0; i < total.length; i++) {
        total[i] += (c == 2 ? -1 : 1) * factor * meat[i];
      }
    }
    boolean clusters = smallSample.testDf() == SmallSample.TestDf.CLUSTERS;
    double[] v = sandwich(fit.inverse(), total, k);
    return new Result(scaled(v, rows, k), clusters ? least - 1.0 : residual);
  }

  /** B M B for a symmetric B. */
  private static double[] sandwich(double[] bread, double[] meat, int k) {
    return product(product(bread, meat, k), bread, k);
  }

  /** Four rows of the right factor at a time: a row of the product is loaded once for four. */
  private static double[] product(double[] a, double[] b, int k) {
    var out = new double[k * k];
    int four = k & -4;
    for (int i = 0; i < k; i++) {
      for (int l = 0; l < four; l += 4) {
        plus(a, i * k + l, b, l * k, out, i * k, k);
      }
      for (int l = four; l < k; l++) {
        for (int j = 0; j < k; j++) {
          out[i * k + j] = Math.fma(a[i * k + l], b[l * k + j], out[i * k + j]);
        }
      }
    }
    return out;
  }

  private static void plus(double[] a, int at, double[] b, int row, double[] out, int to, int k) {
    double p = a[at];
    double q = a[at + 1];
    double r = a[at + 2];
    double s = a[at + 3];
    for (int j = 0; j < k; j++) {
      double left = Math.fma(p, b[row + j], q * b[row + k + j]);
      double right = Math.fma(r, b[row + 2 * k + j], s * b[row + 3 * k + j]);
      out[to + j] += left + right;
    }
  }

  private static double[][] scaled(double[] flat, double factor, int k) {
    var out = new double[k][k];
    for (int i = 0; i < k; i++) {
      for (int j = 0; j < k; j++) {
        out[i][j] = factor * (flat[i * k + j] + flat[j * k + i]) / 2;
      }
    }
    return out;
  }
}
