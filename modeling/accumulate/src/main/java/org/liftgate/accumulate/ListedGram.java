package org.liftgate.accumulate;

import java.util.Arrays;

/**
 * Products of one stack's columns cleared of both effects: over pairs of lists, the covariance of
 * membership times the products of their centred loadings. Only columns that occur are held.
 */
final class ListedGram {
  private final int[] used;
  private final double[] gram;
  private final double[] squares;

  private ListedGram(int[] used, double[] gram, double[] squares) {
    this.used = used;
    this.gram = gram;
    this.squares = squares;
  }

  static ListedGram of(ListedBlock block, Loadings loading) {
    int[] used = Arrays.stream(loading.column()).sorted().distinct().toArray();
    int width = used.length;
    int lists = block.count();
    int periods = block.periods();
    int[] at = Arrays.stream(loading.column()).map(c -> Arrays.binarySearch(used, c)).toArray();
    int[] together = block.together();
    var squares = new double[width];
    var byList = new double[lists * periods * width];
    for (int i = 0; i < at.length; i++) {
      int l = loading.list()[i];
      double v = loading.value()[i];
      byList[(l * periods + loading.period()[i]) * width + at[i]] += v;
      squares[at[i]] += v * v * together[l * lists + l];
    }
    var gram = new double[width * width];
    var mixed = new double[periods * width];
    for (int l = 0; l < lists; l++) {
      Arrays.fill(mixed, 0);
      for (int k = 0; k < lists; k++) {
        double shared = covariance(block, together, l, k);
        if (shared != 0) {
          PositiveDefinite.axpy(shared, byList, k * periods * width, mixed, 0, periods * width);
        }
      }
      Loadings.centre(mixed, 0, periods, width);
      for (int i = 0; i < at.length; i++) {
        if (loading.list()[i] == l) {
          int from = loading.period()[i] * width;
          PositiveDefinite.axpy(loading.value()[i], mixed, from, gram, at[i] * width, width);
        }
      }
    }
    return new ListedGram(used, gram, squares);
  }

  private static double covariance(ListedBlock block, int[] together, int l, int k) {
    int lists = block.count();
    double expected = (double) together[l * lists + l] * together[k * lists + k] / block.units();
    return together[l * lists + k] - expected;
  }

  void addTo(double[] total, double[] floor, int columns) {
    int width = used.length;
    for (int a = 0; a < width; a++) {
      floor[used[a]] += squares[a];
      for (int b = 0; b < width; b++) {
        total[used[a] * columns + used[b]] += gram[a * width + b];
      }
    }
  }
}
