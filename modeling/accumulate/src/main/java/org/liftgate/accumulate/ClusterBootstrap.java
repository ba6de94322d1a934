package org.liftgate.accumulate;

import java.util.Arrays;
import java.util.List;

/**
 * The pairs cluster bootstrap of {@link BinaryWithin}: units drawn with replacement, period effects
 * estimated anew in each replicate, yet without going back to the rows. With w how often a unit was
 * drawn, d0 and e its cleared treatment and residual by period, s and Q its score and squares of
 * d0, g = sum w e, h = sum w d0 and L the periods' Laplacian of the units drawn, the replicate's
 * slope is the slope + (sum w s - h' L^-1 g) / (sum w Q - h' L^-1 h), exactly (the
 * Frisch-Waugh-Lovell theorem with the fit as the origin).
 */
public final class ClusterBootstrap {
  private ClusterBootstrap() {}

  /**
   * @param slopes of the replicates that have one, in order of drawing
   * @param asked replicates drawn
   */
  public record Draws(double[] slopes, int asked) {

    /** Standard deviation of the replicates (n - 1); at least two are needed. */
    public double standardError() {
      double mean = Arrays.stream(slopes).sum() / slopes.length;
      double squares = 0;
      for (double slope : slopes) {
        squares += (slope - mean) * (slope - mean);
      }
      return Math.sqrt(squares / (slopes.length - 1));
    }

    /** Quantile by linear interpolation between order statistics (type 7 of Hyndman and Fan). */
    public double quantile(double p) {
      double[] sorted = slopes.clone();
      Arrays.sort(sorted);
      double at = p * (sorted.length - 1);
      int below = (int) Math.min(Math.floor(at), sorted.length - 2.0);
      return sorted[below] + (at - below) * (sorted[below + 1] - sorted[below]);
    }
  }

  /**
   * @param fit of the same panel and outcome
   * @param draws replicates, at least 2
   * @param seed of all draws; a replicate's own follows from it and the replicate's number
   */
  public static Draws run(
      CompactPanel panel, double[] y, BinaryWithin.Fit fit, int draws, long seed, Workers workers) {
    if (draws < 2) {
      throw new IllegalArgumentException("draws (" + draws + ") must be at least 2");
    }
    UnitMasks masks = UnitMasks.of(panel, workers).orElseThrow();
    var units = BootstrapUnits.of(masks, fit.scores());
    int batch = batch(panel);
    int pieces = (draws + batch - 1) / batch;
    List<double[]> parts =
        workers.map(
            pieces,
            p ->
                new BootstrapBatch(units, y, fit, Math.min(batch, draws - p * batch))
                    .run(seed, p * batch));
    double[] slopes =
        parts.stream().flatMapToDouble(Arrays::stream).filter(Double::isFinite).toArray();
    return new Draws(slopes, draws);
  }

  /** Replicates at a time: how often each unit is drawn takes a byte a unit and replicate. */
  private static int batch(CompactPanel panel) {
    return (int) Math.max(2, Math.min(64, 2L * panel.rows() / panel.units()));
  }
}
