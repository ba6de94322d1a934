package org.liftgate.accumulate;

import java.util.Arrays;
import java.util.Optional;

/**
 * Normal equations in period effects and dummies, unit effects taken out, and the meat of the
 * scores, both put together from classes: a period of a class stands for its period effect and its
 * dummy. The first period has no effect of its own.
 */
final class CodedSystem {
  private static final int CODES = CompactPanel.CODES;

  /** Share of a dummy's rows that only rounding leaves over. */
  private static final double ROUNDING = 1e-13;

  private final int[] codes;
  private final int periods;
  private final int levels;
  private final int size;
  private final double[] gram;
  private final double[] sums;
  private final double[] meatAll;
  private final double[] residual;

  /** Rows of each dummy: what its squares are rounding against. */
  private final double[] rows;

  /** Period effects' coefficients on the dummies: periods x levels. */
  private double[] effects = new double[0];

  private double[] theta = new double[0];
  private Optional<PositiveDefinite> byPeriod = Optional.empty();
  private Optional<PositiveDefinite> cleared = Optional.empty();

  /**
   * @param codes of periods that occur, ascending
   * @param levels dummies
   */
  CodedSystem(int[] codes, int levels) {
    this.codes = codes;
    this.periods = codes.length - 1;
    this.levels = levels;
    this.size = periods + levels;
    this.gram = new double[size * size];
    this.sums = new double[size];
    this.meatAll = new double[size * size];
    this.residual = new double[size];
    this.rows = new double[size];
  }

  /** Adds D - S of a class, and its outcome's sums. */
  void add(ClassMoments m, int[] dummies) {
    for (int a = 0; a < codes.length; a++) {
      int t = codes[a];
      place(sums, a - 1, dummies[t], m.outcome[t]);
      place(rows, a - 1, dummies[t], m.seen[t]);
      for (int b = 0; b <= a; b++) {
        int s = codes[b];
        double value = (a == b ? m.seen[t] : 0) - m.links.sums[t * CODES + s];
        place(gram, a - 1, dummies[t], b - 1, dummies[s], value);
      }
    }
  }

  /** Adds the products of a class's residuals, and their sums. */
  void add(ClassScores s, int[] dummies) {
    for (int a = 0; a < codes.length; a++) {
      int t = codes[a];
      place(residual, a - 1, dummies[t], s.total[t]);
      for (int b = 0; b <= a; b++) {
        int other = codes[b];
        double value = s.products[t * CODES + other];
        place(meatAll, a - 1, dummies[t], b - 1, dummies[other], value);
      }
    }
  }

  private void place(double[] to, int effect, int dummy, double value) {
    if (effect >= 0) {
      to[effect] += value;
    }
    if (dummy >= 0) {
      to[periods + dummy] += value;
    }
  }

  /** Adds a value at all places, both ways round, that two periods of a class stand for. */
  private void place(
      double[] to, int effect, int dummy, int otherEffect, int otherDummy, double value) {
    boolean same = effect == otherEffect;
    put(to, effect, otherEffect, value, same);
    put(
        to,
        dummy < 0 ? -1 : periods + dummy,
        otherDummy < 0 ? -1 : periods + otherDummy,
        value,
        same);
    one(to, dummy < 0 ? -1 : periods + dummy, otherEffect, value);
    if (!same) {
      one(to, otherDummy < 0 ? -1 : periods + otherDummy, effect, value);
    }
  }

  private void put(double[] to, int a, int b, double value, boolean diagonal) {
    one(to, a, b, value);
    if (!diagonal && a == b) {
      one(to, a, b, value);
    }
  }

  /** Adds to the lower triangle. */
  private void one(double[] to, int a, int b, double value) {
    if (a >= 0 && b >= 0) {
      to[Math.max(a, b) * size + Math.min(a, b)] += value;
    }
  }

