package org.liftgate.accumulate;

import java.util.Arrays;
import java.util.List;

/** The second pass of a linear regression: residuals, leverages, scores. Mergeable. */
final class LinearScores {
  private final double[] means;
  private final double[] slopes;
  private final double[] half;
  private final List<int[]> clusterings;
  private final int width;
  private final boolean leverages;

  /** Centred columns of a block, one in every row first. */
  private final double[][] x;

  /** Scores of a block, and one in every row last. */
  private final double[][] scores;

  private final double[] e;
  private final double[] leverage;
  private final double[] root;
  private final int[] at;
  final double[] total;
  final ClusterSums[] clusters;

  /** HC0, HC2, HC3; the last two empty without leverages. */
  final double[][] meats;

  double ssr;

  /**
   * @param half L^-1 of the centred design's Gram matrix L L' with its intercept, lower triangle;
   *     empty when no leverages are wanted
   */
  LinearScores(LinearMoments m, double[] slopes, double[] half, List<int[]> clusterings) {
    this.slopes = slopes;
    this.half = half;
    this.leverages = half.length > 0;
    this.clusterings = clusterings;
    this.width = slopes.length + 1;
    this.means = new double[width];
    for (int k = 0; k < width; k++) {
      means[k] = m.mean(k);
    }
    this.x = new double[width][Gram.BLOCK];
    this.scores = new double[width + 1][Gram.BLOCK];
    this.e = new double[Gram.BLOCK];
    this.leverage = new double[leverages ? Gram.BLOCK : 0];
    this.root = new double[leverages ? Gram.BLOCK : 0];
    this.at = new int[Gram.BLOCK];
    this.total = new double[width];
    this.meats = new double[3][];
    for (int type = 0; type < 3; type++) {
      meats[type] = new double[type == 0 || leverages ? width * width : 0];
    }
    this.clusters = new ClusterSums[clusterings.size()];
    for (int c = 0; c < clusters.length; c++) {
      clusters[c] = new ClusterSums(width);
    }
    Arrays.fill(x[0], 1);
  }

  /**
   * @param columns k+1 arrays, the outcome last
   */
  LinearScores add(double[][] columns, int from, int to) {
    var grams = new Gram[leverages ? 3 : 1];
    Arrays.setAll(grams, type -> new Gram(width + 1));
    for (int start = from; start < to; start += Gram.BLOCK) {
      int m = Math.min(Gram.BLOCK, to - start);
      residuals(columns, start, m);
      score(grams[0], m);
      for (int c = 0; c < clusters.length; c++) {
        cluster(clusters[c], clusterings.get(c), start, m);
      }
      if (leverages) {
        leverages(m);
        scale(m);
        score(grams[1], m);
        scale(m);
        score(grams[2], m);
      }
    }
    collect(grams);
    return this;
  }

  private void residuals(double[][] columns, int start, int m) {
    LinearMoments.shift(columns[width - 1], means[width - 1], start, m, e);
    for (int k = 1; k < width; k++) {
      LinearMoments.shift(columns[k - 1], means[k - 1], start, m, x[k]);
      PositiveDefinite.axpy(-slopes[k - 1], x[k], 0, e, 0, m);
    }
  }

  /** Adds the products of x e, e being what it is now. */
  private void score(Gram gram, int m) {
    for (int k = 0; k < width; k++) {
      multiply(x[k], e, scores[k]);
    }
    Arrays.fill(scores[width], 1);
    gram.add(scores, m);
  }

  private static void multiply(double[] a, double[] b, double[] out) {
    for (int i = 0; i < Gram.BLOCK; i++) {
      out[i] = a[i] * b[i];
    }
  }

  /** Squared length of L^-1 x, row by row; then 1 / sqrt(1 - h). */
  private void leverages(int m) {
    Arrays.fill(leverage, 0);
    for (int a = 0; a < width; a++) {
      Arrays.fill(root, 0);
      for (int b = 0; b <= a; b++) {
        double factor = half[a * width + b];
        if (factor != 0) {
          PositiveDefinite.axpy(factor, x[b], 0, root, 0, m);
        }
      }
      addSquares(root, leverage);
    }
    for (int i = 0; i < m; i++) {
      root[i] = 1 / Math.sqrt(1 - leverage[i]);
    }
  }

  private static void addSquares(double[] v, double[] to) {
    for (int i = 0; i < Gram.BLOCK; i++) {
      to[i] = Math.fma(v[i], v[i], to[i]);
    }
  }

  private void scale(int m) {
    for (int i = 0; i < m; i++) {
      e[i] *= root[i];
    }
  }

  /** One column after the other: its sums stay in the cache. */
  private void cluster(ClusterSums sums, int[] codes, int start, int m) {
    for (int i = 0; i < m; i++) {
      at[i] = sums.at(codes[start + i]);
    }
    for (int k = 0; k < width; k++) {
      scatter(scores[k], at, k, sums.values(), m);
    }
  }

  private static void scatter(double[] from, int[] at, int k, double[] to, int m) {
    for (int i = 0; i < m; i++) {
      to[at[i] + k] += from[i];
    }
  }

  private void collect(Gram[] grams) {
    int all = width + 1;
    for (int type = 0; type < grams.length; type++) {
      double[] products = grams[type].products();
      for (int a = 0; a < width; a++) {
        for (int b = 0; b < width; b++) {
          meats[type][a * width + b] += products[Math.max(a, b) * all + Math.min(a, b)];
        }
        total[a] += type == 0 ? products[width * all + a] : 0;
      }
      ssr += type == 0 ? products[0] : 0;
    }
  }

  LinearScores merge(LinearScores other) {
    ssr += other.ssr;
    for (int k = 0; k < width; k++) {
      total[k] += other.total[k];
    }
    for (int type = 0; type < meats.length; type++) {
      for (int i = 0; i < meats[type].length; i++) {
        meats[type][i] += other.meats[type][i];
      }
    }
    for (int c = 0; c < clusters.length; c++) {
      clusters[c].merge(other.clusters[c]);
    }
    return this;
  }
}
