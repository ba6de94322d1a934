package org.liftgate.accumulate;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Least squares with stack x unit and stack x period effects where regressors come from lists: a
 * unit's row is the sum of what its lists add ({@link Loadings}). In a stack whose units are all
 * seen in all periods, clearing both effects centres lists over units and loadings over periods
 * (Frisch, Waugh and Lovell), so the normal equations need only how many units two lists share and
 * the outcome's sums by list and period. The outcome is read twice whatever the columns: for those
 * sums, and for each cluster's influence on what is asked for. Columns are never laid out.
 */
public final class ListedWithin {
  /** Clusters of a piece of work. */
  private static final int PIECE = 4096;

  private static final double ABSORBED = 1e-10;

  private final List<ListedBlock> blocks;
  private final List<Loadings> loadings;
  private final int columns;
  private final Workers workers;
  private final int[] place;
  private final int kept;
  private final PositiveDefinite factor;

  private ListedWithin(
      List<ListedBlock> blocks, List<Loadings> loadings, int columns, Workers workers) {
    this.blocks = List.copyOf(blocks);
    this.loadings = List.copyOf(loadings);
    this.columns = columns;
    this.workers = workers;
    List<ListedGram> parts =
        workers.map(blocks.size(), b -> ListedGram.of(blocks.get(b), loadings.get(b)));
    var gram = new double[columns * columns];
    var floor = new double[columns];
    for (ListedGram part : parts) {
      part.addTo(gram, floor, columns);
    }
    for (int c = 0; c < columns; c++) {
      floor[c] *= ABSORBED;
    }
    int[] dependent = PositiveDefinite.factor(gram, columns, floor).dependent();
    this.place = places(dependent, columns);
    this.kept = columns - dependent.length;
    this.factor = PositiveDefinite.factor(reduced(gram), kept).factor().orElseThrow();
  }

  /**
   * @param loadings one for each block
   * @param columns C; a column that the effects or columns before it explain is left out
   */
  public static ListedWithin of(
      List<ListedBlock> blocks, List<Loadings> loadings, int columns, Workers workers) {
    return new ListedWithin(blocks, loadings, columns, workers);
  }

  /**
   * @param estimates R, the contrasts of the slopes
   * @param influence G x R: what each cluster adds to the estimates' error, (X'X)^-1 s
   */
  public record Fit(double[] estimates, double[] influence) {

    /** Sum over clusters of the influences' products, R x R: CR0. */
    public double[] meat() {
      int r = estimates.length;
      var meat = new double[r * r];
      for (int g = 0; g < influence.length; g += r) {
        for (int a = 0; a < r; a++) {
          PositiveDefinite.axpy(influence[g + a], influence, g, meat, a * r, r);
        }
      }
      return meat;
    }
  }

  /** Whether a column has a slope of its own beside the effects and the columns before it. */
  public boolean estimable(int column) {
    return place[column] >= 0;
  }

  /** Columns with a slope. */
  public int slopes() {
    return kept;
  }

  /**
   * @param y outcomes of all rows, finite
   * @param contrasts R arrays of C weights of the slopes; zero for columns that are not estimable
   * @param clusters G
   */
  public Fit fit(double[] y, double[][] contrasts, int clusters) {
    double[] slopes = slopes(y);
    int r = contrasts.length;
    var estimates = new double[r];
    var weights = new double[kept * r];
    for (int k = 0; k < r; k++) {
      for (int c = 0; c < columns; c++) {
        estimates[k] += contrasts[k][c] * slopes[c];
        if (place[c] >= 0) {
          weights[place[c] * r + k] = contrasts[k][c];
        }
      }
    }
    factor.solveRows(weights, r);
    var influence = new double[clusters * r];
    influence(y, slopes, spread(weights, r), r, influence, clusters);
    return new Fit(estimates, influence);
  }

  /**
   * Contrasts of the slopes alone, which costs one pass over the outcome and no influence.
   *
   * @param contrasts R arrays of C weights
   */
  public double[] estimates(double[] y, double[][] contrasts) {
    double[] slopes = slopes(y);
    var estimates = new double[contrasts.length];
    for (int k = 0; k < contrasts.length; k++) {
      for (int c = 0; c < columns; c++) {
        estimates[k] += contrasts[k][c] * slopes[c];
      }
    }
    return estimates;
  }

  private double[] slopes(double[] y) {
    List<double[]> parts =
        workers.map(blocks.size(), b -> products(blocks.get(b), loadings.get(b), y));
    var right = new double[kept];
    for (double[] part : parts) {
      for (int c = 0; c < columns; c++) {
        if (place[c] >= 0) {
          right[place[c]] += part[c];
        }
      }
    }
    factor.solve(right);
    return spread(right, 1);
  }

  /** X'y of the cleared columns. */
  private double[] products(ListedBlock block, Loadings loading, double[] y) {
    ListedSums sums = ListedSums.of(block, y);
    var out = new double[columns];
    for (int i = 0; i < loading.size(); i++) {
      out[loading.column()[i]] +=
          loading.value()[i] * sums.cleared(loading.list()[i], loading.period()[i]);
    }
    return out;
  }

  private void influence(
      double[] y, double[] slopes, double[] weights, int r, double[] out, int clusters) {
    List<ListedScores> scores =
        IntStream.range(0, blocks.size())
            .mapToObj(b -> new ListedScores(blocks.get(b), loadings.get(b), y, slopes, weights, r))
            .toList();
    int pieces = (clusters + PIECE - 1) / PIECE;
    workers.map(
        pieces,
        p -> {
          scores.forEach(s -> s.run(p * PIECE, Math.min(clusters, (p + 1) * PIECE), out));
          return p;
        });
  }

  /** Rows of the columns kept, among all columns; zero where there is none. */
  private double[] spread(double[] values, int width) {
    var out = new double[columns * width];
    for (int c = 0; c < columns; c++) {
      if (place[c] >= 0) {
        System.arraycopy(values, place[c] * width, out, c * width, width);
      }
    }
    return out;
  }

  private double[] reduced(double[] gram) {
    var out = new double[kept * kept];
    for (int a = 0; a < columns; a++) {
      for (int b = 0; b <= a; b++) {
        if (place[a] >= 0 && place[b] >= 0) {
          out[place[a] * kept + place[b]] = gram[a * columns + b];
        }
      }
    }
    return out;
  }

  private static int[] places(int[] dependent, int columns) {
    var places = new int[columns];
    int next = 0;
    for (int c = 0; c < columns; c++) {
      places[c] = Arrays.binarySearch(dependent, c) >= 0 ? -1 : next++;
    }
    return places;
  }
}
