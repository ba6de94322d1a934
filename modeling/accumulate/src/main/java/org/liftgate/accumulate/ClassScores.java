package org.liftgate.accumulate;

import java.util.Arrays;

/**
 * The second pass over the units of one class: residuals by period, demeaned, and the sum over
 * units of e e', from which every clustered meat of the class follows. Mergeable.
 */
final class ClassScores {
  private static final int CODES = CompactPanel.CODES;

  final int kind;

  /** By period, lower triangle: sum over units of e e'. */
  final double[][] products = new double[CODES][CODES];

  /** By period, sums of residuals: zero but for rounding, once coded. */
  final double[] total = new double[CODES];

  double ssr;
  private final double[][] four = new double[4][CODES];
  private final int width;

  ClassScores(int kind, int width) {
    this.kind = kind;
    this.width = width;
  }

  /**
   * @param fitted by period, what effects and dummies explain
   */
  ClassScores run(CompactPanel panel, double[] y, double[] fitted, int[] order, int from, int to) {
    for (int i = from; i < to; i += 4) {
      for (double[] unit : four) {
        Arrays.fill(unit, 0);
      }
      for (int j = i; j < Math.min(to, i + 4); j++) {
        int u = order[j];
        residuals(four[j - i], panel.cells, y, fitted, panel.offsets[u], panel.offsets[u + 1]);
      }
      for (int t = 0; t < width; t += 2) {
        rows(four[0], four[1], four[2], four[3], t, products[t], products[t + 1]);
      }
      for (double[] unit : four) {
        PositiveDefinite.axpy(1, unit, 0, total, 0, width);
      }
    }
    return this;
  }

  private void residuals(double[] e, byte[] cells, double[] y, double[] fitted, int from, int to) {
    double first = y[from] - fitted[cells[from] & 127];
    double a = 0;
    double b = 0;
    int i = from;
    for (; i + 1 < to; i += 2) {
      int p = cells[i] & 127;
      int q = cells[i + 1] & 127;
      double v = y[i] - fitted[p] - first;
      double w = y[i + 1] - fitted[q] - first;
      e[p] = v;
      e[q] = w;
      a += v;
      b += w;
    }
    if (i < to) {
      int p = cells[i] & 127;
      double v = y[i] - fitted[p] - first;
      e[p] = v;
      a += v;
    }
    centre(e, cells, from, to, (a + b) / (to - from));
  }

  private void centre(double[] e, byte[] cells, int from, int to, double mean) {
    double a = 0;
    double b = 0;
    int i = from;
    for (; i + 1 < to; i += 2) {
      int p = cells[i] & 127;
      int q = cells[i + 1] & 127;
      double v = e[p] - mean;
      double w = e[q] - mean;
      e[p] = v;
      e[q] = w;
      a = Math.fma(v, v, a);
      b = Math.fma(w, w, b);
    }
    if (i < to) {
      int p = cells[i] & 127;
      e[p] -= mean;
      a = Math.fma(e[p], e[p], a);
    }
    ssr += a + b;
  }

  /** Products of periods t and t+1 of four units with the periods up to them. */
  private static void rows(
      double[] p, double[] q, double[] r, double[] s, int t, double[] to, double[] next) {
    double p0 = p[t];
    double q0 = q[t];
    double r0 = r[t];
    double s0 = s[t];
    double p1 = p[t + 1];
    double q1 = q[t + 1];
    double r1 = r[t + 1];
    double s1 = s[t + 1];
    int limit = (t | 7) + 1;
    for (int i = 0; i < limit; i++) {
      double a = p[i];
      double b = q[i];
      double c = r[i];
      double d = s[i];
      to[i] = Math.fma(s0, d, Math.fma(r0, c, Math.fma(q0, b, Math.fma(p0, a, to[i]))));
      next[i] = Math.fma(s1, d, Math.fma(r1, c, Math.fma(q1, b, Math.fma(p1, a, next[i]))));
    }
  }

  ClassScores merge(ClassScores other) {
    for (int t = 0; t < CODES; t++) {
      PositiveDefinite.axpy(1, other.products[t], 0, products[t], 0, t + 1);
      total[t] += other.total[t];
    }
    ssr += other.ssr;
    return this;
  }
}
