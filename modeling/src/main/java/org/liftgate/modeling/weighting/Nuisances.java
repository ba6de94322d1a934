package org.liftgate.modeling.weighting;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.liftgate.accumulate.LeastSquares;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Estimate.Missing;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.modeling.propensity.Observed;
import org.liftgate.modeling.propensity.PropensityScore;

/**
 * Score and expected outcomes of every unit, from models fitted on the other folds (Chernozhukov et
 * al., 2018): a logit for the score, least squares in each arm for the outcome.
 */
final class Nuisances {
  /** Scores are kept this far from 0 and 1. */
  static final double BOUND = 0.01;

  final double[] score;
  final double[] outcome0;
  final double[] outcome1;
  int bounded;

  private final Observed units;
  private final Workers workers;

  private Nuisances(Observed units, Workers workers) {
    this.units = units;
    this.workers = workers;
    this.score = new double[units.rows()];
    this.outcome0 = new double[units.rows()];
    this.outcome1 = new double[units.rows()];
  }

  /** Nuisances, or why there are none. */
  record Found(Optional<Nuisances> nuisances, Optional<Missing> missing) {}

  /**
   * @param folds n folds; with one fold every unit is predicted by models it took part in
   */
  static Found of(Observed units, int[] folds, int count, String term, Workers workers) {
    var out = new Nuisances(units, workers);
    for (int f = 0; f < count; f++) {
      int fold = f;
      int[] held = IntStream.range(0, folds.length).filter(i -> folds[i] == fold).toArray();
      int[] others =
          count == 1
              ? held
              : IntStream.range(0, folds.length).filter(i -> folds[i] != fold).toArray();
      var missing = out.fold(units.take(others), held, term);
      if (missing.isPresent()) {
        return new Found(Optional.empty(), missing);
      }
    }
    return new Found(Optional.of(out), Optional.empty());
  }

  private Optional<Missing> fold(Observed train, int[] held, String term) {
    switch (PropensityScore.of(train, workers)) {
      case PropensityScore.None none -> {
        return Optional.of(none.missing(term));
      }
      case PropensityScore.Fitted fitted -> {
        double[] p = fitted.predict(units.take(held));
        for (int i = 0; i < held.length; i++) {
          double inside = Math.max(BOUND, Math.min(1 - BOUND, p[i]));
          bounded += inside != p[i] ? 1 : 0;
          score[held[i]] = inside;
        }
      }
    }
    boolean done = outcomes(train, 0, held, outcome0) && outcomes(train, 1, held, outcome1);
    return done
        ? Optional.empty()
        : Optional.of(
            new Missing(term, Reason.EMPTY_ARM, "An arm has too few units for the folds."));
  }

  private boolean outcomes(Observed train, int arm, int[] held, double[] out) {
    int[] rows = IntStream.range(0, train.rows()).filter(i -> train.treated()[i] == arm).toArray();
    if (rows.length == 0) {
      return false;
    }
    Observed part = train.take(rows);
    int[] kept = IntStream.range(0, part.covariates().length).toArray();
    while (true) {
      double[][] x =
          Arrays.stream(kept).mapToObj(k -> part.covariates()[k]).toArray(double[][]::new);
      switch (LeastSquares.fit(x, part.outcome(), List.of(), workers)) {
        case LeastSquares.Fit fit -> {
          predict(fit.coefficients(), kept, held, out);
          return true;
        }
        case LeastSquares.Dependent(int[] columns) -> {
          int[] all = kept;
          kept =
              IntStream.range(0, all.length)
                  .filter(k -> Arrays.binarySearch(columns, k) < 0)
                  .map(k -> all[k])
                  .toArray();
        }
      }
    }
  }

  private void predict(double[] b, int[] kept, int[] held, double[] out) {
    for (int row : held) {
      double sum = b[0];
      for (int k = 0; k < kept.length; k++) {
        sum += b[k + 1] * units.covariates()[kept[k]][row];
      }
      out[row] = sum;
    }
  }
}
