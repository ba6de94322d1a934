package org.liftgate.accumulate;

import java.util.Arrays;
import java.util.Optional;

/**
 * The normal equations of {@link EffectLaplacian} where levels fall into parts that no row
 * connects, such as weeks of one commodity and weeks of another: each part is factored by itself.
 */
final class EffectBlocks implements LevelSolver {
  private final int[][] levels;
  private final EffectLaplacian[] parts;

  private EffectBlocks(int[][] levels, EffectLaplacian[] parts) {
    this.levels = levels;
    this.parts = parts;
  }

  /**
   * Empty where a part has more than {@code most} levels of the second effect, or is nearly
   * singular.
   */
  static Optional<EffectBlocks> of(
      int[] first,
      double[] firstWeights,
      int[] second,
      double[] secondWeights,
      double[] weights,
      int most) {
    int[] part = parts(first, firstWeights.length, second, secondWeights.length);
    int count = Arrays.stream(part).max().orElse(-1) + 1;
    int[][] levels = members(part, count);
    if (Arrays.stream(levels).anyMatch(l -> l.length > most)) {
      return Optional.empty();
    }
    var of = new int[second.length];
    Arrays.setAll(of, i -> part[second[i]]);
    int[][] rows = members(of, count);
    var local = new int[secondWeights.length];
    for (int[] own : levels) {
      for (int k = 0; k < own.length; k++) {
        local[own[k]] = k;
      }
    }
    var solvers = new EffectLaplacian[count];
    for (int p = 0; p < count; p++) {
      var solver =
          part(first, firstWeights, second, secondWeights, weights, rows[p], levels[p], local);
      if (solver.isEmpty()) {
        return Optional.empty();
      }
      solvers[p] = solver.get();
    }
    return Optional.of(new EffectBlocks(levels, solvers));
  }

  private static Optional<EffectLaplacian> part(
      int[] first,
      double[] firstWeights,
      int[] second,
      double[] secondWeights,
      double[] weights,
      int[] rows,
      int[] levels,
      int[] local) {
    int[] met = Arrays.stream(rows).map(i -> first[i]).sorted().distinct().toArray();
    var ownFirst = new int[rows.length];
    var ownSecond = new int[rows.length];
    var ownWeights = new double[weights.length == 0 ? 0 : rows.length];
    for (int i = 0; i < rows.length; i++) {
      ownFirst[i] = Arrays.binarySearch(met, first[rows[i]]);
      ownSecond[i] = local[second[rows[i]]];
      if (ownWeights.length > 0) {
        ownWeights[i] = weights[rows[i]];
      }
    }
    return EffectLaplacian.of(
        ownFirst,
        Arrays.stream(met).mapToDouble(u -> firstWeights[u]).toArray(),
        ownSecond,
        Arrays.stream(levels).mapToDouble(t -> secondWeights[t]).toArray(),
        ownWeights);
  }

  /** The part of each level of the second effect, in order of their first levels. */
  private static int[] parts(int[] first, int firstLevels, int[] second, int secondLevels) {
    var parent = new int[secondLevels];
    Arrays.setAll(parent, t -> t);
    var seen = new int[firstLevels];
    Arrays.fill(seen, -1);
    for (int i = 0; i < first.length; i++) {
      if (seen[first[i]] < 0) {
        seen[first[i]] = second[i];
      } else {
        int a = root(parent, seen[first[i]]);
        int b = root(parent, second[i]);
        parent[Math.max(a, b)] = Math.min(a, b);
      }
    }
    var number = new int[secondLevels];
    var part = new int[secondLevels];
    int count = 0;
    for (int t = 0; t < secondLevels; t++) {
      int root = root(parent, t);
      if (root == t) {
        number[t] = count++;
      }
      part[t] = number[root];
    }
    return part;
  }

  private static int root(int[] parent, int t) {
    while (parent[t] != t) {
      parent[t] = parent[parent[t]];
      t = parent[t];
    }
    return t;
  }

  /** Places of each number, ascending. */
  private static int[][] members(int[] numbers, int count) {
    var sizes = new int[count];
    for (int number : numbers) {
      sizes[number]++;
    }
    var members = new int[count][];
    Arrays.setAll(members, p -> new int[sizes[p]]);
    Arrays.fill(sizes, 0);
    for (int i = 0; i < numbers.length; i++) {
      members[numbers[i]][sizes[numbers[i]]++] = i;
    }
    return members;
  }

  @Override
  public void solve(double[] right) {
    for (int p = 0; p < parts.length; p++) {
      int[] own = levels[p];
      double[] b = new double[own.length];
      for (int k = 0; k < own.length; k++) {
        b[k] = right[own[k]];
      }
      parts[p].solve(b);
      for (int k = 0; k < own.length; k++) {
        right[own[k]] = b[k];
      }
    }
  }
}
