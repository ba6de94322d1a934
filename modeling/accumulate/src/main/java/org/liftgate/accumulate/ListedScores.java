package org.liftgate.accumulate;

/** The second pass over a stack: what each unit adds to the influence of its cluster. */
final class ListedScores {
  private final ListedBlock block;
  private final double[] y;
  private final int width;
  private final double[] fitted;
  private final double[] weighted;
  private final double[] level;
  private final double[] meanWeighted;

  /**
   * @param slopes by column
   * @param weights columns x width: (X'X)^-1 times the contrasts
   */
  ListedScores(
      ListedBlock block,
      Loadings loading,
      double[] y,
      double[] slopes,
      double[] weights,
      int width) {
    this.block = block;
    this.y = y;
    this.width = width;
    int periods = block.periods();
    this.fitted = loading.centred(block.count(), periods, slopes, 1);
    this.weighted = loading.centred(block.count(), periods, weights, width);
    this.level = new double[periods];
    this.meanWeighted = new double[periods * width];
    ListedSums sums = ListedSums.of(block, y);
    for (int t = 0; t < periods; t++) {
      level[t] = sums.mean(t);
    }
    for (int l = 0; l < block.count(); l++) {
      double share = sums.share(l);
      PositiveDefinite.axpy(-share, fitted, l * periods, level, 0, periods);
      int size = periods * width;
      PositiveDefinite.axpy(share, weighted, l * size, meanWeighted, 0, size);
    }
  }

  /** Adds the units of clusters {@code from} to {@code to} (exclusive). */
  void run(int from, int to, double[] out) {
    var e = new double[block.periods()];
    for (int u = block.from(from); u < block.units() && block.cluster()[u] < to; u++) {
      residual(u, e);
      int at = block.cluster()[u] * width;
      add(e, -1, meanWeighted, 0, out, at);
      for (int i = block.offsets()[u]; i < block.offsets()[u + 1]; i++) {
        add(e, 1, weighted, block.lists()[i] * e.length * width, out, at);
      }
    }
  }

  private void residual(int unit, double[] e) {
    ListedSums.demeaned(block, unit, y, e);
    for (int t = 0; t < e.length; t++) {
      e[t] -= level[t];
    }
    for (int i = block.offsets()[unit]; i < block.offsets()[unit + 1]; i++) {
      int at = block.lists()[i] * e.length;
      for (int t = 0; t < e.length; t++) {
        e[t] -= fitted[at + t];
      }
    }
  }

  private void add(double[] e, int sign, double[] matrix, int from, double[] out, int at) {
    for (int t = 0; t < e.length; t++) {
      PositiveDefinite.axpy(sign * e[t], matrix, from + t * width, out, at, width);
    }
  }
}
