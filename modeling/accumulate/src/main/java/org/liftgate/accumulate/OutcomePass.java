package org.liftgate.accumulate;

/**
 * The one pass over outcomes: demeans each unit where it lies in the cache, and adds its rows to
 * the sums by period and to the unit's product with the cleared treatment. Mergeable.
 */
final class OutcomePass {
  private static final int CELLS = 2 * CompactPanel.CODES;

  /** By cell, sums of the demeaned outcome. */
  final double[] byCell = new double[CELLS];

  /** Squares of the outcome about its unit means. */
  double squares;

  /** Sum over rows of the unit mean about the pivot, and of its square. */
  double levels;

  double levelSquares;

  private final CompactPanel panel;
  private final double[] y;
  private final double[] weights;
  private final double[] products;
  private final double pivot;

  /**
   * @param weights by cell, treatment less its period effect
   * @param products takes a value a unit: the sum of weight times demeaned outcome
   */
  OutcomePass(CompactPanel panel, double[] y, double[] weights, double[] products) {
    this.panel = panel;
    this.y = y;
    this.weights = weights;
    this.products = products;
    this.pivot = y[0];
  }

  OutcomePass run(int from, int to) {
    for (int u = from; u < to; u++) {
      unit(u, panel.offsets[u], panel.offsets[u + 1]);
    }
    return this;
  }

  private void unit(int u, int from, int to) {
    double first = y[from];
    double mean = shifted(y, from, to, first) / (to - from);
    double level = first + mean - pivot;
    levels += (to - from) * level;
    levelSquares += (to - from) * level * level;
    products[u] = rows(from, to, first, mean);
  }

  /** Sum of the values less the first: exactly zero where they are all equal. */
  static double shifted(double[] y, int from, int to, double first) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = from;
    for (; i + 3 < to; i += 4) {
      a += y[i] - first;
      b += y[i + 1] - first;
      c += y[i + 2] - first;
      d += y[i + 3] - first;
    }
    for (; i < to; i++) {
      a += y[i] - first;
    }
    return (a + b) + (c + d);
  }

  private double rows(int from, int to, double first, double mean) {
    byte[] cells = panel.cells;
    double a0 = 0;
    double a1 = 0;
    double s0 = 0;
    double s1 = 0;
    int i = from;
    for (; i + 1 < to; i += 2) {
      double v = y[i] - first - mean;
      double w = y[i + 1] - first - mean;
      int p = cells[i] & 255;
      int q = cells[i + 1] & 255;
      a0 = Math.fma(v, weights[p], a0);
      a1 = Math.fma(w, weights[q], a1);
      s0 = Math.fma(v, v, s0);
      s1 = Math.fma(w, w, s1);
      byCell[p] += v;
      byCell[q] += w;
    }
    if (i < to) {
      double v = y[i] - first - mean;
      int p = cells[i] & 255;
      a0 = Math.fma(v, weights[p], a0);
      s0 = Math.fma(v, v, s0);
      byCell[p] += v;
    }
    squares += s0 + s1;
    return a0 + a1;
  }

  OutcomePass merge(OutcomePass other) {
    for (int c = 0; c < CELLS; c++) {
      byCell[c] += other.byCell[c];
    }
    squares += other.squares;
    levels += other.levels;
    levelSquares += other.levelSquares;
    return this;
  }

  /** By code, sums of the demeaned outcome. */
  double[] byCode() {
    var sums = new double[CompactPanel.CODES];
    for (int t = 0; t < sums.length; t++) {
      sums[t] = byCell[t] + byCell[t + CompactPanel.CODES];
    }
    return sums;
  }
}
