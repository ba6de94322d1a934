package org.liftgate.accumulate;

import java.util.Arrays;

/**
 * The second pass over the units of one class: residuals by period, demeaned, and the sum over
 * units of e e', from which every clustered meat of the class follows. Mergeable.
 */
final class ClassScores {
  private static final int CODES = CompactPanel.CODES;

  final int kind;

  /** Lower triangle of CODES x CODES: sum over units of e e'. */
  final double[] products = new double[CODES * CODES];

  /** By period, sums of residuals: zero but for rounding, once coded. */
  final double[] total = new double[CODES];

  double ssr;
  private final double[] four = new double[4 * CODES];
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
      Arrays.fill(four, 0);
      for (int j = i; j < Math.min(to, i + 4); j++) {
        int u = order[j];
        residuals(panel.cells, y, fitted, panel.offsets[u], panel.offsets[u + 1], (j - i) * CODES);
      }
      for (int t = 0; t < width; t++) {
        row(four, t, products, t * CODES, Math.min(CODES, (t | 7) + 1));
        total[t] += (four[t] + four[CODES + t]) + (four[2 * CODES + t] + four[3 * CODES + t]);
      }
    }
    return this;
  }

  private void residuals(byte[] cells, double[] y, double[] fitted, int from, int to, int at) {
    double first = y[from] - fitted[cells[from] & 127];
    double a = 0;
    double b = 0;
    int i = from;
    for (; i + 1 < to; i += 2) {
      int p = cells[i] & 127;
      int q = cells[i + 1] & 127;
      double v = y[i] - fitted[p] - first;
      double w = y[i + 1] - fitted[q] - first;
      four[at + p] = v;
      four[at + q] = w;
      a += v;
      b += w;
    }
    if (i < to) {
      int p = cells[i] & 127;
      double v = y[i] - fitted[p] - first;
      four[at + p] = v;
      a += v;
    }
    centre(cells, from, to, at, (a + b) / (to - from));
  }

  private void centre(byte[] cells, int from, int to, int at, double mean) {
    double a = 0;
    double b = 0;
    int i = from;
    for (; i + 1 < to; i += 2) {
      int p = at + (cells[i] & 127);
      int q = at + (cells[i + 1] & 127);
      double v = four[p] - mean;
      double w = four[q] - mean;
      four[p] = v;
      four[q] = w;
      a = Math.fma(v, v, a);
      b = Math.fma(w, w, b);
    }
    if (i < to) {
      int p = at + (cells[i] & 127);
      four[p] -= mean;
      a = Math.fma(four[p], four[p], a);
    }
    ssr += a + b;
  }

  /** Products of period t of four units with their periods up to the limit. */
  private static void row(double[] e, int t, double[] to, int at, int limit) {
    double a = e[t];
    double b = e[CODES + t];
    double c = e[2 * CODES + t];
    double d = e[3 * CODES + t];
    for (int s = 0; s < limit; s++) {
      to[at + s] =
          Math.fma(a, e[s], Math.fma(b, e[CODES + s], to[at + s]))
              + Math.fma(c, e[2 * CODES + s], d * e[3 * CODES + s]);
    }
  }

  ClassScores merge(ClassScores other) {
    for (int i = 0; i < products.length; i++) {
      products[i] += other.products[i];
    }
    for (int t = 0; t < CODES; t++) {
      total[t] += other.total[t];
    }
    ssr += other.ssr;
    return this;
  }
}
