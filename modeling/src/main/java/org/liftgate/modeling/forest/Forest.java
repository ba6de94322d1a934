package org.liftgate.modeling.forest;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.liftgate.accumulate.Workers;

/**
 * Grown trees over binned features. Predictions average leaf statistics over trees in order, so
 * they do not depend on the number of threads.
 *
 * @param features of the rows it was grown on
 */
public record Forest(BinnedFeatures features, ForestStrategy strategy, List<Tree> trees)
    implements ForestFit {
  private static final int BLOCKS = 16;
  private static final int LEAST_BLOCK = 512;
  private static final int MOST_BLOCK = 65_536;
  private static final int GROWERS = 64;

  /**
   * Predictions for n rows.
   *
   * @param values n values; 0 where no tree could speak
   * @param trees n numbers of trees each value rests on; 0 where there is none
   */
  public record Predictions(double[] values, int[] trees) {}

  /**
   * Predictions for n rows with sampling variances, from a forest of bags.
   *
   * @param values n values; NaN where no tree could speak
   * @param variances n values in squares of the prediction's unit; NaN where fewer than two bags
   *     could speak
   * @param trees n numbers of trees each value rests on
   */
  public record Uncertain(double[] values, double[] variances, int[] trees) {}

  /** Each tree has a stream of its own; pieces are fixed runs of trees. */
  public static Forest grow(
      BinnedFeatures features, ForestStrategy strategy, ForestOptions options, Workers workers) {
    int pieces = Math.min(GROWERS, options.trees());
    List<List<Tree>> grown =
        workers.map(
            pieces,
            piece -> {
              var grower = new TreeGrower(features, strategy, options);
              int from = (int) ((long) piece * options.trees() / pieces);
              int to = (int) ((piece + 1L) * options.trees() / pieces);
              var trees = new ArrayList<Tree>();
              for (int t = from; t < to; t++) {
                trees.add(grower.grow(t));
              }
              return trees;
            });
    return new Forest(features, strategy, grown.stream().flatMap(List::stream).toList());
  }

  /** Predictions for other rows. */
  public Predictions predict(double[][] columns, Workers workers) {
    return predict(features.encode(columns, workers), false, workers);
  }

  /** Predictions for rows in the same bins. */
  public Predictions predict(BinnedFeatures rows, Workers workers) {
    return predict(rows, false, workers);
  }

  /** Predictions for the rows it was grown on, each from trees that have not seen it. */
  public Predictions outOfBag(Workers workers) {
    return predict(features, true, workers);
  }

  /**
   * Predictions with variances for rows in the same bins.
   *
   * @param bag trees of a bag, as the forest was grown
   */
  public Uncertain uncertain(BinnedFeatures rows, int bag, Workers workers) {
    return new LittleBags(this, bag, false).predict(rows, workers);
  }

  /** The same for the rows it was grown on, each from bags that have not seen it. */
  public Uncertain uncertainOutOfBag(int bag, Workers workers) {
    return new LittleBags(this, bag, true).predict(features, workers);
  }

  /** p shares of splits near the root, weighted by depth^-2 (grf). */
  public double[] importance() {
    return SplitImportance.of(this);
  }

  private Predictions predict(BinnedFeatures rows, boolean unseen, Workers workers) {
    int n = rows.rows();
    var out = new Predictions(new double[n], new int[n]);
    int block = Math.clamp(n / BLOCKS, LEAST_BLOCK, MOST_BLOCK);
    workers.map(
        (n + block - 1) / block,
        b -> {
          predict(rows, unseen, b * block, Math.min(n, (b + 1) * block), out);
          return b;
        });
    return out;
  }

  private void predict(BinnedFeatures rows, boolean unseen, int from, int to, Predictions out) {
    int s = strategy.statistics().length;
    var sums = new double[(to - from) * s];
    var ids = IntStream.range(from, to).toArray();
    var at = new int[to - from];
    int count = to - from;
    for (Tree tree : trees) {
      if (unseen) {
        count = unseen(tree, from, to, ids);
      }
      tree.route(rows.codes(), rows.features(), ids, count, at);
      add(tree.means(), s, ids, at, count, from, sums, out.trees());
    }
    for (int i = from; i < to; i++) {
      int votes = out.trees()[i];
      for (int k = 0; k < s && votes > 0; k++) {
        sums[(i - from) * s + k] /= votes;
      }
      out.values()[i] = votes == 0 ? 0 : strategy.predict(sums, (i - from) * s);
    }
  }

  private static int unseen(Tree tree, int from, int to, int[] ids) {
    int count = 0;
    for (int i = from; i < to; i++) {
      ids[count] = i;
      count += tree.saw(i) ? 0 : 1;
    }
    return count;
  }

  private static void add(
      double[] means, int s, int[] ids, int[] at, int count, int from, double[] sums, int[] votes) {
    for (int i = 0; i < count; i++) {
      votes[ids[i]]++;
      int to = (ids[i] - from) * s;
      for (int k = 0; k < s; k++) {
        sums[to + k] += means[at[i] * s + k];
      }
    }
  }
}