  /** False when a dummy is not told apart from effects and other dummies. */
  boolean solve(double absorbed) {
    byPeriod = PositiveDefinite.factor(part(gram, 0, periods), periods).factor();
    if (byPeriod.isEmpty()) {
      return false;
    }
    effects = new double[periods * levels];
    for (int k = 0; k < levels; k++) {
      for (int t = 0; t < periods; t++) {
        effects[t * levels + k] = gram[(periods + k) * size + t];
      }
    }
    double[] cross = effects.clone();
    byPeriod.get().solveRows(effects, levels);
    double[] left = part(gram, periods, levels);
    var floor = new double[levels];
    for (int k = 0; k < levels; k++) {
      floor[k] = absorbed * left[k * levels + k] + ROUNDING * rows[periods + k];
      for (int t = 0; t < periods; t++) {
        PositiveDefinite.axpy(-cross[t * levels + k], effects, t * levels, left, k * levels, k + 1);
      }
    }
    cleared = PositiveDefinite.factor(left, levels, floor).factor();
    cleared.ifPresent(factor -> theta = theta(sums, factor));
    return cleared.isPresent();
  }

  private double[] part(double[] from, int at, int count) {
    var part = new double[count * count];
    for (int a = 0; a < count; a++) {
      System.arraycopy(from, (at + a) * size + at, part, a * count, a + 1);
    }
    return part;
  }

  /** Effects, then slopes. */
  private double[] theta(double[] b, PositiveDefinite factor) {
    double[] alone = Arrays.copyOf(b, periods);
    byPeriod.orElseThrow().solve(alone);
    double[] slopes = Arrays.copyOfRange(b, periods, size);
    for (int t = 0; t < periods; t++) {
      PositiveDefinite.axpy(-b[t], effects, t * levels, slopes, 0, levels);
    }
    factor.solve(slopes);
    var all = new double[size];
    for (int t = 0; t < periods; t++) {
      all[t] = alone[t];
      for (int k = 0; k < levels; k++) {
        all[t] -= effects[t * levels + k] * slopes[k];
      }
    }
    System.arraycopy(slopes, 0, all, periods, levels);
    return all;
  }

  /** Squares of the outcome, unit means out, that period effects alone explain. */
  double explainedByPeriods() {
    double value = 0;
    double[] alone = Arrays.copyOf(sums, periods);
    byPeriod.orElseThrow().solve(alone);
    for (int t = 0; t < periods; t++) {
      value += alone[t] * sums[t];
    }
    return value;
  }

  /** By period code, what the effects and a class's dummies explain. */
  double[] fitted(int[] dummies) {
    var fitted = new double[CODES];
    for (int a = 0; a < codes.length; a++) {
      int dummy = dummies[codes[a]];
      double effect = a == 0 ? 0 : theta[a - 1];
      fitted[codes[a]] = effect + (dummy < 0 ? 0 : theta[periods + dummy]);
    }
    return fitted;
  }

  /** Slopes after one step of refinement by what the residuals' sums leave. */
  double[] refined() {
    double[] correction = theta(residual, cleared.orElseThrow());
    var slopes = new double[levels];
    for (int k = 0; k < levels; k++) {
      slopes[k] = theta[periods + k] + correction[periods + k];
    }
    return slopes;
  }

  double[] inverse() {
    return cleared.orElseThrow().inverse();
  }

  /** Meat of the cleared dummies: that of effects and dummies, effects taken out on both sides. */
  double[] meat() {
    double[] meat = part(meatAll, periods, levels);
    var cross = new double[periods * levels];
    for (int k = 0; k < levels; k++) {
      for (int t = 0; t < periods; t++) {
        cross[t * levels + k] = meatAll[(periods + k) * size + t];
      }
    }
    double[] half = halfCleared(cross);
    for (int k = 0; k < levels; k++) {
      for (int t = 0; t < periods; t++) {
        double effect = effects[t * levels + k];
        double crossed = cross[t * levels + k];
        PositiveDefinite.axpy(-effect, half, t * levels, meat, k * levels, k + 1);
        PositiveDefinite.axpy(-crossed, effects, t * levels, meat, k * levels, k + 1);
      }
    }
    for (int a = 0; a < levels; a++) {
      for (int b = 0; b < a; b++) {
        meat[b * levels + a] = meat[a * levels + b];
      }
    }
    return meat;
  }

  /** M_wc - M_ww G, with G the effects on the dummies. */
  private double[] halfCleared(double[] cross) {
    double[] half = cross.clone();
    for (int t = 0; t < periods; t++) {
      for (int s = 0; s < periods; s++) {
        double m = meatAll[Math.max(s, t) * size + Math.min(s, t)];
        PositiveDefinite.axpy(-m, effects, s * levels, half, t * levels, levels);
      }
    }
    return half;
  }
}
