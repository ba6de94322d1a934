package org.liftgate.accumulate;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The pairs cluster bootstrap of {@link TwoWayWithin} for any regressors: clusters of whole units
 * drawn with replacement, unit and period effects estimated anew in each replicate, without going
 * back to the columns. With w how often a unit was drawn, Z its regressors and residual e cleared
 * of both effects, L the periods' Laplacian of the units drawn and S = sum w Z by period, the
 * products of the replicate are sum w Z'Z - S' L^- S, and its slopes the fit's plus the regression
 * of e on the rest, exactly (the Frisch-Waugh-Lovell theorem with the fit as the origin).
 */
public final class PanelBootstrap {
  /** Periods of a block at most: each replicate factors a matrix of them. */
  public static final int MOST_PERIODS = 1_000;

  /** Share of a column's squares that must be left to a replicate. */
  private static final double ABSORBED = 1e-10;

  private static final long MOST_VALUES = 1L << 28;

  private final List<BootstrapBlock> blocks;
  private final double[] products;
  private final int clusters;
  private final double[] slopes;

  private PanelBootstrap(
      List<BootstrapBlock> blocks, double[] products, int clusters, double[] slopes) {
    this.blocks = blocks;
    this.products = products;
    this.clusters = clusters;
    this.slopes = slopes;
  }

  /**
   * @param slopes of the replicates in which every slope is identified, in order of drawing: usable
   *     x k
   * @param asked replicates drawn
   * @param clusters drawn from
   */
  public record Draws(double[][] slopes, int asked, int clusters) {

    /** Covariance of the replicates (n - 1), k x k; at least two are needed. */
    public double[][] covariance() {
      int k = slopes[0].length;
      var mean = new double[k];
      for (double[] draw : slopes) {
        for (int j = 0; j < k; j++) {
          mean[j] += draw[j] / slopes.length;
        }
      }
      var v = new double[k][k];
      for (double[] draw : slopes) {
        for (int a = 0; a < k; a++) {
          for (int b = 0; b < k; b++) {
            v[a][b] += (draw[a] - mean[a]) * (draw[b] - mean[b]) / (slopes.length - 1.0);
          }
        }
      }
      return v;
    }
  }

  /**
   * @param slopes of {@link TwoWayWithin} on the same rows
   * @param cluster n codes
   * @param draws replicates, at least 2
   * @return empty when a unit's rows lie in several clusters, a block has more than {@link
   *     #MOST_PERIODS} periods, or rows times regressors are too many to hold
   */
  public static Optional<Draws> run(
      PanelLayout layout,
      Regressors x,
      double[] y,
      double[] slopes,
      int[] cluster,
      int draws,
      long seed,
      Workers workers) {
    boolean wide = layout.blocks().stream().anyMatch(b -> b.periods > MOST_PERIODS);
    boolean many = (x.count() + 1L) * y.length > MOST_VALUES;
    if (!layout.unitsNestedIn(cluster) || many || wide && layout.periods() > 0) {
      return Optional.empty();
    }
    int[] codes = dense(cluster);
    int clusters = Arrays.stream(codes).max().orElseThrow() + 1;
    double[] residual = residual(x, y, slopes);
    List<BootstrapBlock> blocks =
        workers.map(
            layout.blockCount(),
            b ->
                new BootstrapBlock(
                    layout.blocks().get(b), x, residual, codes, layout.periods() > 0));
    int width = x.count() + 1;
    var products = new double[Math.multiplyExact(clusters, width * (width + 1) / 2)];
    blocks.forEach(b -> b.addProducts(products));
    var bootstrap = new PanelBootstrap(blocks, products, clusters, slopes);
    double[][] found =
        workers.map(draws, r -> bootstrap.replicate(seed, r)).stream()
            .filter(draw -> draw.length > 0)
            .toArray(double[][]::new);
    return Optional.of(new Draws(found, draws, clusters));
  }

  /** Codes without gaps, in order of first meeting. */
  private static int[] dense(int[] given) {
    var known = new java.util.HashMap<Integer, Integer>();
    var codes = new int[given.length];
    for (int i = 0; i < codes.length; i++) {
      boolean same = i > 0 && given[i] == given[i - 1];
      codes[i] = same ? codes[i - 1] : known.computeIfAbsent(given[i], k -> known.size());
    }
    return codes;
  }

  private static double[] residual(Regressors x, double[] y, double[] slopes) {
    double[] e = y.clone();
    int dense = x.columns().length;
    for (int k = 0; k < dense; k++) {
      PositiveDefinite.axpy(-slopes[k], x.columns()[k], 0, e, 0, e.length);
    }
    for (int i = 0; x.levels() > 0 && i < e.length; i++) {
      e[i] -= x.codes()[i] < 0 ? 0 : slopes[dense + x.codes()[i]];
    }
    return e;
  }

  /** Slopes of a replicate; empty when one is not identified. */
  private double[] replicate(long seed, int number) {
    int width = slopes.length + 1;
    var times = new byte[clusters];
    BootstrapBatch.draw(seed, number, times);
    double[] sum = drawn(times, width * (width + 1) / 2);
    double[] before = diagonal(sum);
    for (BootstrapBlock block : blocks) {
      block.clear(times, sum);
    }
    int k = slopes.length;
    var gram = new double[k * k];
    for (int a = 0, i = 0; a < k; a++) {
      before[a] *= ABSORBED;
      for (int b = 0; b <= a; b++, i++) {
        gram[a * k + b] = sum[i];
      }
    }
    Optional<PositiveDefinite> factor = PositiveDefinite.factor(gram, k, before).factor();
    if (factor.isEmpty()) {
      return new double[0];
    }
    double[] moved = Arrays.copyOfRange(sum, sum.length - width, sum.length - 1);
    factor.get().solve(moved);
    for (int j = 0; j < k; j++) {
      moved[j] += slopes[j];
    }
    return moved;
  }

  private double[] drawn(byte[] times, int size) {
    var sum = new double[size];
    for (int g = 0; g < clusters; g++) {
      if (times[g] > 0) {
        PositiveDefinite.axpy(times[g], products, g * size, sum, 0, size);
      }
    }
    return sum;
  }

  private double[] diagonal(double[] packed) {
    var diagonal = new double[slopes.length];
    for (int a = 0, at = 0; a < diagonal.length; at += a + 2, a++) {
      diagonal[a] = packed[at];
    }
    return diagonal;
  }
}
