package org.liftgate.modeling.forest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.liftgate.kernel.Estimate.Reason;

/**
 * Boosted trees for a mean under squared error: each tree is grown on what the ones before it leave
 * over, on rows drawn without replacement (Friedman, 2001 and 2002). Trees come one after another
 * on one thread.
 *
 * <p>{@code new GradientBoosting(BoostingOptions.standard(1)).fit(features, y)}
 */
public record GradientBoosting(BoostingOptions options) {

  /** Boosted trees, or why there are none. */
  public sealed interface Fit {}

  /**
   * @param detail a plain sentence
   */
  public record Refused(Reason reason, String detail) implements Fit {}

  /**
   * @param start mean of the outcome
   */
  public record Boosted(double start, double rate, List<Tree> trees) implements Fit {
    public Boosted {
      trees = List.copyOf(trees);
    }

    /** Predictions for rows in the same bins. */
    public double[] predict(BinnedFeatures rows) {
      var out = new double[rows.rows()];
      Arrays.fill(out, start);
      int[] ids = IntStream.range(0, out.length).toArray();
      var at = new int[out.length];
      for (Tree tree : trees) {
        tree.route(rows.codes(), rows.features(), ids, ids.length, at);
        for (int i = 0; i < out.length; i++) {
          out[i] += rate * tree.means()[at[i]];
        }
      }
      return out;
    }
  }

  /**
   * @param y n finite outcomes
   */
  public Fit fit(BinnedFeatures features, double[] y) {
    if (y.length < 2 || features.features() == 0) {
      return new Refused(Reason.NO_ROWS, "Boosting needs two rows and a feature at least.");
    }
    for (int i = 0; i < y.length; i++) {
      if (!Double.isFinite(y[i])) {
        return new Refused(
            Reason.NOT_FINITE, "The outcome is missing or infinite in row %d.".formatted(i));
      }
    }
    double start = Arrays.stream(y).average().orElseThrow();
    return new Boosted(start, options.rate(), grow(features, y, start, tree -> true));
  }

  /**
   * Squared errors on rows that the trees do not learn from, after 0, 1, 2, ... of them; fewer than
   * all trees are grown where none of the last {@code patience} lowered the least of it.
   *
   * @param features two rows or more
   * @param y n finite outcomes
   * @param held other rows in the same bins
   * @param heldOutcome their outcomes
   */
  public double[] path(
      BinnedFeatures features,
      double[] y,
      BinnedFeatures held,
      double[] heldOutcome,
      int patience) {
    double start = Arrays.stream(y).average().orElseThrow();
    double[] rest = Arrays.stream(heldOutcome).map(v -> v - start).toArray();
    int[] ids = IntStream.range(0, rest.length).toArray();
    var at = new int[rest.length];
    var errors = new ArrayList<Double>(List.of(squares(rest)));
    var best = new int[1];
    grow(
        features,
        y,
        start,
        tree -> {
          tree.route(held.codes(), held.features(), ids, ids.length, at);
          for (int i = 0; i < rest.length; i++) {
            rest[i] -= options.rate() * tree.means()[at[i]];
          }
          errors.add(squares(rest));
          int last = errors.size() - 1;
          best[0] = errors.get(last) < errors.get(best[0]) ? last : best[0];
          return last - best[0] < patience;
        });
    return errors.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static double squares(double[] values) {
    return Arrays.stream(values).map(v -> v * v).sum();
  }

  /** Trees until there are enough, or none more is wanted. */
  private List<Tree> grow(BinnedFeatures features, double[] y, double start, Predicate<Tree> more) {
    double[] left = Arrays.stream(y).map(v -> v - start).toArray();
    // The strategy reads what is left over anew for each tree.
    var grower =
        new TreeGrower(features, new MeanStrategy(left, new double[0]), options.trees(true));
    int[] ids = IntStream.range(0, y.length).toArray();
    var at = new int[y.length];
    var trees = new ArrayList<Tree>();
    while (trees.size() < options.trees()) {
      Tree tree = grower.grow(trees.size());
      tree.route(features.codes(), features.features(), ids, ids.length, at);
      for (int i = 0; i < left.length; i++) {
        left[i] -= options.rate() * tree.means()[at[i]];
      }
      trees.add(tree);
      if (!more.test(tree)) {
        break;
      }
    }
    return trees;
  }
}
