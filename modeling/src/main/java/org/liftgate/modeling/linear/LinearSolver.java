package org.liftgate.modeling.linear;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.liftgate.accumulate.NormalEquations;
import org.liftgate.accumulate.NormalEquations.Solution;
import org.liftgate.accumulate.WeightedDesign;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;

/** One regression: checks, effects, normal equations, covariance, estimates. */
final class LinearSolver {
  /** Squares left of a column after its effects, below which the effects explain it. */
  private static final double EXPLAINED = 1e-14;

  /** Squared residuals, as a share of the outcome's squares, that are only rounding. */
  private static final double PERFECT = 1e-26;

  private final LinearRegression options;
  private final LinearSample given;
  private final List<String> notes = new ArrayList<>();

  LinearSolver(LinearRegression options, LinearSample given) {
    this.options = options;
    this.given = given;
  }

  LinearFit fit() {
    Optional<LinearFit> unusable = SampleChecks.unusable(given, options.covariance());
    if (unusable.isPresent()) {
      return unusable.get();
    }
    int[] rows = Singletons.kept(given, options.dropSingletons());
    LinearSample sample = rows.length == given.rows() ? given : given.take(rows);
    if (rows.length < given.rows()) {
      notes.add(
          "%,d of %,d rows were left out because they are alone in a level of an effect."
              .formatted(given.rows() - rows.length, given.rows()));
    }
    if (sample.rows() == 0) {
      return missing(Reason.NO_ROWS, "No row is left.");
    }
    return fit(sample, rows);
  }

  private LinearFit fit(LinearSample sample, int[] rows) {
    var groupings = Groupings.of(sample, options.covariance());
    Optional<String> single = groupings.single();
    if (single.isPresent()) {
      return missing(
          Reason.TOO_FEW_CLUSTERS,
          "One cluster (%s) cannot show how it varies.".formatted(single.get()));
    }
    return switch (Absorption.of(sample, groupings, options)) {
      case Absorption.Unusable(Reason reason, String detail) -> missing(reason, detail);
      case AbsorbedDesign absorbed -> fit(sample, rows, groupings, absorbed);
    };
  }

  private LinearFit fit(
      LinearSample sample, int[] rows, Groupings groupings, AbsorbedDesign absorbed) {
    notes.addAll(absorbed.notes());
    Map<Integer, Estimate.Missing> dropped = new LinkedHashMap<>();
    WeightedDesign whole = absorbed.design();
    int[] varying = varying(sample, absorbed, dropped);
    return switch (NormalEquations.solve(whole.keep(varying), options.workers())) {
      case NormalEquations.Blurred(int[] columns) ->
          missing(
              Reason.COLLINEAR,
              names(sample, absorbed, varying, columns)
                  + " so near to a combination of the terms before it"
                  + (sample.effects().isEmpty() ? "" : " and the absorbed effects")
                  + " that rounding of the data leaves fewer than 8 digits. Maybe centre columns"
                  + " before taking powers, or leave it out.");
      case Solution solution -> fit(sample, rows, groupings, absorbed, dropped, varying, solution);
    };
  }

  /** {@code a, b come} or {@code a comes}. */
  private static String names(
      LinearSample sample, AbsorbedDesign absorbed, int[] varying, int[] columns) {
    List<String> names =
        Arrays.stream(columns)
            .map(j -> varying[j] - absorbed.laidOut())
            .mapToObj(j -> j < 0 ? "A level of an effect" : sample.names().get(j))
            .distinct()
            .toList();
    return String.join(", ", names) + (names.size() == 1 ? " comes" : " come");
  }

  private LinearFit fit(
      LinearSample sample,
      int[] rows,
      Groupings groupings,
      AbsorbedDesign absorbed,
      Map<Integer, Estimate.Missing> dropped,
      int[] varying,
      Solution solution) {
    if (solution.near().length > 0) {
      notes.add(
          names(sample, absorbed, varying, solution.near())
              + " within a ten-millionth of a combination of the terms before it: the estimate has"
              + " its digits, and its standard error says what it is worth.");
    }
    int[] kept = Arrays.stream(solution.kept()).map(j -> varying[j]).toArray();
    for (int j : solution.dependent()) {
      int named = varying[j] - absorbed.laidOut();
      if (named >= 0) {
        dropped.put(named, collinear(sample, named));
      }
    }
    var terms = new TermPlaces(sample, kept, absorbed.laidOut(), dropped);
    var parameters = new Parameters(sample.rows(), terms.count(), groupings.levels());
    if (parameters.rows() <= parameters.all()) {
      return missing(
          Reason.NO_VARIATION,
          "%,d rows leave nothing over for %,d coefficients and effects."
              .formatted(parameters.rows(), parameters.all()));
    }
    return solved(sample, rows, groupings, absorbed, solution, terms, parameters);
  }

