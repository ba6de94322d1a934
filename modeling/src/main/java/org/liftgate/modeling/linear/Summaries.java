package org.liftgate.modeling.linear;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.liftgate.accumulate.NormalEquations.Solution;

/** Makes the summary of a fit. */
final class Summaries {
  private Summaries() {}

  static FitSummary of(
      LinearSample sample,
      AbsorbedDesign absorbed,
      Solution fit,
      TermPlaces terms,
      Parameters parameters,
      LinearRegression options) {
    boolean effects = !sample.effects().isEmpty();
    boolean plain = !effects && sample.weights().length == 0 && sample.intercept();
    return new FitSummary(
        parameters,
        effects || sample.intercept(),
        fit.ssr(),
        absorbed.totalSquares(),
        fit.design().totalSquares(),
        Arrays.stream(sample.weights()).map(Math::log).sum(),
        plain && fit.ssr() > 0
            ? Optional.of(ResidualTests.of(fit, terms.count() - 1, options.workers()))
            : Optional.empty(),
        effects ? Optional.empty() : conditionNumber(fit),
        sample.intercept() ? inflation(absorbed, fit, terms) : Map.of());
  }

  /** Of the columns as given: the factor's columns turned back by the inverse of {@code raw}. */
  private static Optional<Double> conditionNumber(Solution fit) {
    int p = fit.design().width();
    var map = new double[p][p];
    for (int j = 0; j < p; j++) {
      double[] scaled = fit.design().scaled(j);
      for (int i = 0; i < p; i++) {
        map[i][j] = scaled[i];
      }
    }
    double value = fit.factor().conditionNumber(map);
    return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
  }

  /** Diagonal of the inverse for columns of length one. */
  private static Map<String, Double> inflation(
      AbsorbedDesign given, Solution fit, TermPlaces terms) {
    var all = new LinkedHashMap<String, Double>();
    for (int i = 1; i < terms.count(); i++) {
      double[] half = fit.design().contrast(terms.places()[i]);
      fit.factor().forward(half);
      double variance = Arrays.stream(half).map(v -> v * v).sum();
      all.put(terms.names().get(i), variance * given.design().squares(terms.column(i)));
    }
    return all;
  }
}
