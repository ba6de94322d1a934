package org.liftgate.accumulate;

import java.util.Arrays;

/**
 * The four cells of a 2x2 design (comparison and treated, before and after) by unit: all that the
 * saturated regression {@code y ~ treated * post} and its variances need. Mergeable: the other's
 * units follow this one's, so pieces are cut between units.
 */
public final class FourCells {
  /** Cells in order: comparison before, comparison after, treated before, treated after. */
  public static final int CELLS = 4;

  private static final int[] SIGN = {1, -1, -1, 1};

  private final double pivot;
  private final long[] rows = new long[CELLS];
  private final double[] sums = new double[CELLS];
  private final double[] squares = new double[CELLS];
  private int units;
  private int[] unitRows = new int[64 * CELLS];
  private double[] unitSums = new double[64 * CELLS];

  /**
   * @param pivot a value near the outcomes, such as the first one, that sums are taken about
   */
  public FourCells(double pivot) {
    this.pivot = pivot;
  }

  /** Opens a unit; rows that follow are its own. */
  public void unit() {
    if (units * CELLS == unitRows.length) {
      unitRows = Arrays.copyOf(unitRows, 2 * unitRows.length);
      unitSums = Arrays.copyOf(unitSums, 2 * unitSums.length);
    }
    units++;
  }

  public void add(boolean treated, boolean post, double outcome) {
    int cell = (treated ? 2 : 0) + (post ? 1 : 0);
    double v = outcome - pivot;
    rows[cell]++;
    sums[cell] += v;
    squares[cell] += v * v;
    int at = (units - 1) * CELLS + cell;
    unitRows[at]++;
    unitSums[at] += v;
  }

  /** Adds another's units after this one's; both must have been made with one pivot. */
  public FourCells merge(FourCells other) {
    if (other.pivot != pivot) {
      throw new IllegalArgumentException("cells to merge must share their pivot");
    }
    for (int c = 0; c < CELLS; c++) {
      rows[c] += other.rows[c];
      sums[c] += other.sums[c];
      squares[c] += other.squares[c];
    }
    for (int u = 0; u < other.units; u++) {
      unit();
      System.arraycopy(other.unitRows, u * CELLS, unitRows, (units - 1) * CELLS, CELLS);
      System.arraycopy(other.unitSums, u * CELLS, unitSums, (units - 1) * CELLS, CELLS);
    }
    return this;
  }

  public int units() {
    return units;
  }

  public long rows() {
    return Arrays.stream(rows).sum();
  }

  public long rows(boolean treated, boolean post) {
    return rows[(treated ? 2 : 0) + (post ? 1 : 0)];
  }

  /** Units with at least one row in the arm. */
  public int units(boolean treated) {
    int pre = treated ? 2 : 0;
    int count = 0;
    for (int u = 0; u < units; u++) {
      if (unitRows[u * CELLS + pre] + unitRows[u * CELLS + pre + 1] > 0) {
        count++;
      }
    }
    return count;
  }

  public boolean complete() {
    return Arrays.stream(rows).allMatch(n -> n > 0);
  }

  public double mean(boolean treated, boolean post) {
    return pivot + shifted((treated ? 2 : 0) + (post ? 1 : 0));
  }

  private double shifted(int cell) {
    return sums[cell] / rows[cell];
  }

  /** (treated after - treated before) - (comparison after - comparison before). */
  public double effect() {
    double effect = 0;
    for (int c = 0; c < CELLS; c++) {
      effect += SIGN[c] * shifted(c);
    }
    return effect;
  }

  /** Squared residuals of a cell. */
  private double residualSquares(int cell) {
    return Math.max(0, squares[cell] - sums[cell] * shifted(cell));
  }

  /** Squared residuals of the saturated regression. */
  public double ssr() {
    double ssr = 0;
    for (int c = 0; c < CELLS; c++) {
      ssr += residualSquares(c);
    }
    return ssr;
  }

  /** Variance of the effect under equal, independent errors of the variance given. */
  public double iidVariance(double sigma2) {
    double sum = 0;
    for (int c = 0; c < CELLS; c++) {
      sum += sigma2 / rows[c];
    }
    return sum;
  }

  /** HC0, HC2 or HC3 variance of the effect; a row's leverage is one over its cell's rows. */
  public double robustVariance(int type) {
    double sum = 0;
    for (int c = 0; c < CELLS; c++) {
      double spared = 1 - 1.0 / rows[c];
      double weight = type == 2 ? 1 / spared : type == 3 ? 1 / (spared * spared) : 1;
      sum += weight * residualSquares(c) / ((double) rows[c] * rows[c]);
    }
    return sum;
  }

  /** Cluster-robust variance by unit, without small-sample factor: squares of its influences. */
  public double clusterVariance() {
    double variance = 0;
    for (int u = 0; u < units; u++) {
      double influence = 0;
      for (int c = 0; c < CELLS; c++) {
        int at = u * CELLS + c;
        influence += SIGN[c] * (unitSums[at] - unitRows[at] * shifted(c)) / rows[c];
      }
      variance += influence * influence;
    }
    return variance;
  }
}
