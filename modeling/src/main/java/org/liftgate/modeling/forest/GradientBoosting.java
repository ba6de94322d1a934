package org.liftgate.modeling.forest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
    double[] left = Arrays.stream(y).map(v -> v - start).toArray();
    // The strategy reads what is left over anew for each tree.
    var grower =
        new TreeGrower(features, new MeanStrategy(left, new double[0]), options.trees(true));
    int[] ids = IntStream.range(0, y.length).toArray();
    var at = new int[y.length];
    var trees = new ArrayList<Tree>();
    for (int t = 0; t < options.trees(); t++) {
      Tree tree = grower.grow(t);
      tree.route(features.codes(), features.features(), ids, ids.length, at);
      for (int i = 0; i < left.length; i++) {
        left[i] -= options.rate() * tree.means()[at[i]];
      }
      trees.add(tree);
    }
    return new Boosted(start, options.rate(), trees);
  }
}
