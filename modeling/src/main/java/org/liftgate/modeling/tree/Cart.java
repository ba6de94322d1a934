package org.liftgate.modeling.tree;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Classification and regression trees (Breiman, Friedman, Olshen and Stone, 1984), exact: every cut
 * between two different values of every feature is tried, and the one is taken that lowers the
 * squared error, or the Gini impurity, the most. Features are sorted once; a level costs O(p n).
 *
 * <p>Conventions of scikit-learn 1.6 are kept: the threshold is the midpoint of the two values, a
 * value at the threshold goes left, both sides keep the smallest leaf, a node of fewer than two
 * smallest leaves or without impurity is a leaf. Two differ on purpose. Equal gains are settled by
 * the order of features, then by the lower cut (there by a random order of features, so that its
 * tree depends on a seed where gains tie). A cut that gains nothing is not made.
 *
 * @param maxDepth cuts between the root and a leaf, at least 0
 * @param minLeaf rows of the smallest leaf, at least 1
 * @param singlePrecision features are rounded to 32 bits and cuts need a gap of 1e-7, as
 *     scikit-learn does; its thresholds then appear to the last digit
 */
public record Cart(int maxDepth, int minLeaf, boolean singlePrecision) {
  public Cart {
    if (maxDepth < 0 || minLeaf < 1) {
      throw new IllegalArgumentException(
          "maxDepth (%d) must be at least 0 and minLeaf (%d) at least 1"
              .formatted(maxDepth, minLeaf));
    }
  }

  /** Features as they are, in 64 bits. */
  public Cart(int maxDepth, int minLeaf) {
    this(maxDepth, minLeaf, false);
  }

  /** The same with 32-bit features. */
  public Cart likeScikitLearn() {
    return new Cart(maxDepth, minLeaf, true);
  }

  /**
   * A tree of means by squared error.
   *
   * @param names p features
   * @param x p x n, finite
   * @param y n, finite
   */
  public DecisionTree regression(List<String> names, double[][] x, double[] y) {
    return grow(names, x, new double[][] {y});
  }

  /**
   * A tree of class shares by Gini impurity, which is the squared error of the classes' indicators.
   *
   * @param names p features
   * @param x p x n, finite
   * @param classes n codes 0..m-1
   */
  public DecisionTree classification(List<String> names, double[][] x, int[] classes) {
    int m = 1 + Arrays.stream(classes).max().orElse(0);
    var indicators = new double[m][classes.length];
    for (int i = 0; i < classes.length; i++) {
      if (classes[i] < 0) {
        throw new IllegalArgumentException(
            "classes[%d] (%d) must be at least 0".formatted(i, classes[i]));
      }
      indicators[classes[i]][i] = 1;
    }
    return grow(names, x, indicators);
  }

  private DecisionTree grow(List<String> names, double[][] x, double[][] y) {
    check(names, x, y);
    return new CartGrower(this, x, y).grow(names);
  }

  private static void check(List<String> names, double[][] x, double[][] y) {
    var problems = new ArrayList<String>();
    int n = y[0].length;
    if (n == 0) {
      problems.add("y must have rows");
    }
    if (names.size() != x.length || x.length == 0) {
      problems.add(
          "names (%d) and x (%d columns) must go together".formatted(names.size(), x.length));
    }
    for (int f = 0; f < Math.min(x.length, names.size()); f++) {
      if (x[f].length != n) {
        problems.add("%s (%d rows) must have %d rows".formatted(names.get(f), x[f].length, n));
      } else if (!Arrays.stream(x[f]).allMatch(Double::isFinite)) {
        problems.add(names.get(f) + " must be finite in every row");
      }
    }
    if (!Arrays.stream(y[0]).allMatch(Double::isFinite)) {
      problems.add("y must be finite in every row");
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", problems));
    }
  }
}
