package org.liftgate.accumulate;

/**
 * What being on a list adds to the regressors of a unit, as entries of a list x period x column
 * array that is zero elsewhere: entry i adds {@code value[i]} to column {@code column[i]} in period
 * {@code period[i]} (0..T-1) for every unit on list {@code list[i]}.
 */
public record Loadings(int[] list, int[] period, int[] column, double[] value) {
  public Loadings {
    int n = list.length;
    if (period.length != n || column.length != n || value.length != n) {
      throw new IllegalArgumentException("columns of loadings must have one length");
    }
  }

  public int size() {
    return list.length;
  }

  /**
   * By list and period, the products of the columns' values with a matrix, centred over periods.
   *
   * @param matrix columns x width, row by row
   * @return lists x periods x width
   */
  double[] centred(int lists, int periods, double[] matrix, int width) {
    var out = new double[lists * periods * width];
    for (int i = 0; i < list.length; i++) {
      int to = (list[i] * periods + period[i]) * width;
      PositiveDefinite.axpy(value[i], matrix, column[i] * width, out, to, width);
    }
    for (int l = 0; l < lists; l++) {
      centre(out, l * periods * width, periods, width);
    }
    return out;
  }

  /** Subtracts the mean over periods of a periods x width block. */
  static void centre(double[] values, int at, int periods, int width) {
    for (int k = 0; k < width; k++) {
      double sum = 0;
      for (int t = 0; t < periods; t++) {
        sum += values[at + t * width + k];
      }
      double mean = sum / periods;
      for (int t = 0; t < periods; t++) {
        values[at + t * width + k] -= mean;
      }
    }
  }
}
