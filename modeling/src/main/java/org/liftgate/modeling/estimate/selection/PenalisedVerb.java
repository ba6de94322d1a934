package org.liftgate.modeling.estimate.selection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.modeling.estimate.EstimateVerb;
import org.liftgate.modeling.estimate.Findings;
import org.liftgate.modeling.estimate.Option;
import org.liftgate.modeling.estimate.Option.Kind;
import org.liftgate.modeling.estimate.Request;
import org.liftgate.modeling.formula.ModelFrame;
import org.liftgate.modeling.penalised.Convention;
import org.liftgate.modeling.penalised.CrossValidation;
import org.liftgate.modeling.penalised.PenalisedFit;
import org.liftgate.modeling.penalised.PenalisedRegression;
import org.liftgate.modeling.penalised.PenalisedSample;

/** What {@code ridge}, {@code lasso} and {@code elastic-net} share. */
abstract class PenalisedVerb implements EstimateVerb {

  /** Share of the absolute values in the penalty. */
  abstract double share(Request request);

  @Override
  public List<Option> options() {
    return List.of(
        Inputs.FORMULA,
        Option.optional("lambda", Kind.NUMBER, "the penalty; by cross-validation when not given"),
        Option.optional("rule", Kind.TEXT, "which lambda of the cross-validation")
            .or("min")
            .oneOf("min", "1se"),
        Option.optional("folds", Kind.INTEGER, "folds of the cross-validation").or("10"),
        Option.optional("convention", Kind.TEXT, "what lambda multiplies")
            .or("glmnet")
            .oneOf("glmnet", "scikit"));
  }

  @Override
  public String example() {
    return name() + " --formula \"y ~ x1 + x2 + x3\"";
  }

  @Override
  public Findings run(Request request) {
    check(request);
    ModelFrame frame = Inputs.frame(request, List.of());
    var sample = new PenalisedSample(frame.names(), frame.columns(), frame.outcome());
    boolean scikit = request.required("convention").equals("scikit");
    var regression =
        new PenalisedRegression(
            share(request),
            !scikit,
            scikit ? Convention.SCIKIT : Convention.GLMNET,
            request.workers());
    var notes = new ArrayList<>(frame.notes());
    notes.add(
        scikit
            ? "Lambda as scikit-learn has it, columns as they are."
            : "Lambda as glmnet has it, columns scaled to unit variance for the penalty.");
    var fit = new LinkedHashMap<String, Double>();
    List<Estimate> estimates =
        regression
            .refusal(sample)
            .map(m -> List.<Estimate>of(m))
            .orElseGet(() -> estimates(request, regression, sample, fit, notes));
    return new Findings(
        name(),
        request.required("formula"),
        frame.size(),
        Findings.Vcov.NONE,
        estimates,
        fit,
        notes);
  }

  private static void check(Request request) {
    double lambda = request.number("lambda").orElse(0);
    if (lambda < 0) {
      throw LiftgateException.input(request.problem("lambda", "must be at least 0", ""));
    }
    if (request.integer("folds") < 2) {
      throw LiftgateException.input(request.problem("folds", "must be at least 2", ""));
    }
  }

  private static List<Estimate> estimates(
      Request request,
      PenalisedRegression regression,
      PenalisedSample sample,
      Map<String, Double> fit,
      List<String> notes) {
    OptionalDouble given = request.number("lambda");
    double lambda = given.orElseGet(() -> chosen(request, regression, sample, fit, notes));
    PenalisedFit found = regression.fit(sample, lambda);
    double mean = java.util.Arrays.stream(sample.outcome()).average().orElseThrow();
    double[] fitted = found.predict(sample.columns(), sample.rows());
    double left = 0;
    double total = 0;
    for (int i = 0; i < fitted.length; i++) {
      left += Math.pow(sample.outcome()[i] - fitted[i], 2);
      total += Math.pow(sample.outcome()[i] - mean, 2);
    }
    fit.put("lambda", lambda);
    fit.put("nonzero", (double) found.nonZero());
    fit.put("r2", 1 - left / total);
    return found.estimates(sample.names());
  }

  private static double chosen(
      Request request,
      PenalisedRegression regression,
      PenalisedSample sample,
      Map<String, Double> fit,
      List<String> notes) {
    int folds = Math.min(request.integer("folds"), sample.rows());
    var cv =
        CrossValidation.of(regression, sample, regression.lambdas(sample), folds, Request.SEED);
    fit.put("lambda_min", cv.best());
    fit.put("lambda_1se", cv.oneStdError());
    boolean min = request.required("rule").equals("min");
    notes.add(
        String.format(
            Locale.ROOT,
            "Lambda has %s of %d-fold cross-validation.",
            min ? "the least error" : "an error within one standard error of the least",
            folds));
    return min ? cv.best() : cv.oneStdError();
  }
}
