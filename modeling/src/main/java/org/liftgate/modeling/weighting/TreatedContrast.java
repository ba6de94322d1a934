package org.liftgate.modeling.weighting;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.liftgate.accumulate.PositiveDefinite;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Estimate.Missing;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.modeling.propensity.Observed;
import org.liftgate.modeling.propensity.PropensityScore;

/**
 * The doubly robust effect on the treated ({@link AugmentedWeighting}, {@link Target#ATT}) as a
 * linear function of the outcome: cross-fitted scores fix the weights, and least squares among the
 * comparison units of the other folds is linear in what it is given. One fit therefore serves any
 * number of outcomes, and systems of effects can be solved that take each other's off.
 *
 * <p>Units with a score above {@code trim} are left out of both arms, since hardly any comparison
 * unit is like them; the effect is then that of the treated who have counterparts (Crump, Hotz,
 * Imbens and Mitnik, 2009).
 */
public final class TreatedContrast {
  private final double[][] x;
  private final byte[] treated;
  private final int[] fold;
  private final double[] score;
  private final double trim;
  private final boolean[] present;
  private final PositiveDefinite[] normal;
  private final int[][] kept;
  private final double[] share;
  private final double[] lent;

  private TreatedContrast(
      double[][] x,
      byte[] treated,
      int[] fold,
      int folds,
      double[] score,
      double trim,
      boolean[] present) {
    this.x = x;
    this.treated = treated;
    this.fold = fold;
    this.score = score;
    this.trim = trim;
    this.present = present;
    this.normal = new PositiveDefinite[folds];
    this.kept = new int[folds][];
    this.share = shares();
    normalEquations();
    this.lent = lent();
  }

  /** A contrast, or why there is none. */
  public record Found(Optional<TreatedContrast> contrast, Optional<Missing> missing) {}

  /**
   * An effect of one outcome.
   *
   * @param influence n values: what each unit adds to the effect's error, to first order
   */
  public record Effect(double value, double[] influence) {}

  /**
   * @param units their outcome is not read
   * @param folds at least 2, grouped by the cluster {@code unit} where there is one
   * @param seed decides the folds
   * @param trim greatest score kept; 1 keeps all
   */
  public static Found of(
      Observed units, int folds, long seed, double trim, String term, Workers workers) {
    int n = units.rows();
    int[] groups = units.clusters().getOrDefault("unit", IntStream.range(0, n).toArray());
    if (n == 0 || Arrays.stream(groups).distinct().count() < folds) {
      return none(
          new Missing(
              term,
              n == 0 ? Reason.NO_ROWS : Reason.TOO_FEW_CLUSTERS,
              "There must be at least as many groups as folds (%d).".formatted(folds)));
    }
    int[] fold = Folds.of(groups, units.treated(), folds, seed);
    double[] score = new double[n];
    for (int f = 0; f < folds; f++) {
      int one = f;
      int[] others = IntStream.range(0, n).filter(i -> fold[i] != one).toArray();
      int[] held = IntStream.range(0, n).filter(i -> fold[i] == one).toArray();
      switch (PropensityScore.of(units.take(others), workers)) {
        case PropensityScore.None none -> {
          return none(none.missing(term));
        }
        case PropensityScore.Fitted fitted -> {
          double[] p = fitted.predict(units.take(held));
          for (int i = 0; i < held.length; i++) {
            score[held[i]] = Math.clamp(p[i], Nuisances.BOUND, 1 - Nuisances.BOUND);
          }
        }
      }
    }
    double[][] x = new double[units.covariates().length + 1][];
    x[0] = new double[n];
    Arrays.fill(x[0], 1);
    System.arraycopy(units.covariates(), 0, x, 1, x.length - 1);
    boolean[] all = new boolean[n];
    Arrays.fill(all, true);
    var contrast = new TreatedContrast(x, units.treated(), fold, folds, score, trim, all);
    return contrast.defined()
        ? new Found(Optional.of(contrast), Optional.empty())
        : none(
            new Missing(
                term,
                Reason.NO_OVERLAP,
                "No treated unit has a score of %s or less, or no comparison unit has one."
                    .formatted(trim)));
  }

  private static Found none(Missing missing) {
    return new Found(Optional.empty(), Optional.of(missing));
  }

  /** The same scores among some of the units; the outcome is regressed among these alone. */
  public TreatedContrast among(boolean[] some) {
    return new TreatedContrast(x, treated, fold, normal.length, score, trim, some);
  }

  /** Whether both arms have units left. */
  public boolean defined() {
    boolean one = false;
    boolean other = false;
    for (int i = 0; i < share.length; i++) {
      one |= share[i] > 0;
      other |= share[i] < 0;
    }
    return one && other;
  }

  /** n cross-fitted probabilities of treatment. */
  public double[] score() {
    return score.clone();
  }

  /** Treated units left out for a score above the limit. */
  public int trimmed() {
    return (int)
        IntStream.range(0, score.length)
            .filter(i -> present[i] && treated[i] == 1 && score[i] > trim)
            .count();
  }

  /** n weights, 0 for units left out: 1 for treated, p/(1-p) for comparison units. */
  public double[] weights() {
    double[] w = new double[score.length];
    for (int i = 0; i < w.length; i++) {
      boolean in = present[i] && score[i] <= trim;
      w[i] = in ? Target.ATT.weight(treated[i] == 1, score[i]) : 0;
    }
    return w;
  }

