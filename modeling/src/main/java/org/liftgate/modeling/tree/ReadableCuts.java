package org.liftgate.modeling.tree;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import org.liftgate.modeling.tree.DecisionTree.Node;

/**
 * Thresholds with as few digits as tell the same rows apart: between 0.98497 and 0.98512 people
 * read 0.985. No row that the tree was grown from changes its leaf.
 */
public final class ReadableCuts {
  private static final int DIGITS = 17;

  private ReadableCuts() {}

  /**
   * @param x p x n, the features that the tree was grown from, finite
   */
  public static DecisionTree of(DecisionTree tree, double[][] x) {
    int k = tree.nodes().size();
    var below = new double[k];
    var above = new double[k];
    Arrays.fill(below, Double.NEGATIVE_INFINITY);
    Arrays.fill(above, Double.POSITIVE_INFINITY);
    int n = x[0].length;
    for (int i = 0; i < n; i++) {
      int at = 0;
      for (Node node = tree.nodes().get(0); !node.isLeaf(); node = tree.nodes().get(at)) {
        double value = x[node.feature()][i];
        boolean left = value <= node.threshold();
        if (left) {
          below[at] = Math.max(below[at], value);
        } else {
          above[at] = Math.min(above[at], value);
        }
        at = left ? node.left() : node.right();
      }
    }
    var thresholds = new double[k];
    for (int j = 0; j < k; j++) {
      Node node = tree.nodes().get(j);
      boolean both = Double.isFinite(below[j]) && Double.isFinite(above[j]);
      thresholds[j] = both ? shortest(below[j], above[j], node.threshold()) : node.threshold();
    }
    return tree.withThresholds(thresholds);
  }

  /** The number of fewest digits in [low, high) that is nearest to the middle. */
  static double shortest(double low, double high, double middle) {
    var exact = new BigDecimal(middle);
    double size = Math.max(Math.abs(low), Math.abs(high));
    int first = size == 0 ? 0 : -(int) Math.floor(Math.log10(size));
    for (int scale = Math.min(first, 0); scale < first + DIGITS; scale++) {
      double rounded = exact.setScale(scale, RoundingMode.HALF_EVEN).doubleValue();
      if (rounded >= low && rounded < high) {
        return rounded + 0.0;
      }
    }
    return middle;
  }
}
