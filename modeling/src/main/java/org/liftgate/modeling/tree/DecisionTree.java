package org.liftgate.modeling.tree;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A binary tree over features: a row goes left where its value is at most the threshold.
 *
 * @param features p names
 * @param nodes the root first, a node's left branch before its right one (preorder)
 */
public record DecisionTree(List<String> features, List<Node> nodes) {
  /** Stands for the feature of a leaf, and for the leaf of a row that lacks a value. */
  public static final int NONE = -1;

  /**
   * @param feature that is compared, {@link #NONE} in a leaf
   * @param threshold a row with a value at most this goes left
   * @param left place of the left child, itself in a leaf
   * @param right place of the right child, itself in a leaf
   * @param rows that the tree was grown from
   * @param value m means of the rows
   * @param impurity mean squared distance of the rows from the value; Gini impurity for classes
   */
  public record Node(
      int feature,
      double threshold,
      int left,
      int right,
      int rows,
      double[] value,
      double impurity) {
    public boolean isLeaf() {
      return feature == NONE;
    }
  }

  public DecisionTree {
    features = List.copyOf(features);
    nodes = List.copyOf(nodes);
  }

  /** Places of the leaves, from left to right. */
  public int[] leaves() {
    return IntStream.range(0, nodes.size()).filter(k -> nodes.get(k).isLeaf()).toArray();
  }

  /**
   * Where a row ends.
   *
   * @param x p x n features
   * @return place of the leaf; {@link #NONE} where a value that the way asks for is NaN
   */
  public int leaf(double[][] x, int row) {
    int at = 0;
    for (Node node = nodes.get(0); !node.isLeaf(); node = nodes.get(at)) {
      double value = x[node.feature()][row];
      if (Double.isNaN(value)) {
        return NONE;
      }
      at = value <= node.threshold() ? node.left() : node.right();
    }
    return at;
  }

  /**
   * The leaf of every row.
   *
   * @param x p x n features
   * @return n places
   */
  public int[] leaves(double[][] x) {
    int n = x.length == 0 ? 0 : x[0].length;
    return IntStream.range(0, n).map(i -> leaf(x, i)).toArray();
  }

  /**
   * The first mean of each row's leaf.
   *
   * @param x p x n features without NaN
   */
  public double[] predict(double[][] x) {
    int[] leaf = leaves(x);
    return IntStream.range(0, leaf.length).mapToDouble(i -> value(leaf[i])).toArray();
  }

  private double value(int leaf) {
    if (leaf == NONE) {
      throw new IllegalArgumentException("x must not hold NaN where the tree asks for a value");
    }
    return nodes.get(leaf).value()[0];
  }

  /** The tree whose thresholds are others, one for each node; leaves keep theirs. */
  DecisionTree withThresholds(double[] thresholds) {
    return new DecisionTree(
        features,
        IntStream.range(0, nodes.size())
            .mapToObj(
                k -> {
                  Node n = nodes.get(k);
                  return n.isLeaf()
                      ? n
                      : new Node(
                          n.feature(),
                          thresholds[k],
                          n.left(),
                          n.right(),
                          n.rows(),
                          n.value(),
                          n.impurity());
                })
            .toList());
  }
}
