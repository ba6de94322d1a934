package org.liftgate.accumulate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Least squares with unit and period effects in each block, exact, for unbalanced panels of any
 * pattern. In each block the effect with more levels is demeaned and the other one solved for by
 * Cholesky (the Frisch-Waugh-Lovell theorem twice); slopes are common to all blocks. A second pass
 * takes residuals and scores, and corrects the slopes by one step of iterative refinement.
 */
public final class TwoWayWithin {
  private final PanelLayout layout;
  private final Regressors x;
  private final double[] y;
  private final Workers workers;
  private final int[] longest;
  private final double[] pivots;

  private TwoWayWithin(PanelLayout layout, Regressors x, double[] y, Workers workers) {
    this.layout = layout;
    this.x = x;
    this.y = y;
    this.workers = workers;
    this.longest =
        layout.blocks().stream()
            .mapToInt(
                b -> {
                  int most = 1;
                  for (int level = 0; level < b.levels(); level++) {
                    most = Math.max(most, b.levelStart[level + 1] - b.levelStart[level]);
                  }
                  return most;
                })
            .toArray();
    int dense = x.columns().length;
    this.pivots = new double[dense + 1];
    for (int k = 0; k <= dense; k++) {
      pivots[k] = (k == dense ? y : x.columns()[k])[0];
    }
  }

  /**
   * @param layout of n rows, at least one
   * @param y n outcomes, all finite
   * @param clusterings codes of n rows, one array for each clustering of the scores
   * @param robust whether the heteroskedasticity-robust meat is wanted
   */
  public static WithinResult fit(
      PanelLayout layout,
      Regressors x,
      double[] y,
      List<int[]> clusterings,
      boolean robust,
      Workers workers) {
    return new TwoWayWithin(layout, x, y, workers).fit(clusterings.toArray(int[][]::new), robust);
  }

  private WithinResult fit(int[][] clusterings, boolean robust) {
    BlockMoments[] moments = moments();
    for (int b = 0; b < moments.length; b++) {
      int[] unreached = moments[b].unreached();
      if (unreached.length > 0) {
        return new WithinResult.Disconnected(b, rowOf(b, unreached[0]));
      }
    }
    List<double[]> solutions = workers.map(moments.length, b -> moments[b].solve());
    int width = x.count() + 1;
    var cleared = new double[width * width];
    for (int b = 0; b < moments.length; b++) {
      moments[b].addCleared(solutions.get(b), cleared);
    }
    var factored = PositiveDefinite.factor(slopesOf(cleared), x.count(), floor(moments));
    if (factored.factor().isEmpty()) {
      return dependent(factored.dependent(), cleared, moments);
    }
    return finish(factored.factor().get(), cleared, solutions, clusterings, robust);
  }

  private BlockMoments[] moments() {
    List<PanelLayout.Chunk> chunks = layout.chunkList();
    List<BlockMoments> parts =
        workers.map(
            chunks.size(),
            c -> {
              PanelLayout.Chunk chunk = chunks.get(c);
              PanelBlock block = layout.blocks().get(chunk.block());
              return new MomentPass(block, x, y, pivots, longest[chunk.block()])
                  .run(chunk.from(), chunk.to());
            });
    var merged = new BlockMoments[layout.blockCount()];
    for (int c = 0; c < parts.size(); c++) {
      int b = chunks.get(c).block();
      merged[b] = chunks.get(c).from() == 0 ? parts.get(c) : merged[b].merge(parts.get(c));
    }
    return merged;
  }

  private WithinResult finish(
      PositiveDefinite factor,
      double[] cleared,
      List<double[]> solutions,
      int[][] clusterings,
      boolean robust) {
    int k = x.count();
    double[] slopes = Arrays.copyOfRange(cleared, k * (k + 1), k * (k + 1) + k);
    factor.solve(slopes);
    Scores scores = scores(slopes, solutions, clusterings, robust);
    double[] correction = scores.total.clone();
    factor.solve(correction);
    for (int i = 0; i < k; i++) {
      slopes[i] += correction[i];
    }
    double[][] effects =
        solutions.stream().map(s -> ScorePass.fitted(s, slopes)).toArray(double[][]::new);
    return new WithinResult.Fit(
        slopes,
        factor.inverse(),
        scores.ssr,
        cleared[(k + 1) * (k + 1) - 1],
        totalSquares(),
        scores.clusters,
        scores.meat(),
        effects);
  }

