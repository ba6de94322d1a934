package org.liftgate.modeling.policy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.liftgate.accumulate.Workers;

/**
 * The first cut of the tree of depth one or two that earns the most from some rows.
 *
 * <p>Depth one adds up rewards by code and sweeps: O(p n A). Depth two moves rows from right to
 * left in order of the root's feature; for each second feature a {@link PrefixTree} of the
 * difference of two actions holds the side's best cut after every move, so all roots and all second
 * cuts cost O(p^2 n A^2 log n), where Zhou, Athey and Wager (2023) sweep anew for each root: O(p^2
 * n^2 A).
 */
final class PolicySearch {
  /** Totals closer than this, relative to the rewards' absolute sum, are one total. */
  private static final double TIE = 1e-12;

  private final CodedFeatures x;
  private final double[][] rewards;
  private final int minLeaf;
  private final Workers workers;

  PolicySearch(CodedFeatures x, double[][] rewards, int minLeaf, Workers workers) {
    this.x = x;
    this.rewards = rewards;
    this.minLeaf = minLeaf;
    this.workers = workers;
  }

  /**
   * @param code rows with a code at most this go left
   * @param total of the rewards of the best tree that starts so
   */
  record Cut(int feature, int code, double total) {}

  /** Sums of the rewards of each action. */
  double[] totals(int[] rows) {
    return Arrays.stream(rewards)
        .mapToDouble(r -> IntStream.of(rows).mapToDouble(i -> r[i]).sum())
        .toArray();
  }

  /** The best cut; null when none earns more than the best action for all. */
  @Nullable Cut first(int[] rows, int depth) {
    double tie = TIE * scale(rows);
    double plain = most(totals(rows));
    Cut one = depth < 1 ? null : one(rows, plain + tie, tie);
    if (depth < 2) {
      return one;
    }
    Cut two = two(rows, (one == null ? plain : one.total()) + tie, tie);
    return two == null ? one : two;
  }

  private double scale(int[] rows) {
    double sum = 0;
    for (double[] r : rewards) {
      for (int i : rows) {
        sum += Math.abs(r[i]);
      }
    }
    return sum;
  }

  private @Nullable Cut one(int[] rows, double least, double tie) {
    Cut best = null;
    double bound = least;
    double[] all = totals(rows);
    for (int f = 0; f < x.features(); f++) {
      int levels = x.levels(f);
      var count = new int[levels];
      var sums = new double[levels][rewards.length];
      for (int i : rows) {
        int code = x.codes()[f][i];
        count[code]++;
        for (int a = 0; a < rewards.length; a++) {
          sums[code][a] += rewards[a][i];
        }
      }
      var left = new double[rewards.length];
      int passed = 0;
      for (int k = 0; k < levels - 1; k++) {
        passed += count[k];
        for (int a = 0; a < left.length; a++) {
          left[a] += sums[k][a];
        }
        if (count[k] > 0 && passed >= minLeaf && rows.length - passed >= minLeaf) {
          double total = most(left) + most(minus(all, left));
          if (total > bound) {
            best = new Cut(f, k, total);
            bound = total + tie;
          }
        }
      }
    }
    return best;
  }

  private @Nullable Cut two(int[] rows, double least, double tie) {
    int p = x.features();
    int[][] sorted = workers.map(p, f -> sorted(rows, f)).toArray(int[][]::new);
    List<Sides> found = workers.map(p * p, k -> sides(sorted[k / p], k / p, k % p));
    Cut best = null;
    double bound = least;
    for (int f = 0; f < p; f++) {
      for (int k = 0; k < x.levels(f) - 1; k++) {
        double left = Double.NEGATIVE_INFINITY;
        double right = Double.NEGATIVE_INFINITY;
        for (Sides s : found.subList(f * p, (f + 1) * p)) {
          left = Math.max(left, s.left()[k]);
          right = Math.max(right, s.right()[k]);
        }
        if (left + right > bound) {
          best = new Cut(f, k, left + right);
          bound = left + right + tie;
        }
      }
    }
    return best;
  }

  /** Rows in order of a feature's codes. */
  private int[] sorted(int[] rows, int f) {
    int[] codes = x.codes()[f];
    var start = new int[x.levels(f) + 1];
    for (int i : rows) {
      start[codes[i] + 1]++;
    }
    for (int k = 1; k < start.length; k++) {
      start[k] += start[k - 1];
    }
    var out = new int[rows.length];
    for (int i : rows) {
      out[start[codes[i]]++] = i;
    }
    return out;
  }

  /**
   * The best of each side of every cut of the root by at most one more cut of a second feature;
   * minus infinity where the side is too small.
   */
  private record Sides(double[] left, double[] right) {}

  private Sides sides(int[] sorted, int root, int second) {
    int cuts = x.levels(root) - 1;
    var left = new double[cuts];
    var right = new double[cuts];
    Arrays.fill(left, Double.NEGATIVE_INFINITY);
    Arrays.fill(right, Double.NEGATIVE_INFINITY);
    int actions = rewards.length;
    var tree = new PrefixTree(x.levels(second));
    for (int a = 0; a < actions; a++) {
      for (int b = a + 1; b < actions; b++) {
        sweep(sorted, root, second, a, b, tree, left, true);
        sweep(sorted, root, second, a, b, tree, right, false);
      }
    }
    if (actions == 1) {
      sweep(sorted, root, second, 0, 0, tree, left, true);
      sweep(sorted, root, second, 0, 0, tree, right, false);
    }
    return new Sides(left, right);
  }

  /** Adds rows to a side in order of the root's feature and keeps the side's best at each cut. */
  private void sweep(
      int[] sorted,
      int root,
      int second,
      int a,
      int b,
      PrefixTree tree,
      double[] best,
      boolean forward) {
    tree.clear();
    int[] codes = x.codes()[root];
    int[] at = x.codes()[second];
    double[] ra = rewards[a];
    double[] rb = rewards[b];
    double sumA = 0;
    double sumB = 0;
    int n = sorted.length;
    for (int j = 0; j < n; j++) {
      int i = sorted[forward ? j : n - 1 - j];
      tree.add(at[i], ra[i] - rb[i]);
      sumA += ra[i];
      sumB += rb[i];
      if (j + 1 == n) {
        return;
      }
      int next = sorted[forward ? j + 1 : n - 2 - j];
      if (codes[next] == codes[i] || j + 1 < minLeaf || n - j - 1 < minLeaf) {
        continue;
      }
      double most = Math.max(sumA, sumB);
      if (tree.ask(minLeaf)) {
        most = Math.max(most, Math.max(sumB + tree.highest(), sumA - tree.lowest()));
      }
      int cut = forward ? codes[i] : codes[next];
      best[cut] = Math.max(best[cut], most);
    }
  }

  static double most(double[] values) {
    double most = values[0];
    for (double v : values) {
      most = Math.max(most, v);
    }
    return most;
  }

  private static double[] minus(double[] a, double[] b) {
    var out = new double[a.length];
    Arrays.setAll(out, k -> a[k] - b[k]);
    return out;
  }
}
