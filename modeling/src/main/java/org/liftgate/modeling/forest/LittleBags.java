package org.liftgate.modeling.forest;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.liftgate.accumulate.Workers;

/**
 * Predictions of a forest of bags with their sampling variances. Trees of a bag share one half of
 * the units; the variance of bag means, less what trees of one bag differ by chance, estimates the
 * sampling variance of the prediction (Sexton and Laake, 2009; Athey, Tibshirani and Wager, 2019,
 * section 4.1). The difference is negative for many rows; taken as normal with its own error and
 * known not to be, its mean is what is reported, as in grf.
 *
 * @param unseen whether rows are those the forest has grown on, to be spoken for by bags that have
 *     not seen them alone
 */
record LittleBags(Forest forest, int bag, boolean unseen) {
  private static final int BLOCKS = 16;
  private static final int LEAST_BLOCK = 512;
  private static final int MOST_BLOCK = 8_192;

  /** Below it the normal tail is its first asymptotic term. */
  private static final double FAR = -30;

  Forest.Uncertain predict(BinnedFeatures rows, Workers workers) {
    int n = rows.rows();
    var out = new Forest.Uncertain(new double[n], new double[n], new int[n]);
    // Trees are read once a block: long blocks read them seldom, several keep all threads at work.
    int block = Math.clamp(n / BLOCKS, LEAST_BLOCK, MOST_BLOCK);
    workers.map(
        (n + block - 1) / block,
        b -> {
          new Block(rows, b * block, Math.min(n, (b + 1) * block)).into(out);
          return b;
        });
    return out;
  }

  /** A run of rows: routed through all trees once, then read twice. */
  private final class Block {
    private final int from;
    private final int n;
    private final int s;

    /** Rows that each bag speaks for, and the leaves of each tree that they are in. */
    private final int[][] heard;

    private final int[][] leaves;

    Block(BinnedFeatures rows, int from, int to) {
      this.from = from;
      this.n = to - from;
      this.s = forest.strategy().statistics().length;
      int trees = forest.trees().size();
      this.heard = new int[(trees + bag - 1) / bag][];
      this.leaves = new int[trees][];
      route(rows);
    }

    private void route(BinnedFeatures rows) {
      int[] all = IntStream.range(from, from + n).toArray();
      for (int t = 0; t < leaves.length; t++) {
        if (t % bag == 0) {
          heard[t / bag] = unseen ? unseenBy(t) : all;
        }
        int[] ids = heard[t / bag];
        leaves[t] = new int[ids.length];
        forest.trees().get(t).route(rows.codes(), rows.features(), ids, ids.length, leaves[t]);
      }
    }

    private int[] unseenBy(int first) {
      var ids = new int[n];
      int count = 0;
      List<Tree> trees =
          forest.trees().subList(first, Math.min(first + bag, forest.trees().size()));
      for (int i = from; i < from + n; i++) {
        boolean saw = false;
        for (Tree tree : trees) {
          saw |= tree.saw(i);
        }
        ids[count] = i;
        count += saw ? 0 : 1;
      }
      return Arrays.copyOf(ids, count);
    }

    void into(Forest.Uncertain out) {
      var means = new double[n * s];
      var gradients = new double[n * s];
      averages(means, out.trees());
      for (int i = 0; i < n; i++) {
        if (out.trees()[from + i] == 0) {
          out.values()[from + i] = Double.NaN;
          continue;
        }
        out.values()[from + i] = forest.strategy().predict(means, i * s);
        System.arraycopy(forest.strategy().gradient(means, i * s), 0, gradients, i * s, s);
      }
      spread(means, gradients, out);
    }

    private void averages(double[] means, int[] votes) {
      for (int t = 0; t < leaves.length; t++) {
        add(forest.trees().get(t).means(), heard[t / bag], leaves[t], means, votes);
      }
      for (int i = 0; i < n; i++) {
        for (int k = 0; k < s && votes[from + i] > 0; k++) {
          means[i * s + k] /= votes[from + i];
        }
      }
    }

    private void add(double[] leaf, int[] ids, int[] at, double[] means, int[] votes) {
      for (int j = 0; j < ids.length; j++) {
        votes[ids[j]]++;
        int to = (ids[j] - from) * s;
        int of = at[j] * s;
        for (int k = 0; k < s; k++) {
          means[to + k] += leaf[of + k];
        }
      }
    }

    /** What each tree, and each bag, adds to the prediction: the gradient times its own means. */
    private void spread(double[] means, double[] gradients, Forest.Uncertain out) {
      var single = new double[n];
      var grouped = new double[n];
      var bags = new int[n];
      for (int b = 0; b < leaves.length / bag; b++) {
        int[] ids = heard[b];
        var sum = new double[ids.length];
        for (int t = b * bag; t < (b + 1) * bag; t++) {
          pulls(forest.trees().get(t).means(), ids, leaves[t], means, gradients, sum, single);
        }
        for (int j = 0; j < ids.length; j++) {
          int i = ids[j] - from;
          bags[i]++;
          grouped[i] += sum[j] * sum[j];
        }
      }
      for (int i = 0; i < n; i++) {
        double between = grouped[i] / ((double) bag * bag * bags[i]);
        double total = single[i] / ((double) bag * bags[i]);
        out.variances()[from + i] =
            bags[i] < 2 ? Double.NaN : debiased(between, (total - between) / (bag - 1), bags[i]);
      }
    }

    private void pulls(
        double[] leaf,
        int[] ids,
        int[] at,
        double[] means,
        double[] gradients,
        double[] sum,
        double[] single) {
      for (int j = 0; j < ids.length; j++) {
        int i = ids[j] - from;
        int of = at[j] * s;
        double psi = 0;
        for (int k = 0; k < s; k++) {
          psi += gradients[i * s + k] * (leaf[of + k] - means[i * s + k]);
        }
        sum[j] += psi;
        single[i] += psi * psi;
      }
    }
  }

  /** Mean of a normal about between - noise, cut off at 0. */
  static double debiased(double between, double noise, int bags) {
    double first = between - noise;
    double error = Math.max(between, noise) * Math.sqrt(2.0 / bags);
    if (!(error > 0)) {
      return Math.max(0, first);
    }
    double ratio = first / error;
    if (ratio < FAR) {
      return -error / ratio;
    }
    var normal = NormalDistribution.of(0, 1);
    return first + error * normal.density(ratio) / normal.survivalProbability(-ratio);
  }
}