  private Scores scores(
      double[] slopes, List<double[]> solutions, int[][] clusterings, boolean robust) {
    List<PanelLayout.Chunk> chunks = layout.chunkList();
    boolean unitsNested = Arrays.stream(clusterings).allMatch(layout::unitsNestedIn);
    List<Scores> parts =
        workers.map(
            chunks.size(),
            c -> {
              PanelLayout.Chunk chunk = chunks.get(c);
              PanelBlock block = layout.blocks().get(chunk.block());
              double[] solution = solutions.get(chunk.block());
              int most = longest[chunk.block()];
              return new ScorePass(block, x, y, slopes, solution, clusterings, robust, most)
                  .run(chunk.from(), chunk.to(), unitsNested && !block.turned);
            });
    Scores merged = parts.get(0);
    for (int c = 1; c < parts.size(); c++) {
      merged.merge(parts.get(c));
    }
    return merged;
  }

  /** The part of the lower triangle that belongs to the slopes. */
  private double[] slopesOf(double[] cleared) {
    int k = x.count();
    var part = new double[k * k];
    for (int a = 0; a < k; a++) {
      System.arraycopy(cleared, a * (k + 1), part, a * k, a + 1);
    }
    return part;
  }

  /** Squares that are rounding only, against what the column had before anything was cleared. */
  private double[] floor(BlockMoments[] moments) {
    int width = x.count() + 1;
    var floor = new double[x.count()];
    for (BlockMoments m : moments) {
      for (int k = 0; k < floor.length; k++) {
        floor[k] += 1e-10 * m.gram[k * width + k] + 1e-20 * m.squares[k];
      }
    }
    return floor;
  }

  private WithinResult dependent(int[] columns, double[] cleared, BlockMoments[] moments) {
    int width = x.count() + 1;
    double[] floor = floor(moments);
    var why = new WithinResult.Why[columns.length];
    for (int i = 0; i < columns.length; i++) {
      int k = columns[i];
      boolean constant = constant(k, moments);
      boolean absorbed = !(cleared[k * width + k] > floor[k]);
      why[i] =
          constant
              ? WithinResult.Why.CONSTANT
              : absorbed ? WithinResult.Why.ABSORBED : WithinResult.Why.COMBINATION;
    }
    return new WithinResult.Dependent(columns, why);
  }

  private boolean constant(int k, BlockMoments[] moments) {
    double squares = Arrays.stream(moments).mapToDouble(m -> m.squares[k]).sum();
    boolean dummy = k >= x.columns().length;
    return squares == 0 || dummy && squares == layout.rows();
  }

  private int rowOf(int block, int level) {
    PanelBlock b = layout.blocks().get(block);
    int position = 0;
    while (b.solved[position] != level) {
      position++;
    }
    return b.row(position);
  }

  private double totalSquares() {
    double pivot = pivots[pivots.length - 1];
    var parts = new ArrayList<double[]>();
    for (int from = 0; from < y.length; from += PanelLayout.CHUNK_ROWS) {
      double sum = 0;
      double squares = 0;
      for (int i = from; i < Math.min(y.length, from + PanelLayout.CHUNK_ROWS); i++) {
        double v = y[i] - pivot;
        sum += v;
        squares += v * v;
      }
      parts.add(new double[] {sum, squares});
    }
    double sum = parts.stream().mapToDouble(p -> p[0]).reduce(0, Double::sum);
    double squares = parts.stream().mapToDouble(p -> p[1]).reduce(0, Double::sum);
    return squares - sum * sum / y.length;
  }
}