  private LinearFit solved(
      LinearSample sample,
      int[] rows,
      Groupings groupings,
      AbsorbedDesign absorbed,
      Solution solution,
      TermPlaces terms,
      Parameters parameters) {
    double[] all = solution.design().coefficients(solution.coefficients());
    double[] coefficients = Arrays.stream(terms.places()).mapToDouble(r -> all[r]).toArray();
    FitSummary summary = Summaries.of(sample, absorbed, solution, terms, parameters, options);
    if (terms.count() == 0) {
      return missing(terms, "No term is left to estimate.");
    }
    boolean perfect =
        solution.ssr() <= PERFECT * Math.max(summary.totalSquares(), rawSquares(sample));
    if (perfect) {
      return perfect(terms, coefficients);
    }
    var uncertainty =
        new Uncertainties(options, groupings, absorbed, solution, terms, parameters).find();
    notes.addAll(uncertainty.notes());
    return new LinearFit.Solved(
        terms.names(),
        coefficients,
        uncertainty.covariance(),
        uncertainty.df(),
        terms.estimates(i -> uncertainty.estimate(terms.names().get(i), i, coefficients[i])),
        parameters,
        rows,
        uncertainty.convention(),
        summary,
        notes);
  }

  /** Columns of the design that vary, laid-out effects first. */
  private int[] varying(
      LinearSample sample, AbsorbedDesign absorbed, Map<Integer, Estimate.Missing> dropped) {
    WeightedDesign design = absorbed.design();
    var out = new boolean[absorbed.laidOut() + sample.names().size()];
    for (int j : design.constants()) {
      out[j] = true;
      int named = j - absorbed.laidOut();
      if (named >= 0) {
        dropped.put(named, flat(sample, named));
      }
    }
    for (int named = 0; named < sample.names().size(); named++) {
      int j = named + absorbed.laidOut();
      boolean effects = !sample.effects().isEmpty();
      if (effects && design.squares(j) <= EXPLAINED * absorbed.squaresBefore()[j]) {
        out[j] = true;
        dropped.put(named, flat(sample, named));
      }
    }
    return IntStream.range(0, out.length).filter(j -> !out[j]).toArray();
  }

  private Estimate.Missing flat(LinearSample sample, int named) {
    String name = sample.names().get(named);
    double[] column = sample.columns()[named];
    boolean constant = Arrays.stream(column).allMatch(v -> v == column[0]);
    return constant
        ? new Estimate.Missing(
            name, Reason.NO_VARIATION, name + " has one value in all rows that are used.")
        : new Estimate.Missing(
            name,
            Reason.COLLINEAR,
            sample.effects().isEmpty()
                ? name + " varies by rounding only."
                : "The absorbed effects explain " + name + ".");
  }

  private static Estimate.Missing collinear(LinearSample sample, int named) {
    String name = sample.names().get(named);
    String before = sample.effects().isEmpty() ? "" : " and the absorbed effects";
    return new Estimate.Missing(
        name, Reason.COLLINEAR, name + " is a combination of the terms before it" + before + ".");
  }

  private static double rawSquares(LinearSample sample) {
    double sum = 0;
    for (int i = 0; i < sample.rows(); i++) {
      double w = sample.weights().length == 0 ? 1 : sample.weights()[i];
      sum += w * sample.outcome()[i] * sample.outcome()[i];
    }
    return sum;
  }

  private LinearFit missing(Reason reason, String detail) {
    return LinearFit.Missing.all(given.terms(), reason, detail, notes);
  }

  /** Nothing left of the terms: each has its own reason. */
  private LinearFit missing(TermPlaces terms, String detail) {
    return new LinearFit.Missing(terms.none(), detail, notes);
  }

  private LinearFit perfect(TermPlaces terms, double[] coefficients) {
    String why = "The residuals are all zero, so there is nothing to judge the uncertainty by.";
    return new LinearFit.Missing(
        terms.estimates(i -> new Estimate.Point(terms.names().get(i), coefficients[i], why)),
        why,
        notes);
  }
}
