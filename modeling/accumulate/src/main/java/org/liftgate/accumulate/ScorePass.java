package org.liftgate.accumulate;

import java.util.Arrays;

/**
 * The second pass over a chunk, with coefficients known: residuals cleared of both effects, and the
 * scores x e summed by cluster. Where each level of the demeaned effect lies in one cluster, the
 * residuals sum to zero in it and the columns need not be demeaned again.
 */
final class ScorePass {
  private final PanelBlock block;
  private final Regressors x;
  private final double[] y;
  private final double[] slopes;
  private final double[] solution;
  private final double[] fitted;
  private final int[][] clusterings;
  private final int dense;
  private final int slopeCount;
  private final double[] e;
  private final double[] score;
  private final double[] centre;
  private final Scores scores;

  /**
   * @param solution of {@link BlockMoments#solve()} for this block
   */
  ScorePass(
      PanelBlock block,
      Regressors x,
      double[] y,
      double[] slopes,
      double[] solution,
      int[][] clusterings,
      boolean robust,
      int longest) {
    this.block = block;
    this.x = x;
    this.y = y;
    this.slopes = slopes;
    this.solution = solution;
    this.clusterings = clusterings;
    this.dense = x.columns().length;
    this.slopeCount = x.count();
    this.fitted = fitted(solution, slopes);
    this.e = new double[longest];
    this.score = new double[slopeCount];
    this.centre = new double[slopeCount];
    this.scores = new Scores(slopeCount, clusterings.length, robust);
  }

  /** Effects of the solved levels on the outcome: those of y less those of x times the slopes. */
  static double[] fitted(double[] solution, double[] slopes) {
    int width = slopes.length + 1;
    var effects = new double[solution.length / width];
    for (int t = 0; t < effects.length; t++) {
      double sum = solution[t * width + slopes.length];
      for (int k = 0; k < slopes.length; k++) {
        sum -= solution[t * width + k] * slopes[k];
      }
      effects[t] = sum;
    }
    return effects;
  }

  /**
   * @param nested whether every clustering holds each level of the demeaned effect in one cluster
   */
  Scores run(int from, int to, boolean nested) {
    for (int level = from; level < to; level++) {
      int a = block.levelStart[level];
      int b = block.levelStart[level + 1];
      residuals(a, b);
      if (nested && !scores.robust()) {
        levelScore(a, b);
      } else {
        rowScores(a, b);
      }
    }
    return scores;
  }

  private void residuals(int a, int b) {
    double first = 0;
    double sum = 0;
    for (int i = a; i < b; i++) {
      int row = block.row(i);
      double v = y[row] - fitted[block.solved[i]];
      for (int k = 0; k < dense; k++) {
        v -= x.columns()[k][row] * slopes[k];
      }
      if (x.levels() > 0 && x.codes()[row] >= 0) {
        v -= slopes[dense + x.codes()[row]];
      }
      first = i == a ? v : first;
      e[i - a] = v - first;
      sum += e[i - a];
    }
    double mean = sum / (b - a);
    double squares = 0;
    for (int i = 0; i < b - a; i++) {
      e[i] -= mean;
      squares += e[i] * e[i];
    }
    scores.ssr += squares;
  }

  private void levelScore(int a, int b) {
    Arrays.fill(score, 0);
    for (int k = 0; k < dense; k++) {
      double[] column = x.columns()[k];
      double first = column[block.row(a)];
      double sum = 0;
      for (int i = a; i < b; i++) {
        sum += (column[block.row(i)] - first) * e[i - a];
      }
      score[k] = sum;
    }
    for (int i = a; i < b; i++) {
      double error = e[i - a];
      int at = block.solved[i] * (slopeCount + 1);
      for (int k = 0; k < slopeCount; k++) {
        score[k] -= solution[at + k] * error;
      }
      if (x.levels() > 0 && x.codes()[block.row(i)] >= 0) {
        score[dense + x.codes()[block.row(i)]] += error;
      }
    }
    add(block.row(a));
  }

  private void rowScores(int a, int b) {
    centre(a, b);
    for (int i = a; i < b; i++) {
      int row = block.row(i);
      for (int k = 0; k < slopeCount; k++) {
        score[k] = value(i, row, k) - centre[k];
      }
      scores.addRobust(score, e[i - a]);
      for (int k = 0; k < slopeCount; k++) {
        score[k] *= e[i - a];
      }
      add(row);
    }
  }

  private void centre(int a, int b) {
    Arrays.fill(centre, 0);
    for (int i = a; i < b; i++) {
      int row = block.row(i);
      for (int k = 0; k < slopeCount; k++) {
        centre[k] += value(i, row, k);
      }
    }
    for (int k = 0; k < slopeCount; k++) {
      centre[k] /= b - a;
    }
  }

  private double value(int position, int row, int k) {
    double raw = k < dense ? x.columns()[k][row] : x.codes()[row] == k - dense ? 1 : 0;
    return raw - solution[block.solved[position] * (slopeCount + 1) + k];
  }

  private void add(int row) {
    for (int k = 0; k < slopeCount; k++) {
      scores.total[k] += score[k];
    }
    for (int c = 0; c < clusterings.length; c++) {
      ClusterSums sums = scores.clusters[c];
      int at = sums.at(clusterings[c][row]);
      double[] values = sums.values();
      for (int k = 0; k < slopeCount; k++) {
        values[at + k] += score[k];
      }
    }
  }
}
