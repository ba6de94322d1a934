package org.liftgate.modeling.policy;

import java.util.Arrays;

/**
 * Who gets what: for each row the probability of each action.
 *
 * @param shares A x n, at least 0, each row's sum 1
 */
public record NamedPolicy(String name, double[][] shares) {
  public NamedPolicy {
    for (int i = 0; i < shares[0].length; i++) {
      double sum = 0;
      boolean negative = false;
      for (double[] share : shares) {
        sum += share[i];
        negative |= !(share[i] >= 0);
      }
      if (negative || Math.abs(sum - 1) > 1e-9) {
        throw new IllegalArgumentException(
            "%s: shares of row %d (sum %s) must be at least 0 and sum to 1"
                .formatted(name, i, sum));
      }
    }
  }

  /** One action for all. */
  public static NamedPolicy all(String name, int action, int actions, int rows) {
    var chosen = new int[rows];
    Arrays.fill(chosen, action);
    return assigned(name, chosen, actions);
  }

  /** An action for each row, as a tree or history has it. */
  public static NamedPolicy assigned(String name, int[] chosen, int actions) {
    var shares = new double[actions][chosen.length];
    for (int i = 0; i < chosen.length; i++) {
      if (chosen[i] < 0 || chosen[i] >= actions) {
        throw new IllegalArgumentException(
            "%s: action (%d) of row %d must be 0 to %d. Maybe the row lacks a value of a feature."
                .formatted(name, chosen[i], i, actions - 1));
      }
      shares[chosen[i]][i] = 1;
    }
    return new NamedPolicy(name, shares);
  }

  /** Actions drawn by fixed shares, whoever the row is. */
  public static NamedPolicy random(String name, double[] shares, int rows) {
    var out = new double[shares.length][rows];
    for (int a = 0; a < shares.length; a++) {
      Arrays.fill(out[a], shares[a]);
    }
    return new NamedPolicy(name, out);
  }

  /** One action up to a value of a feature, another above it. */
  public static NamedPolicy rule(
      String name, double[] feature, double cut, int upTo, int above, int actions) {
    return assigned(
        name, Arrays.stream(feature).mapToInt(v -> v <= cut ? upTo : above).toArray(), actions);
  }

  /** Share of the rows that get an action. */
  public double share(int action) {
    return Arrays.stream(shares[action]).average().orElse(0);
  }

  /** What each row earns. */
  double[] earned(Rewards rewards) {
    var out = new double[rewards.rows()];
    for (int a = 0; a < shares.length; a++) {
      for (int i = 0; i < out.length; i++) {
        out[i] += shares[a][i] * rewards.values()[a][i];
      }
    }
    return out;
  }
}
