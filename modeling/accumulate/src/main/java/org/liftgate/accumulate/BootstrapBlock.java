package org.liftgate.accumulate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;

/**
 * One block of a panel as {@link PanelBootstrap} reads it: regressors and residual cleared of both
 * effects, and the period patterns of its units, from which the periods' Laplacian of any weighting
 * of units follows.
 */
final class BootstrapBlock {
  private final PanelBlock block;
  private final int width;

  /** Rows x width: regressors, then the residual, cleared of both effects. */
  private final double[] cleared;

  /** Periods of each pattern, ascending, one entry a row. */
  private final List<int[]> patterns = new ArrayList<>();

  private final int[] patternOf;
  private final int[] clusterOf;
  private final boolean periodEffects;

  /**
   * @param residual n values of the outcome less regressors times slopes
   * @param cluster n codes, one in all rows of a unit
   */
  BootstrapBlock(
      PanelBlock block, Regressors x, double[] residual, int[] cluster, boolean periodEffects) {
    this.block = block;
    this.width = x.count() + 1;
    this.periodEffects = periodEffects;
    this.patternOf = new int[block.units];
    this.clusterOf = new int[block.units];
    var known = new HashMap<List<Integer>, Integer>();
    for (int u = 0; u < block.units; u++) {
      int[] periods =
          Arrays.copyOfRange(block.periodCode, block.unitStart[u], block.unitStart[u + 1]);
      patternOf[u] =
          known.computeIfAbsent(
              Arrays.stream(periods).boxed().toList(),
              key -> {
                patterns.add(periods);
                return patterns.size() - 1;
              });
      clusterOf[u] = cluster[block.start + block.unitStart[u]];
    }
    this.cleared = new double[block.rows * width];
    for (int j = 0; j < width; j++) {
      for (int i = 0; i < block.rows; i++) {
        cleared[i * width + j] = value(x, residual, j, block.start + i);
      }
    }
    demean();
    if (periodEffects) {
      clearPeriods();
      demean();
    }
  }

  private static double value(Regressors x, double[] residual, int j, int row) {
    int dense = x.columns().length;
    if (j == x.count()) {
      return residual[row];
    }
    return j < dense ? x.columns()[j][row] : x.codes()[row] == j - dense ? 1 : 0;
  }

  /** Takes out unit means; the first value goes first, so that large levels cost no digits. */
  private void demean() {
    for (int u = 0; u < block.units; u++) {
      int from = block.unitStart[u];
      int to = block.unitStart[u + 1];
      for (int j = 0; j < width; j++) {
        double first = cleared[from * width + j];
        double sum = 0;
        for (int i = from; i < to; i++) {
          sum += cleared[i * width + j] - first;
        }
        double mean = sum / (to - from);
        for (int i = from; i < to; i++) {
          cleared[i * width + j] = cleared[i * width + j] - first - mean;
        }
      }
    }
  }

  private void clearPeriods() {
    var once = new byte[Arrays.stream(clusterOf).max().orElse(0) + 1];
    Arrays.fill(once, (byte) 1);
    double[] effects = sums(once);
    laplacian(once).solveRows(effects, width);
    for (int i = 0; i < block.rows; i++) {
      int t = block.periodCode[i] * width;
      for (int j = 0; j < width; j++) {
        cleared[i * width + j] -= effects[t + j];
      }
    }
  }

  /** Adds each cluster's products: per cluster, a lower triangle of width x width, packed. */
  void addProducts(double[] products) {
    int size = width * (width + 1) / 2;
    for (int u = 0; u < block.units; u++) {
      for (int i = block.unitStart[u]; i < block.unitStart[u + 1]; i++) {
        for (int a = 0, to = clusterOf[u] * size; a < width; a++) {
          double left = cleared[i * width + a];
          for (int b = 0; b <= a; b++, to++) {
            products[to] += left * cleared[i * width + b];
          }
        }
      }
    }
  }

  /**
   * Takes out of a replicate's products what its own period effects explain.
   *
   * @param times how often each cluster is drawn
   * @param products packed lower triangle of width x width
   */
  void clear(byte[] times, double[] products) {
    if (!periodEffects) {
      return;
    }
    double[] sums = sums(times);
    double[] effects = sums.clone();
    laplacian(times).solveRows(effects, width);
    for (int t = 0; t < sums.length; t += width) {
      for (int a = 0, to = 0; a < width; a++) {
        for (int b = 0; b <= a; b++, to++) {
          products[to] -= sums[t + a] * effects[t + b];
        }
      }
    }
  }

  /** Periods x width: sums over the units drawn. */
  private double[] sums(byte[] times) {
    var sums = new double[block.periods * width];
    for (int u = 0; u < block.units; u++) {
      int w = times[clusterOf[u]];
      for (int i = block.unitStart[u]; w > 0 && i < block.unitStart[u + 1]; i++) {
        add(w, cleared, i * width, sums, block.periodCode[i] * width, width);
      }
    }
    return sums;
  }

  private static void add(double w, double[] from, int at, double[] to, int start, int count) {
    for (int j = 0; j < count; j++) {
      to[start + j] += w * from[at + j];
    }
  }

  /** A generalised inverse where the units drawn leave periods out or apart. */
  private PositiveDefinite laplacian(byte[] times) {
    var weight = new double[patterns.size()];
    for (int u = 0; u < block.units; u++) {
      weight[patternOf[u]] += times[clusterOf[u]];
    }
    int size = block.periods;
    var matrix = new double[size * size];
    for (int p = 0; p < weight.length; p++) {
      int[] periods = patterns.get(p);
      double each = weight[p] / periods.length;
      for (int i = 0; each > 0 && i < periods.length; i++) {
        int at = periods[i] * size;
        matrix[at + periods[i]] += weight[p];
        for (int s : periods) {
          matrix[at + s] -= each;
        }
      }
    }
    return PositiveDefinite.semidefinite(matrix, size);
  }
}
