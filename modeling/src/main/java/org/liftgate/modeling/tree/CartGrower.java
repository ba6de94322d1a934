package org.liftgate.modeling.tree;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.liftgate.modeling.tree.DecisionTree.Node;

/**
 * Grows one tree depth first. Each feature keeps its rows sorted; a cut divides all of them stably.
 * Rows of equal values are sorted by outcome, so sums do not depend on the order of rows.
 */
final class CartGrower {
  /** Gains closer than this, relative to the node's squares, are one gain. */
  private static final double TIE = 1e-13;

  private static final float GAP = 1e-7f;

  private final Cart options;
  private final double[][] x;
  private final double[][] y;
  private final double[] centre;
  private final int[][] order;
  private final boolean[] left;
  private final int[] buffer;
  private final List<Node> nodes = new ArrayList<>();

  CartGrower(Cart options, double[][] features, double[][] outcomes) {
    this.options = options;
    int n = outcomes[0].length;
    x = options.singlePrecision() ? single(features) : features;
    centre = new double[outcomes.length];
    if (outcomes.length == 1) {
      int[] byOutcome = RadixOrder.of(outcomes[0]);
      centre[0] = Arrays.stream(byOutcome).mapToDouble(i -> outcomes[0][i]).sum() / n;
    }
    y = new double[outcomes.length][n];
    for (int k = 0; k < y.length; k++) {
      for (int i = 0; i < n; i++) {
        y[k][i] = outcomes[k][i] - centre[k];
      }
    }
    int[] first = IntStream.range(0, n).toArray();
    for (double[] outcome : y) {
      first = RadixOrder.of(outcome, first);
    }
    order = new int[x.length][];
    for (int f = 0; f < x.length; f++) {
      order[f] = RadixOrder.of(x[f], first);
    }
    left = new boolean[n];
    buffer = new int[n];
  }

  private static double[][] single(double[][] x) {
    return Arrays.stream(x)
        .map(c -> Arrays.stream(c).map(v -> (double) (float) v).toArray())
        .toArray(double[][]::new);
  }

  DecisionTree grow(List<String> names) {
    node(0, left.length, 0);
    return new DecisionTree(names, nodes);
  }

  /** Sums, squares and gain of the rows of a node. */
  private record Totals(double[] sums, double squares, int rows) {
    double fit() {
      return fit(sums, rows);
    }

    static double fit(double[] sums, int rows) {
      double fit = 0;
      for (double s : sums) {
        fit += s * s / rows;
      }
      return fit;
    }
  }

  private record Cut(int feature, int position, double threshold, double fit) {}

  private int node(int from, int to, int depth) {
    Totals all = totals(from, to);
    int at = nodes.size();
    nodes.add(leaf(at, all));
    int rows = to - from;
    if (depth == options.maxDepth() || rows < 2 * options.minLeaf()) {
      return at;
    }
    Cut cut = best(from, to, all);
    if (cut != null) {
      divide(from, to, cut);
      int l = node(from, cut.position(), depth + 1);
      int r = node(cut.position(), to, depth + 1);
      Node leaf = nodes.get(at);
      nodes.set(
          at, new Node(cut.feature(), cut.threshold(), l, r, rows, leaf.value(), leaf.impurity()));
    }
    return at;
  }

  private Totals totals(int from, int to) {
    var sums = new double[y.length];
    double squares = 0;
    for (int k = 0; k < y.length; k++) {
      for (int i = from; i < to; i++) {
        double v = y[k][order[0][i]];
        sums[k] += v;
        squares += v * v;
      }
    }
    return new Totals(sums, squares, to - from);
  }

  private Node leaf(int at, Totals t) {
    var value = new double[centre.length];
    Arrays.setAll(value, k -> centre[k] + t.sums()[k] / t.rows());
    double impurity = Math.max(0, (t.squares() - t.fit()) / t.rows());
    return new Node(DecisionTree.NONE, 0, at, at, t.rows(), value, impurity);
  }

  private @Nullable Cut best(int from, int to, Totals all) {
    Cut best = null;
    double tie = TIE * all.squares();
    double least = all.fit() + tie;
    for (int f = 0; f < x.length; f++) {
      Cut cut = y.length == 1 ? one(f, from, to, all, least, tie) : many(f, from, to, all, least);
      if (cut != null) {
        best = cut;
        least = cut.fit() + tie;
      }
    }
    return best;
  }

  /** The best cut of a feature for one outcome, when it fits better than {@code least}. */
  private @Nullable Cut one(int f, int from, int to, Totals all, double least, double tie) {
    double[] column = x[f];
    int[] rows = order[f];
    double[] outcome = y[0];
    double total = all.sums()[0];
    double sum = 0;
    int position = -1;
    double bound = least;
    double most = 0;
    int last = to - options.minLeaf();
    for (int i = from; i < last; i++) {
      sum += outcome[rows[i]];
      int count = i + 1 - from;
      if (count >= options.minLeaf() && apart(column[rows[i]], column[rows[i + 1]])) {
        double rest = total - sum;
        double fit = sum * sum / count + rest * rest / (to - i - 1);
        if (fit > bound) {
          most = fit;
          bound = fit + tie;
          position = i + 1;
        }
      }
    }
    return cut(f, position, most);
  }

  /** The same for several outcomes. */
  private @Nullable Cut many(int f, int from, int to, Totals all, double least) {
    double[] column = x[f];
    int[] rows = order[f];
    double tie = TIE * all.squares();
    var sums = new double[y.length];
    var rest = all.sums().clone();
    int position = -1;
    double bound = least;
    double most = 0;
    int last = to - options.minLeaf();
    for (int i = from; i < last; i++) {
      for (int k = 0; k < sums.length; k++) {
        double v = y[k][rows[i]];
        sums[k] += v;
        rest[k] -= v;
      }
      int count = i + 1 - from;
      if (count >= options.minLeaf() && apart(column[rows[i]], column[rows[i + 1]])) {
        double fit = Totals.fit(sums, count) + Totals.fit(rest, to - i - 1);
        if (fit > bound) {
          most = fit;
          bound = fit + tie;
          position = i + 1;
        }
      }
    }
    return cut(f, position, most);
  }

  private @Nullable Cut cut(int f, int position, double fit) {
    if (position < 0) {
      return null;
    }
    double below = x[f][order[f][position - 1]];
    double above = x[f][order[f][position]];
    double middle = below / 2 + above / 2;
    return new Cut(f, position, middle >= above || middle < below ? below : middle, fit);
  }

  private boolean apart(double a, double b) {
    return options.singlePrecision() ? (float) b > (float) a + GAP : b > a;
  }

  private void divide(int from, int to, Cut cut) {
    for (int i = from; i < to; i++) {
      left[order[cut.feature()][i]] = i < cut.position();
    }
    for (int[] rows : order) {
      int l = from;
      int r = 0;
      for (int i = from; i < to; i++) {
        if (left[rows[i]]) {
          rows[l++] = rows[i];
        } else {
          buffer[r++] = rows[i];
        }
      }
      System.arraycopy(buffer, 0, rows, l, r);
    }
  }
}
