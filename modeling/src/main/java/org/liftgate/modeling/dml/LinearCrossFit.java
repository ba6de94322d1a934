package org.liftgate.modeling.dml;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.liftgate.accumulate.LinearMoments;
import org.liftgate.accumulate.PositiveDefinite;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.modeling.learn.Refusal;

/**
 * Least squares predictions out of fold, for several targets at once. Rows are brought into the
 * order of folds; one pass takes each fold's sums of products; a fold is predicted from the sums of
 * the others. Columns that are combinations of others are left out.
 */
final class LinearCrossFit {
  private static final int CHUNK = 1 << 13;
  private static final int PILOT = 256;

  private final double[][] sorted;
  private final int features;
  private final int[] order;
  private final int[] starts;
  private final Workers workers;
  private final double[] pivots;

  private LinearCrossFit(double[][] x, double[][] targets, Split split, Workers workers) {
    this.features = x.length;
    this.order = split.sorted();
    this.starts = split.starts();
    this.workers = workers;
    double[][] all = Arrays.copyOf(x, x.length + targets.length);
    System.arraycopy(targets, 0, all, x.length, targets.length);
    this.sorted = workers.map(all.length, k -> taken(all[k], order)).toArray(double[][]::new);
    this.pivots = Arrays.stream(sorted).mapToDouble(LinearCrossFit::pilot).toArray();
  }

  /** A stretch of rows of one fold. */
  private record Piece(int fold, int from, int to) {}

  /**
   * @param x q arrays of n values
   * @param targets m arrays of n values
   * @return m arrays of n predictions
   */
  static double[][] predictions(double[][] x, double[][] targets, Split split, Workers workers) {
    return new LinearCrossFit(x, targets, split, workers).predictions();
  }

  private double[][] predictions() {
    List<Piece> pieces = pieces();
    List<LinearMoments> moments =
        workers.map(
            pieces.size(),
            p -> new LinearMoments(pivots).add(sorted, pieces.get(p).from(), pieces.get(p).to()));
    List<double[][]> models = workers.map(starts.length - 1, f -> model(pieces, moments, f));
    int targets = sorted.length - features;
    var out = new double[targets][order.length];
    workers.map(
        pieces.size(),
        p -> {
          Piece piece = pieces.get(p);
          for (int t = 0; t < targets; t++) {
            predict(models.get(piece.fold())[t], piece, out[t]);
          }
          return p;
        });
    return out;
  }

  private List<Piece> pieces() {
    var out = new ArrayList<Piece>();
    for (int f = 0; f + 1 < starts.length; f++) {
      for (int from = starts[f]; from < starts[f + 1]; from += CHUNK) {
        out.add(new Piece(f, from, Math.min(starts[f + 1], from + CHUNK)));
      }
    }
    return out;
  }

  /** Intercept and slopes of each target, learned without a fold. */
  private double[][] model(List<Piece> pieces, List<LinearMoments> moments, int fold) {
    var others = new LinearMoments(pivots);
    for (int p = 0; p < pieces.size(); p++) {
      if (pieces.get(p).fold() != fold) {
        others.merge(moments.get(p));
      }
    }
    int[] kept = IntStream.range(0, features).toArray();
    while (true) {
      int k = kept.length;
      if (others.rows() < k + 2) {
        throw new Refusal(
            Reason.LOW_DF,
            "%,d rows outside a fold are too few for a linear nuisance of %d columns."
                .formatted(others.rows(), k));
      }
      var gram = new double[k * k];
      var floor = new double[k];
      for (int a = 0; a < k; a++) {
        for (int b = 0; b <= a; b++) {
          gram[a * k + b] = others.centred(kept[a], kept[b]);
        }
        double level = others.mean(kept[a]) - pivots[kept[a]];
        floor[a] = 1e-14 * (gram[a * k + a] + others.rows() * level * level);
      }
      var factored = PositiveDefinite.factor(gram, k, floor);
      if (factored.factor().isPresent()) {
        return solved(others, kept, factored.factor().get());
      }
      int[] all = kept;
      int[] gone = factored.dependent();
      kept =
          IntStream.range(0, k)
              .filter(j -> Arrays.binarySearch(gone, j) < 0)
              .map(j -> all[j])
              .toArray();
    }
  }

  private double[][] solved(LinearMoments others, int[] kept, PositiveDefinite factor) {
    var out = new double[sorted.length - features][features + 1];
    for (int t = 0; t < out.length; t++) {
      var b = new double[kept.length];
      for (int a = 0; a < b.length; a++) {
        b[a] = others.centred(kept[a], features + t);
      }
      factor.solve(b);
      out[t][0] = others.mean(features + t);
      for (int a = 0; a < b.length; a++) {
        out[t][kept[a] + 1] = b[a];
        out[t][0] -= b[a] * others.mean(kept[a]);
      }
    }
    return out;
  }

  private void predict(double[] model, Piece piece, double[] out) {
    var sums = new double[piece.to() - piece.from()];
    Arrays.fill(sums, model[0]);
    for (int k = 0; k < features; k++) {
      if (model[k + 1] != 0) {
        add(model[k + 1], sorted[k], piece.from(), sums);
      }
    }
    for (int i = 0; i < sums.length; i++) {
      out[order[piece.from() + i]] = sums[i];
    }
  }

  private static void add(double factor, double[] from, int at, double[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] = Math.fma(factor, from[at + i], to[i]);
    }
  }

  private static double[] taken(double[] values, int[] order) {
    var out = new double[order.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = values[order[i]];
    }
    return out;
  }

  private static double pilot(double[] column) {
    int rows = Math.min(PILOT, column.length);
    double sum = 0;
    for (int i = 0; i < rows; i++) {
      sum += column[i] - column[0];
    }
    return rows == 0 ? 0 : column[0] + sum / rows;
  }
}
