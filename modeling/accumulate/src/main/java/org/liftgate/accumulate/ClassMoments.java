package org.liftgate.accumulate;

/** What the first pass leaves of the units of one class: by period only. Mergeable. */
final class ClassMoments {
  private static final int CODES = CompactPanel.CODES;

  final int kind;
  final CoOccurrence links;

  /** By period, units seen. */
  final double[] seen = new double[CODES];

  /** By period, sums of the demeaned outcome. */
  final double[] outcome = new double[CODES];

  double squares;
  double levels;
  double levelSquares;

  ClassMoments(int kind, int width) {
    this.kind = kind;
    this.links = new CoOccurrence(width);
  }

  ClassMoments run(UnitMasks masks, double[] y, int[] order, int from, int to) {
    for (int i = from; i < to; i++) {
      int u = order[i];
      int start = masks.panel.offsets[u];
      int end = masks.panel.offsets[u + 1];
      links.add(masks.low[u], masks.high[u], end - start);
      unit(masks.panel.cells, y, start, end, y[0]);
    }
    links.finish();
    return this;
  }

  private void unit(byte[] cells, double[] y, int from, int to, double pivot) {
    double first = y[from];
    double mean = OutcomePass.shifted(y, from, to, first) / (to - from);
    double level = first + mean - pivot;
    levels += (to - from) * level;
    levelSquares += (to - from) * level * level;
    double a = 0;
    double b = 0;
    int i = from;
    for (; i + 1 < to; i += 2) {
      double v = y[i] - first - mean;
      double w = y[i + 1] - first - mean;
      a = Math.fma(v, v, a);
      b = Math.fma(w, w, b);
      int p = cells[i] & 127;
      int q = cells[i + 1] & 127;
      outcome[p] += v;
      seen[p] += 1;
      outcome[q] += w;
      seen[q] += 1;
    }
    if (i < to) {
      double v = y[i] - first - mean;
      a = Math.fma(v, v, a);
      outcome[cells[i] & 127] += v;
      seen[cells[i] & 127] += 1;
    }
    squares += a + b;
  }

  ClassMoments merge(ClassMoments other) {
    links.merge(other.links);
    for (int t = 0; t < CODES; t++) {
      seen[t] += other.seen[t];
      outcome[t] += other.outcome[t];
    }
    squares += other.squares;
    levels += other.levels;
    levelSquares += other.levelSquares;
    return this;
  }
}
