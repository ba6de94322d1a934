package org.liftgate.accumulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Least squares of an outcome on dummies given as one code a row, with unit and period effects,
 * errors clustered by unit: event studies, and the many cohort-by-period dummies of Sun and Abraham
 * (2021). For at most 128 periods with one row a unit and period. Units whose periods carry the
 * same codes form a class, and all that is needed of a class has one entry a period or a pair of
 * periods: neither the passes nor the memory grow with the dummies.
 */
public final class CodedWithin {
  /** Units of a piece of work. */
  private static final int PIECE = 2048;

  private static final double ABSORBED = 1e-10;
  private static final double LEAST_SHARE = 1e-9;

  private final UnitMasks masks;
  private final CodeClasses classes;
  private final int[] order;
  private final double[] y;
  private final Workers workers;
  private final int width;
  private final CodedSystem system;

  private CodedWithin(
      UnitMasks masks, CodeClasses classes, int levels, double[] y, Workers workers) {
    this.masks = masks;
    this.classes = classes;
    this.order = classes.order(masks);
    this.y = y;
    this.workers = workers;
    this.width = masks.codes[masks.codes.length - 1] + 1;
    this.system = new CodedSystem(masks.codes, levels);
  }

  /** A fit, or that there is none this way. */
  public sealed interface Result {}

  /**
   * @param slopes k, one a code
   * @param inverse (X'X)^-1 of the cleared dummies, k x k row by row
   * @param meat sum over units of s s', s the unit's cleared dummies times residuals, k x k
   * @param periods period effects in the panel
   * @param ssr squared residuals
   * @param withinSquares squares of the cleared outcome
   * @param totalSquares squares of the outcome about its mean
   */
  public record Fit(
      double[] slopes,
      double[] inverse,
      double[] meat,
      int periods,
      double ssr,
      double withinSquares,
      double totalSquares)
      implements Result {}

  /** Why there is no fit this way. */
  public enum Unsuited implements Result {
    /** A unit has two rows in one period. */
    REPEATED,
    /** Units carry their codes in too many different ways. */
    CLASSES,
    /** Periods fall into parts that share no unit. */
    DISCONNECTED,
    /** A dummy is explained by the effects or by other dummies, or never 1. */
    DEPENDENT,
    /** An outcome is not finite. */
    NOT_FINITE,
    /** Next to nothing of the outcome is left over: the general way keeps more digits. */
    EXACT
  }

  /**
   * @param codes n codes 0..levels-1, negative where no dummy is 1, in the panel's order of rows
   * @param levels k, at least 1
   * @param y n outcomes
   */
  public static Result fit(
      CompactPanel panel, int[] codes, int levels, double[] y, Workers workers) {
    Optional<UnitMasks> masks = UnitMasks.of(panel, workers);
    if (masks.isEmpty()) {
      return Unsuited.REPEATED;
    }
    return CodeClasses.of(panel, codes)
        .map(classes -> new CodedWithin(masks.get(), classes, levels, y, workers).fit())
        .orElse(Unsuited.CLASSES);
  }

  private Result fit() {
    List<ClassMoments> moments =
        byClass(
            piece -> new ClassMoments(piece.kind, width).run(masks, y, order, piece.from, piece.to),
            ClassMoments::merge);
    var all = new double[CompactPanel.CODES * CompactPanel.CODES];
    for (ClassMoments m : moments) {
      system.add(m, classes.codes.get(m.kind));
      PositiveDefinite.axpy(1, m.links.sums, 0, all, 0, all.length);
    }
    Optional<PeriodEffects> periods = PeriodEffects.of(all, masks.codes);
    if (periods.isEmpty()) {
      return Unsuited.DISCONNECTED;
    }
    return system.solve(ABSORBED) ? finish(moments) : Unsuited.DEPENDENT;
  }

  private Result finish(List<ClassMoments> moments) {
    double squares = moments.stream().mapToDouble(m -> m.squares).reduce(0, Double::sum);
    if (!Double.isFinite(squares)) {
      return Unsuited.NOT_FINITE;
    }
    List<double[]> fitted = classes.codes.stream().map(system::fitted).toList();
    List<ClassScores> scores =
        byClass(
            p ->
                new ClassScores(p.kind, width)
                    .run(masks.panel, y, fitted.get(p.kind), order, p.from, p.to),
            ClassScores::merge);
    double ssr = scores.stream().mapToDouble(s -> s.ssr).reduce(0, Double::sum);
    if (!(ssr > LEAST_SHARE * squares)) {
      return Unsuited.EXACT;
    }
    scores.forEach(s -> system.add(s, classes.codes.get(s.kind)));
    double levels = moments.stream().mapToDouble(m -> m.levels).reduce(0, Double::sum);
    double between = moments.stream().mapToDouble(m -> m.levelSquares).reduce(0, Double::sum);
    return new Fit(
        system.refined(),
        system.inverse(),
        system.meat(),
        masks.codes.length,
        ssr,
        squares - system.explainedByPeriods(),
        squares + between - levels * (levels / y.length));
  }

  /** Units {@code from} to {@code to} (exclusive) in order, all of one class. */
  private record Piece(int kind, int from, int to) {}

  private List<Piece> pieces() {
    var pieces = new ArrayList<Piece>();
    int from = 0;
    for (int i = 1; i <= order.length; i++) {
      boolean over = i == order.length || classes.of[order[i]] != classes.of[order[from]];
      if (over || i - from == PIECE) {
        pieces.add(new Piece(classes.of[order[from]], from, i));
        from = i;
      }
    }
    return pieces;
  }

  private interface Merge<R> {
    R merge(R into, R next);
  }

  private <R> List<R> byClass(java.util.function.Function<Piece, R> work, Merge<R> merge) {
    List<Piece> pieces = pieces();
    IntFunction<R> one = p -> work.apply(pieces.get(p));
    List<R> parts = workers.map(pieces.size(), one);
    var merged = new ArrayList<R>();
    for (int p = 0; p < parts.size(); p++) {
      boolean same = p > 0 && pieces.get(p).kind == pieces.get(p - 1).kind;
      if (same) {
        merged.set(merged.size() - 1, merge.merge(merged.get(merged.size() - 1), parts.get(p)));
      } else {
        merged.add(parts.get(p));
      }
    }
    return merged;
  }
}
