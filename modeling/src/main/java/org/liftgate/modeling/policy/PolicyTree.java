package org.liftgate.modeling.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.liftgate.accumulate.Workers;
import org.liftgate.modeling.policy.PolicySearch.Cut;
import org.liftgate.modeling.tree.DecisionTree;
import org.liftgate.modeling.tree.DecisionTree.Node;
import org.liftgate.modeling.tree.ReadableCuts;
import org.liftgate.modeling.weighting.Folds;

/**
 * The tree of few cuts whose leaves' best actions earn the most: it maximises the sum of doubly
 * robust rewards (Athey and Wager, 2021), exactly for a depth up to the look-ahead. A deeper tree
 * takes the first cut of the best tree of that depth, then goes on in both branches, as
 * policytree's hybrid search; a look-ahead of 1 is the greedy search of EconML.
 *
 * <p>Exact depth two costs O(p^2 n A^2 log n) for A actions. A cut that earns nothing is not made;
 * of equal trees the one of the first feature and the lowest cut is taken.
 *
 * @param depth 0 or more
 * @param minLeaf rows of the smallest leaf
 * @param lookAhead 1 or 2
 * @param cuts most cut points of a feature, at its quantiles; 0 for all. With cuts the tree is the
 *     best among those that cut there, not among all
 * @param readable thresholds keep as few digits as tell the rows apart
 */
public record PolicyTree(int depth, int minLeaf, int lookAhead, int cuts, boolean readable) {
  public PolicyTree {
    if (depth < 0 || minLeaf < 1 || lookAhead < 1 || lookAhead > 2 || cuts < 0) {
      throw new IllegalArgumentException(
          ("depth (%d) must be at least 0, minLeaf (%d) at least 1, lookAhead (%d) 1 or 2, cuts (%d)"
                  + " at least 0")
              .formatted(depth, minLeaf, lookAhead, cuts));
    }
  }

  /** All cuts, looking two ahead: exact up to depth two. */
  public PolicyTree(int depth, int minLeaf) {
    this(depth, minLeaf, 2, 0, false);
  }

  /** One cut at a time. */
  public PolicyTree greedy() {
    return new PolicyTree(depth, minLeaf, 1, cuts, readable);
  }

  public PolicyTree withCuts(int most) {
    return new PolicyTree(depth, minLeaf, lookAhead, most, readable);
  }

  public PolicyTree withReadableCuts() {
    return new PolicyTree(depth, minLeaf, lookAhead, cuts, true);
  }

  /**
   * @param tree each node's value is the mean reward of every action; its impurity is minus the
   *     largest of them
   * @param value mean reward on the rows that it was learned from, so too high: see {@link
   *     PolicyValues}
   * @param constant mean reward of each action given to all
   */
  public record Learned(DecisionTree tree, List<String> actions, double value, double[] constant) {

    /** The action of a node: the first of those that earn most. */
    public int action(int node) {
      double[] value = tree.nodes().get(node).value();
      int best = 0;
      for (int a = 1; a < value.length; a++) {
        best = value[a] > value[best] ? a : best;
      }
      return best;
    }

    /**
     * @param x p x n features
     * @return n actions; -1 for a row that lacks a value the tree asks for
     */
    public int[] assign(double[][] x) {
      return Arrays.stream(tree.leaves(x))
          .map(leaf -> leaf == DecisionTree.NONE ? -1 : action(leaf))
          .toArray();
    }
  }

  /**
   * @param names p features
   * @param x p x n, finite
   */
  public Learned learn(List<String> names, double[][] x, Rewards rewards, Workers workers) {
    check(names, x, rewards);
    CodedFeatures coded = CodedFeatures.of(x, cuts);
    var search = new PolicySearch(coded, rewards.values(), minLeaf, workers);
    var nodes = new ArrayList<Node>();
    int[] all = IntStream.range(0, rewards.rows()).toArray();
    double total = grow(search, coded, all, depth, nodes);
    var tree = new DecisionTree(names, nodes);
    return new Learned(
        readable ? ReadableCuts.of(tree, x) : tree,
        rewards.actions(),
        total / rewards.rows(),
        nodes.get(0).value());
  }

  /**
   * The action of each row by a tree that was learned without its fold: what a comparison of
   * policies must be given.
   *
   * @param cluster n codes that stay together
   * @return n actions
   */
  public int[] crossFitted(
      List<String> names,
      double[][] x,
      Rewards rewards,
      int[] cluster,
      int folds,
      long seed,
      Workers workers) {
    int n = rewards.rows();
    int[] fold = Folds.of(cluster, new byte[n], folds, seed);
    var out = new int[n];
    for (int k = 0; k < folds; k++) {
      int here = k;
      int[] there = IntStream.range(0, n).filter(i -> fold[i] != here).toArray();
      int[] own = IntStream.range(0, n).filter(i -> fold[i] == here).toArray();
      int[] actions =
          learn(names, columns(x, there), rewards.take(there), workers).assign(columns(x, own));
      for (int j = 0; j < own.length; j++) {
        out[own[j]] = actions[j];
      }
    }
    return out;
  }

  private static double[][] columns(double[][] x, int[] rows) {
    return Arrays.stream(x)
        .map(c -> Arrays.stream(rows).mapToDouble(i -> c[i]).toArray())
        .toArray(double[][]::new);
  }

  /** Adds a branch; gives what it earns. */
  private double grow(
      PolicySearch search, CodedFeatures x, int[] rows, int left, List<Node> nodes) {
    int at = nodes.size();
    double[] totals = search.totals(rows);
    double most = PolicySearch.most(totals);
    double[] means = Arrays.stream(totals).map(t -> t / rows.length).toArray();
    double impurity = -most / rows.length;
    nodes.add(new Node(DecisionTree.NONE, 0, at, at, rows.length, means, impurity));
    Cut cut = search.first(rows, Math.min(left, lookAhead));
    if (cut == null) {
      return most;
    }
    int[] codes = x.codes()[cut.feature()];
    int[] below = Arrays.stream(rows).filter(i -> codes[i] <= cut.code()).toArray();
    int[] above = Arrays.stream(rows).filter(i -> codes[i] > cut.code()).toArray();
    double total = grow(search, x, below, left - 1, nodes);
    int right = nodes.size();
    total += grow(search, x, above, left - 1, nodes);
    double threshold = x.cuts()[cut.feature()][cut.code()];
    nodes.set(at, new Node(cut.feature(), threshold, at + 1, right, rows.length, means, impurity));
    return total;
  }

  private static void check(List<String> names, double[][] x, Rewards rewards) {
    var problems = new ArrayList<String>();
    if (rewards.rows() == 0) {
      problems.add("rewards must have rows");
    }
    if (names.size() != x.length) {
      problems.add("names (%d) and x (%d) must go together".formatted(names.size(), x.length));
    }
    for (int f = 0; f < Math.min(x.length, names.size()); f++) {
      if (x[f].length != rewards.rows()) {
        problems.add(
            "%s (%d rows) must have %d rows".formatted(names.get(f), x[f].length, rewards.rows()));
      } else if (!Arrays.stream(x[f]).allMatch(Double::isFinite)) {
        problems.add(names.get(f) + " must be finite in every row");
      }
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", problems));
    }
  }
}
