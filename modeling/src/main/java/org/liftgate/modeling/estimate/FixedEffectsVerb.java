package org.liftgate.modeling.estimate;

import java.util.List;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.modeling.estimate.Option.Kind;
import org.liftgate.modeling.formula.Formula;
import org.liftgate.modeling.formula.ModelFrame;
import org.liftgate.modeling.linear.LinearRegression;
import org.liftgate.modeling.linear.LinearSample;

/** {@code fe}: linear regression with absorbed effects. */
public final class FixedEffectsVerb implements EstimateVerb {

  @Override
  public String name() {
    return "fe";
  }

  @Override
  public String summary() {
    return "Linear regression with any number of absorbed effects, such as units and weeks.";
  }

  @Override
  public List<Option> options() {
    return List.of(
        Option.required("formula", Kind.FORMULA, "such as y ~ d + x | unit + period"),
        OlsVerb.WEIGHTS,
        OlsVerb.VCOV,
        OlsVerb.WALD,
        Option.optional(
                "singletons", Kind.TEXT, "rows alone in a level of an effect; fixest keeps them")
            .or("drop")
            .oneOf("drop", "keep"));
  }

  @Override
  public String example() {
    return "fe --formula \"y ~ d + x | unit + week\" --vcov \"cluster(unit)\"";
  }

  @Override
  public Findings run(Request request) {
    Formula formula = LinearFindings.formula(request);
    if (formula.effects().isEmpty()) {
      throw LiftgateException.input(
          request.problem(
              "formula", "must absorb at least one effect", "Maybe " + formula + " | unit"));
    }
    String first = String.join("^", formula.effects().get(0));
    Covariance covariance = request.covariance("vcov", Covariance.cluster(first));
    boolean fallback = request.text("vcov").isEmpty();
    List<String> clusters = fallback ? List.of() : Vcovs.columns(covariance);
    ModelFrame frame = LinearFindings.frame(request, formula, clusters);
    LinearSample sample = LinearSample.of(frame);
    if (fallback) {
      sample = sample.withCluster(first, frame.effects().get(0).codes());
    }
    LinearRegression regression = LinearFindings.regression(request, covariance);
    boolean keep = request.required("singletons").equals("keep");
    var fit = (keep ? regression.keepingSingletons() : regression).fit(sample);
    return LinearFindings.of(request, name(), formula.text(), frame, fit);
  }
}
