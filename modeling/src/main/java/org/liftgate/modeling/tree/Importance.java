package org.liftgate.modeling.tree;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.liftgate.modeling.tree.DecisionTree.Node;

/** How much features matter to a tree or to any prediction. */
public final class Importance {
  private Importance() {}

  /**
   * Share of the tree's loss of impurity that each feature's cuts brought (Breiman and others,
   * 1984). It favours features of many values and says nothing of rows not seen.
   *
   * @return p shares that sum to 1; all 0 for a tree without cuts
   */
  public static double[] impurity(DecisionTree tree) {
    var out = new double[tree.features().size()];
    for (Node node : tree.nodes()) {
      if (!node.isLeaf()) {
        Node l = tree.nodes().get(node.left());
        Node r = tree.nodes().get(node.right());
        out[node.feature()] +=
            node.rows() * node.impurity() - l.rows() * l.impurity() - r.rows() * r.impurity();
      }
    }
    double total = Arrays.stream(out).sum();
    return total > 0 ? Arrays.stream(out).map(v -> v / total).toArray() : out;
  }

  /**
   * @param mean rise of the mean squared error, in squared units of the target
   * @param deviation of that between draws (n - 1); 0 for one draw
   */
  public record Rise(double mean, double deviation) {}

  /**
   * By how much the error on these rows rises when one feature is shuffled (Breiman, 2001). Best on
   * rows that the prediction has not seen. Correlated features share what they bring.
   *
   * @param x p x n; put back as it was
   * @param target n values
   * @param predict from p x n features to n values
   * @param draws at least 1
   * @return p rises
   */
  public static Rise[] permutation(
      double[][] x, double[] target, Function<double[][], double[]> predict, int draws, long seed) {
    double[][] columns = x.clone();
    double base = error(target, predict.apply(columns));
    var random = new SplittableRandom(seed);
    var out = new Rise[x.length];
    for (int f = 0; f < x.length; f++) {
      var rises = new double[draws];
      for (int d = 0; d < draws; d++) {
        columns[f] = shuffled(x[f], random);
        rises[d] = error(target, predict.apply(columns)) - base;
      }
      columns[f] = x[f];
      double mean = Arrays.stream(rises).average().orElse(0);
      double squares = Arrays.stream(rises).map(v -> (v - mean) * (v - mean)).sum();
      out[f] = new Rise(mean, draws > 1 ? Math.sqrt(squares / (draws - 1)) : 0);
    }
    return out;
  }

  private static double[] shuffled(double[] column, SplittableRandom random) {
    double[] out = column.clone();
    for (int i = out.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      double swap = out[i];
      out[i] = out[j];
      out[j] = swap;
    }
    return out;
  }

  private static double error(double[] target, double[] predicted) {
    double sum = 0;
    for (int i = 0; i < target.length; i++) {
      sum += (target[i] - predicted[i]) * (target[i] - predicted[i]);
    }
    return sum / target.length;
  }
}
