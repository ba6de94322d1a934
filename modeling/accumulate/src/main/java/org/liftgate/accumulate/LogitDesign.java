package org.liftgate.accumulate;

/**
 * The rows of a logistic regression with an intercept.
 *
 * @param columns k arrays of n finite values, without a constant
 * @param outcome n values 0 or 1
 * @param weights n values of at least 0; empty when every row counts once
 */
public record LogitDesign(double[][] columns, byte[] outcome, double[] weights) {
  /** One block in so many makes the pilot sample of large data. */
  private static final int PILOT_EVERY = 16;

  public LogitDesign {
    for (double[] column : columns) {
      if (column.length != outcome.length) {
        throw new IllegalArgumentException("columns must have as many rows as the outcome");
      }
    }
    if (weights.length != 0 && weights.length != outcome.length) {
      throw new IllegalArgumentException("weights must be empty or one for each row");
    }
  }

  public static LogitDesign of(double[][] columns, byte[] outcome) {
    return new LogitDesign(columns, outcome, new double[0]);
  }

  /** n. */
  public int rows() {
    return outcome.length;
  }

  /** Coefficients, the intercept among them. */
  public int width() {
    return columns.length + 1;
  }

  boolean weighted() {
    return weights.length > 0;
  }

  double weight(int row) {
    return weighted() ? weights[row] : 1;
  }

  /** Sum of weights, and that of the rows whose outcome is 1. */
  double[] totals() {
    double all = 0;
    double ones = 0;
    for (int i = 0; i < outcome.length; i++) {
      double v = weight(i);
      all += v;
      ones += outcome[i] * v;
    }
    return new double[] {all, ones};
  }

  int chunks(boolean pilot) {
    int blocks = (rows() + BlockGram.ROWS - 1) / BlockGram.ROWS;
    int each = PanelLayout.CHUNK_ROWS / BlockGram.ROWS * (pilot ? PILOT_EVERY : 1);
    return (blocks + each - 1) / each;
  }

  /** Rows from one block of a pass to the next. */
  static int stride(boolean pilot) {
    return BlockGram.ROWS * (pilot ? PILOT_EVERY : 1);
  }

  /** Whether a pilot sample is worth its trouble. */
  boolean large() {
    return rows() >= 8 * PILOT_EVERY * BlockGram.ROWS;
  }

  int start(int chunk, boolean pilot) {
    return chunk * PanelLayout.CHUNK_ROWS * (pilot ? PILOT_EVERY : 1);
  }

  int end(int chunk, boolean pilot) {
    return (int) Math.min(rows(), (long) start(chunk, pilot) + (long) stride(pilot) * 32);
  }

  /** Means of the columns in the sample of large data, in all rows of small data. */
  double[][] centresAndScales() {
    int stride = stride(large());
    var centres = new double[columns.length];
    var scales = new double[columns.length];
    for (int k = 0; k < (rows() == 0 ? 0 : columns.length); k++) {
      double first = columns[k][0];
      double sum = 0;
      double squares = 0;
      int n = 0;
      for (int at = 0; at < rows(); at += stride) {
        int end = Math.min(rows(), at + BlockGram.ROWS);
        for (int i = at; i < end; i++) {
          double v = columns[k][i] - first;
          sum += v;
          squares += v * v;
        }
        n += end - at;
      }
      centres[k] = first + sum / n;
      double variance = squares / n - (sum / n) * (sum / n);
      scales[k] = variance > 0 ? 1 / Math.sqrt(variance) : 1;
    }
    return new double[][] {centres, scales};
  }
}
