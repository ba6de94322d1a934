package org.liftgate.modeling.forest;

import org.jspecify.annotations.Nullable;

/** Fills leaves with means, and prunes children that no row reaches into their siblings. */
record LeafFill(BinnedFeatures features, ForestStrategy strategy) {

  /**
   * @param known leaves of the sample's kept rows, where growing has found them
   */
  Tree fill(long[] nodes, Sample sample, int @Nullable [] known) {
    double[][] statistics = strategy.statistics();
    double[] weights = strategy.weights();
    int s = statistics.length;
    var tree = new Tree(nodes, new double[nodes.length * s], sample.drawn());
    int[] kept = sample.keptRows();
    int n = sample.kept();
    int[] at = known == null ? routed(tree, kept, n) : known;
    var total = new double[nodes.length];
    for (int i = 0; i < n; i++) {
      double w = weights.length == 0 ? 1 : weights[kept[i]];
      total[at[i]] += w;
      for (int k = 0; k < s; k++) {
        tree.means()[at[i] * s + k] += w * statistics[k][kept[i]];
      }
    }
    finish(tree, total, s);
    return tree;
  }

  private int[] routed(Tree tree, int[] kept, int n) {
    var at = new int[n];
    tree.route(features.codes(), features.features(), kept, n, at);
    return at;
  }

  /** Children come after their parents, so they are settled first. */
  private static void finish(Tree tree, double[] total, int s) {
    long[] nodes = tree.nodes();
    for (int node = nodes.length - 1; node >= 0; node--) {
      if (tree.isLeaf(node)) {
        for (int k = 0; k < s && total[node] > 0; k++) {
          tree.means()[node * s + k] /= total[node];
        }
        continue;
      }
      int left = (int) (nodes[node] >>> 32);
      total[node] = total[left] + total[left + 1];
      if (total[left] == 0 || total[left + 1] == 0) {
        adopt(tree, node, total[left] == 0 ? left + 1 : left, s);
      }
    }
  }

  private static void adopt(Tree tree, int node, int child, int s) {
    if (tree.isLeaf(child)) {
      tree.nodes()[node] = Tree.leaf(node);
      System.arraycopy(tree.means(), child * s, tree.means(), node * s, s);
    } else {
      tree.nodes()[node] = tree.nodes()[child];
    }
  }
}
