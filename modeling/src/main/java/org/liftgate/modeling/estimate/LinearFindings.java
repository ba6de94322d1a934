package org.liftgate.modeling.estimate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.modeling.formula.Formula;
import org.liftgate.modeling.formula.ModelFrame;
import org.liftgate.modeling.formula.ModelFrame.Beside;
import org.liftgate.modeling.linear.FitSummary;
import org.liftgate.modeling.linear.LinearFit;
import org.liftgate.modeling.linear.LinearRegression;
import org.liftgate.modeling.linear.LinearSample;

/** Turns requests into linear regressions, and regressions into findings. */
final class LinearFindings {
  private LinearFindings() {}

  /** The formula of a request. */
  static Formula formula(Request request) {
    return Formula.parse(request.required("formula"), request.data());
  }

  /** Rows of a formula with the columns of a covariance and the weights of the request. */
  static ModelFrame frame(Request request, Formula formula, List<String> clusters) {
    var beside = new Beside(request.text("weights"), clusters);
    CompleteRows complete = request.complete(beside.columns(formula));
    ModelFrame frame = ModelFrame.of(formula, complete.table(), beside);
    var notes = new ArrayList<>(complete.notes());
    notes.addAll(frame.notes());
    return frame.withNotes(notes);
  }

  /** The fit as findings, with a Wald test of {@code --wald} where it is asked for. */
  static Findings of(
      Request request, String estimator, String formula, ModelFrame frame, LinearFit fit) {
    var notes = new ArrayList<>(frame.notes());
    notes.addAll(fit.notes());
    return switch (fit) {
      case LinearFit.Missing missing ->
          new Findings(
              estimator,
              formula,
              frame.size(),
              Findings.Vcov.NONE,
              missing.estimates(),
              Map.of(),
              notes);
      case LinearFit.Solved solved -> {
        Map<String, Double> statistics = statistics(solved);
        wald(request, frame, solved, statistics, notes);
        yield new Findings(
            estimator,
            formula,
            solved.parameters().rows(),
            vcov(solved),
            solved.estimates(),
            statistics,
            notes);
      }
    };
  }

  static Findings.Vcov vcov(LinearFit.Solved fit) {
    LinearFit.Convention c = fit.convention();
    return new Findings.Vcov(c.kind(), c.clusters(), c.ssc());
  }

  static Map<String, Double> statistics(LinearFit.Solved fit) {
    var all = new LinkedHashMap<String, Double>();
    FitSummary s = fit.summary();
    boolean effects = !fit.parameters().levels().isEmpty();
    put(all, "r2", s.r2());
    put(all, "adj_r2", s.adjustedR2());
    if (effects) {
      put(all, "within_r2", s.withinR2());
      put(all, "adj_within_r2", s.adjustedWithinR2());
    }
    put(all, "sigma", s.sigma());
    fit.slopes()
        .ifPresent(
            f -> {
              put(all, "f", f.f());
              put(all, "f_df1", f.df1());
              put(all, "f_df2", f.df2());
              put(all, "f_p", f.pValue());
            });
    put(all, "loglik", s.logLikelihood());
    put(all, "aic", s.aic(!effects));
    put(all, "bic", s.bic(!effects));
    s.residuals()
        .ifPresent(
            r -> {
              put(all, "durbin_watson", r.durbinWatson());
              put(all, "breusch_pagan", r.breuschPagan());
              put(all, "breusch_pagan_p", r.breuschPaganP());
              put(all, "jarque_bera", r.jarqueBera());
              put(all, "jarque_bera_p", r.jarqueBeraP());
            });
    s.conditionNumber().ifPresent(c -> put(all, "condition_number", c));
    s.varianceInflation().forEach((name, v) -> put(all, "vif(" + name + ")", v));
    return all;
  }

  private static void put(Map<String, Double> all, String name, double value) {
    if (Double.isFinite(value)) {
      all.put(name, value);
    }
  }

  private static void wald(
      Request request,
      ModelFrame frame,
      LinearFit.Solved fit,
      Map<String, Double> statistics,
      List<String> notes) {
    if (request.text("wald").isEmpty()) {
      return;
    }
    List<String> asked = RequestCheck.names(request.required("wald"));
    var known = new ArrayList<>(frame.coefficientNames());
    known.addAll(frame.terms());
    var problems = new ArrayList<Problem>();
    var tested = new ArrayList<String>();
    for (String term : asked) {
      List<String> columns = frame.columnsOf(List.of(term));
      if (frame.coefficientNames().contains(term)) {
        tested.add(term);
      } else if (!columns.isEmpty()) {
        tested.addAll(columns);
      } else {
        String hint = Problem.didYouMean(term, known);
        problems.add(Problem.of("--wald", term, "must be a term of the model", hint));
      }
    }
    if (!problems.isEmpty()) {
      throw LiftgateException.input("the Wald test cannot be made", problems);
    }
    var test = fit.joint(tested);
    test.ifPresent(
        f -> {
          put(statistics, "wald_f", f.f());
          put(statistics, "wald_df1", f.df1());
          put(statistics, "wald_df2", f.df2());
          put(statistics, "wald_p", f.pValue());
        });
    if (test.isEmpty()) {
      notes.add("The Wald test could not be made: the covariance of its terms is singular.");
    }
  }

  /** A regression on the request's threads. */
  static LinearRegression regression(Request request, Covariance covariance) {
    return new LinearRegression(covariance).with(request.workers());
  }

  static LinearSample sample(ModelFrame frame) {
    return LinearSample.of(frame);
  }
}
