package org.liftgate.modeling.estimate;

import java.util.List;
import org.liftgate.kernel.Covariance;
import org.liftgate.modeling.estimate.Option.Kind;
import org.liftgate.modeling.formula.Formula;
import org.liftgate.modeling.formula.ModelFrame;
import org.liftgate.modeling.linear.LinearSample;

/** {@code ols}: linear regression by a formula. */
public final class OlsVerb implements EstimateVerb {
  static final Option WEIGHTS =
      Option.optional("weights", Kind.COLUMN, "weights, inverse to the error's variance");
  static final Option VCOV =
      Option.optional("vcov", Kind.VCOV, "covariance of the coefficients: " + Vcovs.FORMS);
  static final Option WALD =
      Option.optional("wald", Kind.TEXT, "terms to test together against zero, by commas");

  @Override
  public String name() {
    return "ols";
  }

  @Override
  public String summary() {
    return "Linear regression: factors, interactions, powers, weights, any covariance.";
  }

  @Override
  public List<Option> options() {
    return List.of(
        Option.required("formula", Kind.FORMULA, "such as y ~ x1 + i(month) + I(x^2) + a:b"),
        WEIGHTS,
        VCOV.or("iid"),
        WALD);
  }

  @Override
  public String example() {
    return "ols --formula \"y ~ x1 + i(month) + I(x2^2)\" --vcov hc1";
  }

  @Override
  public Findings run(Request request) {
    Formula formula = LinearFindings.formula(request);
    Covariance covariance = request.covariance("vcov", Covariance.iid());
    ModelFrame frame = LinearFindings.frame(request, formula, Vcovs.columns(covariance));
    var fit = LinearFindings.regression(request, covariance).fit(LinearSample.of(frame));
    return LinearFindings.of(request, name(), formula.text(), frame, fit);
  }
}