  /** Signed weights: those of treated sum to 1, those of comparison units to -1. */
  private double[] shares() {
    double[] w = weights();
    double[] total = new double[2];
    for (int i = 0; i < w.length; i++) {
      total[treated[i]] += w[i];
    }
    for (int i = 0; i < w.length; i++) {
      w[i] *= treated[i] == 1 ? 1 / total[1] : -1 / total[0];
      w[i] = Double.isFinite(w[i]) ? w[i] : 0;
    }
    return w;
  }

  /** X'X of the comparison units of all folds but one, for each. */
  private void normalEquations() {
    int k = x.length;
    double[] total = new double[k * k];
    double[][] own = new double[normal.length][k * k];
    for (int i = 0; i < score.length; i++) {
      if (present[i] && treated[i] == 0) {
        double[] gram = own[fold[i]];
        for (int a = 0; a < k; a++) {
          double v = x[a][i];
          for (int b = 0; b <= a; b++) {
            gram[a * k + b] += v * x[b][i];
          }
        }
      }
    }
    for (double[] part : own) {
      for (int j = 0; j < total.length; j++) {
        total[j] += part[j];
      }
    }
    for (int f = 0; f < normal.length; f++) {
      double[] gram = total.clone();
      for (int j = 0; j < gram.length; j++) {
        gram[j] -= own[f][j];
      }
      solvable(f, gram);
    }
  }

  private void solvable(int f, double[] gram) {
    int k = x.length;
    double[] floor = new double[k];
    for (int a = 0; a < k; a++) {
      floor[a] = 1e-10 * Math.max(1, gram[0]);
    }
    int[] dependent = PositiveDefinite.factor(gram.clone(), k, floor).dependent();
    kept[f] = IntStream.range(0, k).filter(a -> Arrays.binarySearch(dependent, a) < 0).toArray();
    int m = kept[f].length;
    double[] reduced = new double[m * m];
    for (int a = 0; a < m; a++) {
      for (int b = 0; b <= a; b++) {
        reduced[a * m + b] = gram[kept[f][a] * k + kept[f][b]];
      }
    }
    normal[f] = PositiveDefinite.factor(reduced, m).factor().orElseThrow();
  }

  /**
   * What the regressions lend each comparison unit of weight beside its own: the effect is sum_i
   * share_i y_i - sum_f d_f'b_f with d_f = sum of share_i x_i over fold f, and b_f is linear in the
   * outcomes of the other folds. Cross-fitted scores leave some imbalance d_f, so this is no small
   * part of the error among few units.
   */
  private double[] lent() {
    int k = x.length;
    double[][] imbalance = new double[normal.length][k];
    for (int i = 0; i < share.length; i++) {
      for (int a = 0; a < k && share[i] != 0; a++) {
        imbalance[fold[i]][a] += share[i] * x[a][i];
      }
    }
    double[][] slopes = new double[normal.length][];
    for (int f = 0; f < slopes.length; f++) {
      double[] d = imbalance[f];
      slopes[f] = Arrays.stream(kept[f]).mapToDouble(a -> d[a]).toArray();
      normal[f].solve(slopes[f]);
    }
    double[] out = new double[share.length];
    for (int i = 0; i < out.length; i++) {
      if (!present[i] || treated[i] != 0) {
        continue;
      }
      for (int f = 0; f < slopes.length; f++) {
        for (int a = 0; a < kept[f].length && f != fold[i]; a++) {
          out[i] -= slopes[f][a] * x[kept[f][a]][i];
        }
      }
    }
    return out;
  }

  /**
   * @param y n finite values; those of units that are not present are not read
   */
  public Effect of(double[] y) {
    double[] expected = expected(y);
    double[] mean = new double[2];
    for (int i = 0; i < y.length; i++) {
      if (share[i] != 0) {
        mean[treated[i]] += Math.abs(share[i]) * (y[i] - expected[i]);
      }
    }
    double[] influence = new double[y.length];
    for (int i = 0; i < y.length; i++) {
      if (share[i] != 0) {
        // Without the unit its arm's mean would move by this, exactly (a jackknife of the mean).
        double left = 1 - Math.abs(share[i]);
        influence[i] = left > 0 ? share[i] / left * (y[i] - expected[i] - mean[treated[i]]) : 0;
      }
      if (lent[i] != 0) {
        influence[i] += lent[i] * (y[i] - expected[i]);
      }
    }
    return new Effect(mean[1] - mean[0], influence);
  }

  /** Outcome expected without treatment, from the other folds. */
  private double[] expected(double[] y) {
    int n = y.length;
    double[] out = new double[n];
    double[][] own = new double[normal.length][x.length];
    double[] total = new double[x.length];
    for (int i = 0; i < n; i++) {
      if (present[i] && treated[i] == 0) {
        for (int a = 0; a < x.length; a++) {
          double v = x[a][i] * y[i];
          own[fold[i]][a] += v;
          total[a] += v;
        }
      }
    }
    double[][] slopes = new double[normal.length][];
    for (int f = 0; f < slopes.length; f++) {
      double[] b = new double[kept[f].length];
      for (int a = 0; a < b.length; a++) {
        b[a] = total[kept[f][a]] - own[f][kept[f][a]];
      }
      normal[f].solve(b);
      slopes[f] = b;
    }
    for (int i = 0; i < n; i++) {
      int f = fold[i];
      for (int a = 0; a < kept[f].length; a++) {
        out[i] += slopes[f][a] * x[kept[f][a]][i];
      }
    }
    return out;
  }
}
