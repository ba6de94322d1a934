package org.liftgate.accumulate;

import java.util.List;
import java.util.Optional;

/**
 * Least squares of an outcome on one binary treatment with unit and period effects, and its scores
 * by unit: what {@link TwoWayWithin} finds, for at most 128 periods with one row a unit and period.
 * Periods and treatment of a unit are bit masks, so all that does not concern the outcome is
 * counted by population counts, and the outcome is read once.
 */
public final class BinaryWithin {
  /** Squares that are left must be more than this share, else the general way is more exact. */
  private static final double LEAST_SHARE = 1e-9;

  private static final double ABSORBED = 1e-10;

  final UnitMasks masks;
  final double[] y;
  final Workers workers;

  /** Units in order of their rows. */
  final int[] order;

  /** Effects of periods on the treatment, by code. */
  final double[] treatmentEffects;

  /** Squares of the treatment cleared of both effects. */
  final double information;

  private final PeriodEffects periods;

  private BinaryWithin(
      UnitMasks masks,
      double[] y,
      Workers workers,
      int[] order,
      PeriodEffects periods,
      double[] treatmentEffects,
      double information) {
    this.masks = masks;
    this.y = y;
    this.workers = workers;
    this.order = order;
    this.periods = periods;
    this.treatmentEffects = treatmentEffects;
    this.information = information;
  }

  /** A fit, or that there is none this way. */
  public sealed interface Result {}

  /**
   * @param slope of the treatment
   * @param information squares of the treatment cleared of both effects
   * @param scores U sums by unit of cleared treatment times residual
   * @param treatmentEffects by period code, effects on the treatment
   * @param outcomeEffects by period code, effects on the outcome, the treatment left out
   * @param periods period effects in the panel
   * @param ssr squared residuals
   * @param withinSquares squares of the cleared outcome
   * @param totalSquares squares of the outcome about its mean
   */
  public record Fit(
      double slope,
      double information,
      double[] scores,
      double[] treatmentEffects,
      double[] outcomeEffects,
      int periods,
      double ssr,
      double withinSquares,
      double totalSquares)
      implements Result {

    /** Sum of squared scores: the meat when each unit is a cluster. */
    public double meat() {
      double sum = 0;
      for (double s : scores) {
        sum += s * s;
      }
      return sum;
    }
  }

  /** Why there is no fit. */
  public enum Unsuited implements Result {
    /** A unit has two rows in one period. */
    REPEATED,
    /** Periods fall into parts that share no unit. */
    DISCONNECTED,
    /** The effects explain the treatment. */
    ABSORBED,
    /** An outcome is not finite. */
    NOT_FINITE,
    /** Next to nothing of the outcome is left over: the general way keeps more digits. */
    EXACT
  }

  /**
   * @param y n outcomes in the panel's order of rows
   */
  public static Result fit(CompactPanel panel, double[] y, Workers workers) {
    Optional<UnitMasks> masks = UnitMasks.of(panel, workers);
    if (masks.isEmpty()) {
      return Unsuited.REPEATED;
    }
    UnitMasks m = masks.get();
    int[] order = m.byRows();
    Optional<PeriodEffects> periods = PeriodEffects.of(links(m, order, workers), m.codes);
    if (periods.isEmpty()) {
      return Unsuited.DISCONNECTED;
    }
    double[] effects = periods.get().solve(m.treatment);
    double information = m.treatmentSquares - dot(effects, m.treatment);
    if (!(information > ABSORBED * m.treatmentSquares)) {
      return Unsuited.ABSORBED;
    }
    return new BinaryWithin(m, y, workers, order, periods.get(), effects, information).outcome();
  }

  /** Sums over units of 1/n for each two periods. */
  static double[] links(UnitMasks m, int[] order, Workers workers) {
    int width = m.codes[m.codes.length - 1] + 1;
    int piece = 1 << 14;
    int pieces = (order.length + piece - 1) / piece;
    List<CoOccurrence> parts =
        workers.map(
            pieces,
            p -> {
              var sums = new CoOccurrence(width);
              int to = Math.min(order.length, (p + 1) * piece);
              addAll(sums, m, order, p * piece, to);
              sums.finish();
              return sums;
            });
    return parts.stream().reduce(CoOccurrence::merge).orElseThrow().sums;
  }

  private static void addAll(CoOccurrence sums, UnitMasks m, int[] order, int from, int to) {
    for (int i = from; i < to; i++) {
      int u = order[i];
      sums.add(m.low[u], m.high[u], m.rows(u), 1);
    }
  }

  private Result outcome() {
    var weights = new double[2 * CompactPanel.CODES];
    for (int t = 0; t < CompactPanel.CODES; t++) {
      weights[t] = -treatmentEffects[t];
      weights[t + CompactPanel.CODES] = 1 - treatmentEffects[t];
    }
    CompactPanel panel = masks.panel;
    var products = new double[panel.units()];
    OutcomePass pass =
        workers
            .map(
                panel.chunks(),
                c ->
                    new OutcomePass(panel, y, weights, products)
                        .run(panel.chunkStart(c), panel.chunkStart(c + 1)))
            .stream()
            .reduce(OutcomePass::merge)
            .orElseThrow();
    return finish(pass, products);
  }

  private Result finish(OutcomePass pass, double[] products) {
    double[] sums = pass.byCode();
    double[] effects = periods.solve(sums);
    double within = pass.squares - dot(effects, sums);
    double product = 0;
    for (double a : products) {
      product += a;
    }
    double slope = product / information;
    double ssr = within - slope * product;
    if (!Double.isFinite(pass.squares)) {
      return Unsuited.NOT_FINITE;
    }
    if (!(ssr > LEAST_SHARE * pass.squares)) {
      return Unsuited.EXACT;
    }
    var scores = new ScoreSums(masks, treatmentEffects, effects, slope, products);
    int chunks = masks.panel.chunks();
    double left =
        workers
            .map(chunks, c -> scores.run(masks.panel.chunkStart(c), masks.panel.chunkStart(c + 1)))
            .stream()
            .reduce(0.0, Double::sum);
    double total = pass.squares + pass.levelSquares - pass.levels * (pass.levels / y.length);
    return new Fit(
        slope + left / information,
        information,
        products,
        treatmentEffects,
        effects,
        masks.codes.length,
        ssr,
        within,
        total);
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
