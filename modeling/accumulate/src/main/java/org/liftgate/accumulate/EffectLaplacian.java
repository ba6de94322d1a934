package org.liftgate.accumulate;

import java.util.Arrays;
import java.util.Optional;

/**
 * The normal equations in the levels of one effect after another is eliminated, factored; one level
 * of each connected part is set to zero.
 */
final class EffectLaplacian implements LevelSolver {
  /** Pairs of levels visited at most while it is built. */
  private static final long MOST_PAIRS = 500_000_000L;

  private final int[] place;
  private final PositiveDefinite factor;

  private EffectLaplacian(int[] place, PositiveDefinite factor) {
    this.place = place;
    this.factor = factor;
  }

  /** Empty where building it would cost too much, or where it is nearly singular. */
  static Optional<EffectLaplacian> of(
      int[] first, double[] firstWeights, int[] second, double[] secondWeights, double[] weights) {
    int levels = secondWeights.length;
    GroupedRows groups = GroupedRows.of(first, firstWeights.length);
    var matrix = new double[levels * levels];
    var parent = new int[levels];
    Arrays.setAll(parent, t -> t);
    var counts = new double[levels];
    var met = new int[levels];
    long pairs = 0;
    for (int u = 0; u < groups.groups(); u++) {
      int distinct = 0;
      for (int i = 0; i < groups.size(u); i++) {
        int row = groups.row(u, i);
        int t = second[row];
        if (counts[t] == 0) {
          met[distinct++] = t;
        }
        counts[t] += weights.length == 0 ? 1 : weights[row];
      }
      pairs += (long) distinct * distinct;
      if (pairs > MOST_PAIRS) {
        return Optional.empty();
      }
      subtract(matrix, levels, counts, met, distinct, firstWeights[u]);
      for (int a = 0; a < distinct; a++) {
        parent[root(parent, met[a])] = root(parent, met[0]);
        counts[met[a]] = 0;
      }
    }
    for (int t = 0; t < levels; t++) {
      matrix[t * levels + t] += secondWeights[t];
    }
    return factored(matrix, levels, parent, secondWeights);
  }

  private static void subtract(
      double[] matrix, int levels, double[] counts, int[] met, int distinct, double weight) {
    for (int a = 0; a < distinct; a++) {
      double share = counts[met[a]] / weight;
      int at = met[a] * levels;
      for (int b = 0; b < distinct; b++) {
        matrix[at + met[b]] -= share * counts[met[b]];
      }
    }
  }

  private static int root(int[] parent, int t) {
    while (parent[t] != t) {
      parent[t] = parent[parent[t]];
      t = parent[t];
    }
    return t;
  }

  private static Optional<EffectLaplacian> factored(
      double[] matrix, int levels, int[] parent, double[] weights) {
    var place = new int[levels];
    int size = 0;
    for (int t = 0; t < levels; t++) {
      boolean reference = root(parent, t) == t || weights[t] == 0;
      place[t] = reference ? -1 : size++;
    }
    var reduced = new double[size * size];
    for (int t = 0; t < levels; t++) {
      for (int s = 0; s < levels && place[t] >= 0; s++) {
        if (place[s] >= 0) {
          reduced[place[t] * size + place[s]] = matrix[t * levels + s];
        }
      }
    }
    return PositiveDefinite.factor(reduced, size)
        .factor()
        .map(factor -> new EffectLaplacian(place, factor));
  }

  @Override
  public void solve(double[] right) {
    double[] b =
        java.util.stream.IntStream.range(0, place.length)
            .filter(t -> place[t] >= 0)
            .mapToDouble(t -> right[t])
            .toArray();
    factor.solve(b);
    for (int t = 0; t < place.length; t++) {
      right[t] = place[t] < 0 ? 0 : b[place[t]];
    }
  }
}
