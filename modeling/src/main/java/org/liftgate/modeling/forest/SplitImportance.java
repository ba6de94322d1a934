package org.liftgate.modeling.forest;

/**
 * How often each feature is split on, near the root above all: the share of splits at each depth d
 * = 1, ..., 4, weighted by d^-2 (grf's variable importance).
 */
final class SplitImportance {
  private static final int DEPTH = 4;

  private SplitImportance() {}

  /** p shares that sum to 1; all 0 where nothing was split. */
  static double[] of(Forest forest) {
    int p = forest.features().features();
    var counts = new double[DEPTH][p];
    forest.trees().forEach(tree -> count(tree, 0, 0, counts));
    var out = new double[p];
    double weights = 0;
    for (int d = 0; d < DEPTH; d++) {
      double splits = 0;
      for (double c : counts[d]) {
        splits += c;
      }
      double weight = 1.0 / ((d + 1) * (d + 1));
      weights += splits > 0 ? weight : 0;
      for (int k = 0; k < p && splits > 0; k++) {
        out[k] += weight * counts[d][k] / splits;
      }
    }
    for (int k = 0; k < p && weights > 0; k++) {
      out[k] /= weights;
    }
    return out;
  }

  private static void count(Tree tree, int node, int depth, double[][] counts) {
    if (depth == DEPTH || tree.isLeaf(node)) {
      return;
    }
    long split = tree.nodes()[node];
    int left = (int) (split >>> 32);
    counts[depth][(int) split >>> 8]++;
    count(tree, left, depth + 1, counts);
    count(tree, left + 1, depth + 1, counts);
  }
}
