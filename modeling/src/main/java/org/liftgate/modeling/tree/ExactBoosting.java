package org.liftgate.modeling.tree;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Gradient boosting of squared error over exact trees (Friedman, 2001): from the mean, each tree is
 * grown on what is left and added at a rate. Nothing is drawn. The reference for the histogram
 * learner; it sorts once per tree, so it is for thousands of rows.
 *
 * @param trees at least 0
 * @param cart shape of each tree
 * @param rate above 0 to 1
 */
public record ExactBoosting(int trees, Cart cart, double rate) {
  public ExactBoosting {
    if (trees < 0 || !(rate > 0 && rate <= 1)) {
      throw new IllegalArgumentException(
          "trees (%d) must be at least 0 and rate (%s) above 0 to 1".formatted(trees, rate));
    }
  }

  /**
   * @param start the outcome's mean
   */
  public record Model(double start, double rate, List<DecisionTree> trees) {
    public Model {
      trees = List.copyOf(trees);
    }

    /**
     * @param x p x n features
     * @return n predictions
     */
    public double[] predict(double[][] x) {
      var out = new double[x[0].length];
      Arrays.fill(out, start);
      trees.forEach(tree -> add(out, tree.predict(x), rate));
      return out;
    }
  }

  /**
   * @param names p features
   * @param x p x n, finite
   * @param y n, finite
   */
  public Model fit(List<String> names, double[][] x, double[] y) {
    double start = Arrays.stream(y).sum() / y.length;
    double[] left = Arrays.stream(y).map(v -> v - start).toArray();
    var grown = new ArrayList<DecisionTree>();
    for (int t = 0; t < trees; t++) {
      DecisionTree tree = cart.regression(names, x, left);
      add(left, tree.predict(x), -rate);
      grown.add(tree);
    }
    return new Model(start, rate, grown);
  }

  private static void add(double[] to, double[] values, double factor) {
    for (int i = 0; i < to.length; i++) {
      to[i] += factor * values[i];
    }
  }
}
