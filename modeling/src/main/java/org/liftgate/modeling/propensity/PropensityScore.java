package org.liftgate.modeling.propensity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.liftgate.accumulate.Logit;
import org.liftgate.accumulate.LogitDesign;
import org.liftgate.accumulate.LogitFit;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Estimate.Missing;
import org.liftgate.kernel.Estimate.Reason;

/**
 * The probability of treatment given covariates, by logistic regression with an intercept
 * (Rosenbaum and Rubin, 1983). Columns that are combinations of earlier ones are left out: the
 * score is the same without them.
 */
public sealed interface PropensityScore {

  /**
   * @param kept indices of the covariates used, ascending
   * @param coefficients of the intercept and the covariates kept
   * @param logit n log odds
   * @param score n probabilities
   */
  record Fitted(int[] kept, double[] coefficients, double[] logit, double[] score)
      implements PropensityScore {

    /** Probabilities for other units with the same covariates. */
    public double[] predict(Observed units) {
      double[][] covariates = units.covariates();
      double[] out = new double[units.rows()];
      for (int i = 0; i < out.length; i++) {
        double eta = coefficients[0];
        for (int k = 0; k < kept.length; k++) {
          eta += coefficients[k + 1] * covariates[kept[k]][i];
        }
        out[i] = LogitFit.probability(eta);
      }
      return out;
    }

    /** Names of the covariates that were left out. */
    public List<String> leftOut(List<String> names) {
      var out = new ArrayList<>(names);
      for (int i = kept.length - 1; i >= 0; i--) {
        out.remove(kept[i]);
      }
      return out;
    }
  }

  /** Why there is no score. */
  record None(Reason reason, String detail) implements PropensityScore {
    public Missing missing(String term) {
      return new Missing(term, reason, detail);
    }
  }

  /** Fits the score of the units. */
  static PropensityScore of(Observed units, Workers workers) {
    return of(units.names(), units.covariates(), units.treated(), workers);
  }

  /**
   * @param covariates k arrays of n finite values
   * @param treated n values 0 or 1
   */
  static PropensityScore of(
      List<String> names, double[][] covariates, byte[] treated, Workers workers) {
    int[] kept = IntStream.range(0, covariates.length).toArray();
    while (true) {
      double[][] x = Arrays.stream(kept).mapToObj(k -> covariates[k]).toArray(double[][]::new);
      Logit.Result result = Logit.score(LogitDesign.of(x, treated), workers);
      if (result instanceof Logit.Score(double[] coefficients, double[] logit)) {
        return new Fitted(kept, coefficients, logit, LogitFit.probabilities(logit));
      }
      if (!(result instanceof Logit.Dependent(int[] columns)) || columns.length == 0) {
        return none(names, kept, result);
      }
      int[] all = kept;
      kept =
          IntStream.range(0, all.length)
              .filter(k -> Arrays.binarySearch(columns, k) < 0)
              .map(k -> all[k])
              .toArray();
    }
  }

  private static None none(List<String> names, int[] kept, Logit.Result result) {
    return switch (result) {
      case Logit.Separated(int[] columns, boolean perfect) ->
          new None(
              Reason.SEPARATION,
              "%s told apart from the comparison units without error by %s; they cannot be compared."
                  .formatted(
                      perfect ? "The treated units are" : "Some units are",
                      Arrays.stream(columns)
                          .mapToObj(k -> names.get(kept[k]))
                          .collect(Collectors.joining(", "))));
      case Logit.OneOutcome _ ->
          new None(Reason.EMPTY_ARM, "There must be both treated and comparison units.");
      default -> new None(Reason.NOT_CONVERGED, "The propensity score was not found.");
    };
  }
}
