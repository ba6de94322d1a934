package org.liftgate.modeling.weighting;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Missing;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.modeling.inference.StudentT;

/**
 * Uncertainty of an estimate that is the mean of an influence function: variance = G/(G-1) sum over
 * clusters (sum of values)^2 / n^2, every unit its own cluster when there are none. Two-way: by the
 * one + by the other - by both, with the smaller G.
 */
final class Influence {
  private final double[] values;
  private final Map<String, int[]> clusters;

  Influence(double[] values, Map<String, int[]> clusters) {
    this.values = values;
    this.clusters = clusters;
  }

  Estimate estimate(String term, double value, Covariance covariance) {
    return switch (covariance) {
      case Covariance.Iid() -> independent(term, value);
      case Covariance.Robust _ -> independent(term, value);
      case Covariance.Clustered(List<String> by) -> clustered(term, value, by);
      default ->
          new Missing(
              term,
              Reason.UNSUITED,
              "Uncertainty by influence functions is iid, cluster(a) or cluster(a,b).");
    };
  }

  private Estimate independent(String term, double value) {
    double sum = 0;
    for (double v : values) {
      sum += v * v;
    }
    return value(term, value, sum, values.length, Double.POSITIVE_INFINITY);
  }

  private Estimate clustered(String term, double value, List<String> by) {
    var one = new HashMap<Long, Double>();
    var other = new HashMap<Long, Double>();
    var both = new HashMap<Long, Double>();
    int[] first = codes(by.getFirst());
    int[] second = codes(by.getLast());
    for (int i = 0; i < values.length; i++) {
      one.merge((long) first[i], values[i], Double::sum);
      other.merge((long) second[i], values[i], Double::sum);
      both.merge(((long) first[i] << 32) | (second[i] & 0xffff_ffffL), values[i], Double::sum);
    }
    int least = Math.min(one.size(), other.size());
    if (least < 2) {
      return new Missing(
          term, Reason.TOO_FEW_CLUSTERS, "A clustered variance needs at least two clusters.");
    }
    double sum = squares(one) + (by.size() == 1 ? 0 : squares(other) - squares(both));
    return value(term, value, sum, least, least - 1);
  }

  private Estimate value(String term, double value, double sum, int groups, double df) {
    double n = values.length;
    double variance = sum / n / n * groups / (groups - 1.0);
    if (!Double.isFinite(value) || !(variance > 0) || Double.isInfinite(variance)) {
      return new Missing(term, Reason.NO_VARIATION, "The outcome does not vary within the arms.");
    }
    return new StudentT(df).value(term, value, Math.sqrt(variance));
  }

  private static double squares(Map<Long, Double> sums) {
    return sums.values().stream().mapToDouble(s -> s * s).sum();
  }

  private int[] codes(String name) {
    int[] codes = clusters.get(name);
    if (codes == null) {
      throw new IllegalArgumentException("clusters must hold " + name);
    }
    return codes;
  }
}
