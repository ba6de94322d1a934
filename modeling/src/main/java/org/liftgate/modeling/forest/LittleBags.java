package org.liftgate.modeling.forest;

import java.util.Arrays;
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
  private static final int BLOCK = 1_024;

  /** Below it the normal tail is its first asymptotic term. */
  private static final double FAR = -30;

  Forest.Uncertain predict(BinnedFeatures rows, Workers workers) {
    int n = rows.rows();
    var out = new Forest.Uncertain(new double[n], new double[n], new int[n]);
    workers.map(
        (n + BLOCK - 1) / BLOCK,
        b -> {
          new Block(rows, b * BLOCK, Math.min(n, (b + 1) * BLOCK)).into(out);
          return b;
        });
    return out;
  }

  /** A run of rows: routed through all trees once, then read twice. */
  private final class Block {
    private final int from;
    private final int n;
    private final int s;
    private final int[] at;

    Block(BinnedFeatures rows, int from, int to) {
      this.from = from;
      this.n = to - from;
      this.s = forest.strategy().statistics().length;
      this.at = new int[forest.trees().size() * n];
      route(rows);
    }

    private void route(BinnedFeatures rows) {
      int[] ids = IntStream.range(from, from + n).toArray();
      var found = new int[n];
      int count = n;
      for (int t = 0; t < forest.trees().size(); t++) {
        if (unseen && t % bag == 0) {
          count = unseenBy(t, ids);
        }
        forest.trees().get(t).route(rows.codes(), rows.features(), ids, count, found);
        int base = t * n - from;
        if (unseen) {
          Arrays.fill(at, t * n, t * n + n, -1);
        }
        for (int i = 0; i < count; i++) {
          at[base + ids[i]] = found[i];
        }
      }
    }

    private int unseenBy(int first, int[] ids) {
      int count = 0;
      int last = Math.min(first + bag, forest.trees().size());
      for (int i = from; i < from + n; i++) {
        boolean saw = false;
        for (int t = first; t < last; t++) {
          saw |= forest.trees().get(t).saw(i);
        }
        ids[count] = i;
        count += saw ? 0 : 1;
      }
      return count;
    }

    void into(Forest.Uncertain out) {
      var means = new double[n * s];
      var gradients = new double[n][];
      averages(means, out.trees());
      for (int i = 0; i < n; i++) {
        if (out.trees()[from + i] == 0) {
          out.values()[from + i] = Double.NaN;
          gradients[i] = new double[s];
          continue;
        }
        out.values()[from + i] = forest.strategy().predict(means, i * s);
        gradients[i] = forest.strategy().gradient(means, i * s);
      }
      spread(means, gradients, out);
    }

    private void averages(double[] means, int[] votes) {
      for (int t = 0; t < forest.trees().size(); t++) {
        double[] leaves = forest.trees().get(t).means();
        for (int i = 0; i < n; i++) {
          int leaf = at[t * n + i];
          if (leaf >= 0) {
            votes[from + i]++;
            for (int k = 0; k < s; k++) {
              means[i * s + k] += leaves[leaf * s + k];
            }
          }
        }
      }
      for (int i = 0; i < n; i++) {
        for (int k = 0; k < s && votes[from + i] > 0; k++) {
          means[i * s + k] /= votes[from + i];
        }
      }
    }

    /** What each tree, and each bag, adds to the prediction: the gradient times its own means. */
    private void spread(double[] means, double[][] gradients, Forest.Uncertain out) {
      int whole = forest.trees().size() / bag;
      var single = new double[n];
      var grouped = new double[n];
      var bags = new int[n];
      var sum = new double[n];
      for (int b = 0; b < whole; b++) {
        Arrays.fill(sum, 0);
        for (int t = b * bag; t < (b + 1) * bag; t++) {
          double[] leaves = forest.trees().get(t).means();
          for (int i = 0; i < n; i++) {
            int leaf = at[t * n + i];
            if (leaf >= 0) {
              double[] gradient = gradients[i];
              double psi = 0;
              for (int k = 0; k < s; k++) {
                psi += gradient[k] * (leaves[leaf * s + k] - means[i * s + k]);
              }
              sum[i] += psi;
              single[i] += psi * psi;
            }
          }
        }
        for (int i = 0; i < n; i++) {
          bags[i] += at[b * bag * n + i] >= 0 ? 1 : 0;
          grouped[i] += sum[i] * sum[i];
        }
      }
      for (int i = 0; i < n; i++) {
        double between = grouped[i] / ((double) bag * bag * bags[i]);
        double total = single[i] / ((double) bag * bags[i]);
        out.variances()[from + i] =
            bags[i] < 2 ? Double.NaN : debiased(between, (total - between) / (bag - 1), bags[i]);
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
