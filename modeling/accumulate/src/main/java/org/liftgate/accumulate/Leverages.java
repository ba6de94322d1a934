package org.liftgate.accumulate;

/** Diagonal of the hat matrix, z' (Z'Z)^-1 z for each row. */
public final class Leverages {
  private Leverages() {}

  /** n values between 0 and 1. */
  public static double[] of(WeightedDesign design, TriangularFactor factor, Workers workers) {
    int p = design.width();
    var h = new double[design.rows()];
    workers.map(
        Chunks.count(h.length),
        c -> {
          var block = new double[p + 1][WeightedDesign.BLOCK];
          var row = new double[p];
          int end = Chunks.end(c, h.length);
          for (int at = Chunks.start(c); at < end; at += WeightedDesign.BLOCK) {
            int m = Math.min(end, at + WeightedDesign.BLOCK) - at;
            design.fill(at, at + m, block);
            for (int i = 0; i < m; i++) {
              h[at + i] = of(block, i, row, factor);
            }
          }
          return c;
        });
    return h;
  }

  private static double of(double[][] block, int i, double[] row, TriangularFactor factor) {
    for (int j = 0; j < row.length; j++) {
      row[j] = block[j][i];
    }
    factor.forward(row);
    double sum = 0;
    for (double v : row) {
      sum += v * v;
    }
    return sum;
  }
}
