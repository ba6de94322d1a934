package org.liftgate.modeling.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.modeling.inference.StudentT;
import org.liftgate.modeling.segments.SimultaneousBand;

/**
 * What named policies earn per row and by how much they differ, from doubly robust rewards of rows
 * that no learned policy has seen (half of the rows, or {@link PolicyTree#crossFitted}; otherwise
 * the winner is valued by the noise that chose it). Rows of a cluster may depend on each other:
 * variance G/(G-1) x the sum of squared cluster sums, t with G-1 degrees of freedom.
 */
public final class PolicyValues {
  private PolicyValues() {}

  /**
   * @param shares A shares of rows that get each action
   * @param value per row, in units of the rewards
   */
  public record Valued(String name, double[] shares, Estimate value) {}

  /**
   * @param value of the first less the second; a {@code Point} of 0 where both do the same
   * @param low end of the interval that holds all differences at once in 95 of 100 samples; empty
   *     interval (both ends 0) where both do the same
   * @param high the other end
   */
  public record Difference(String first, String second, Estimate value, double low, double high) {
    /** Whether the first earns more for sure, at 95% for all comparisons together. */
    public boolean more() {
      return low > 0;
    }
  }

  /** All policies in the order given, and all pairs of them. */
  public record Comparison(List<Valued> policies, List<Difference> differences) {
    public Comparison {
      policies = List.copyOf(policies);
      differences = List.copyOf(differences);
    }
  }

  /**
   * @param cluster n codes
   * @param policies of as many actions and rows as the rewards
   */
  public static Comparison compare(Rewards rewards, int[] cluster, List<NamedPolicy> policies) {
    check(rewards, cluster, policies);
    var index = new HashMap<Integer, Integer>();
    int[] dense =
        Arrays.stream(cluster).map(c -> index.computeIfAbsent(c, _ -> index.size())).toArray();
    var earned = policies.stream().map(p -> p.earned(rewards)).toList();
    var valued = new ArrayList<Valued>();
    var pairs = new ArrayList<Pair>();
    for (int k = 0; k < policies.size(); k++) {
      NamedPolicy policy = policies.get(k);
      var shares = new double[rewards.actions().size()];
      Arrays.setAll(shares, policy::share);
      var mean = Mean.of(earned.get(k), dense, index.size());
      valued.add(new Valued(policy.name(), shares, mean.estimate("value(" + policy.name() + ")")));
      for (int j = 0; j < k; j++) {
        double[] gap = minus(earned.get(k), earned.get(j));
        pairs.add(
            new Pair(policy.name(), policies.get(j).name(), Mean.of(gap, dense, index.size())));
      }
    }
    return new Comparison(valued, differences(pairs));
  }

  private record Pair(String first, String second, Mean mean) {}

  private static List<Difference> differences(List<Pair> pairs) {
    double[][] influences =
        pairs.stream()
            .filter(p -> p.mean().varies())
            .map(p -> p.mean().influence())
            .toArray(double[][]::new);
    double critical = influences.length == 0 ? 0 : SimultaneousBand.critical(influences);
    return pairs.stream()
        .map(
            p -> {
              Estimate value = p.mean().estimate(p.first() + " - " + p.second());
              double half =
                  value instanceof Estimate.Value v
                      ? SimultaneousBand.half(critical, v.df()) * v.stdError()
                      : 0;
              double at = p.mean().value();
              return new Difference(p.first(), p.second(), value, at - half, at + half);
            })
        .toList();
  }

  /**
   * @param influence what each of G clusters adds to the mean
   */
  private record Mean(double value, double[] influence) {
    static Mean of(double[] values, int[] dense, int clusters) {
      double mean = Arrays.stream(values).average().orElse(0);
      var influence = new double[clusters];
      for (int i = 0; i < values.length; i++) {
        influence[dense[i]] += (values[i] - mean) / values.length;
      }
      return new Mean(mean, influence);
    }

    boolean varies() {
      return influence.length > 1 && Arrays.stream(influence).anyMatch(v -> v != 0);
    }

    Estimate estimate(String term) {
      if (influence.length < 2) {
        return new Estimate.Missing(
            term, Reason.TOO_FEW_CLUSTERS, "One cluster has no error to show.");
      }
      if (!varies()) {
        return new Estimate.Point(term, value, "It is the same for every row.");
      }
      double g = influence.length;
      double squares = Arrays.stream(influence).map(v -> v * v).sum();
      return new StudentT(g - 1).value(term, value, Math.sqrt(g / (g - 1) * squares));
    }
  }

  private static double[] minus(double[] a, double[] b) {
    var out = new double[a.length];
    Arrays.setAll(out, i -> a[i] - b[i]);
    return out;
  }

  private static void check(Rewards rewards, int[] cluster, List<NamedPolicy> policies) {
    var problems = new ArrayList<String>();
    if (rewards.rows() == 0 || cluster.length != rewards.rows()) {
      problems.add(
          "cluster (%d) must have a code for each of %d rows, one at least"
              .formatted(cluster.length, rewards.rows()));
    }
    for (NamedPolicy p : policies) {
      if (p.shares().length != rewards.actions().size() || p.shares()[0].length != rewards.rows()) {
        problems.add(
            "%s (%d actions, %d rows) must have %d actions and %d rows"
                .formatted(
                    p.name(),
                    p.shares().length,
                    p.shares()[0].length,
                    rewards.actions().size(),
                    rewards.rows()));
      }
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", problems));
    }
  }
}
