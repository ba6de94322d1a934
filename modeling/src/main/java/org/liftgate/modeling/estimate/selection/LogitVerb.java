package org.liftgate.modeling.estimate.selection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.liftgate.accumulate.LogitFit;
import org.liftgate.kernel.Covariance;
import org.liftgate.modeling.estimate.EstimateVerb;
import org.liftgate.modeling.estimate.Findings;
import org.liftgate.modeling.estimate.Option;
import org.liftgate.modeling.estimate.Option.Kind;
import org.liftgate.modeling.estimate.Request;
import org.liftgate.modeling.formula.ModelFrame;
import org.liftgate.modeling.logit.LogisticRegression;
import org.liftgate.modeling.logit.LogitResult;
import org.liftgate.modeling.logit.LogitSample;

/** {@code logit}: logistic regression by a formula. */
public final class LogitVerb implements EstimateVerb {
  @Override
  public String name() {
    return "logit";
  }

  @Override
  public String summary() {
    return "Logistic regression; separation is named, not estimated.";
  }

  @Override
  public List<Option> options() {
    return List.of(
        Inputs.FORMULA,
        Option.optional("vcov", Kind.VCOV, "iid, hc0 to hc3, cluster(a) or cluster(a,b)")
            .or("iid"));
  }

  @Override
  public String example() {
    return "logit --formula \"bought ~ price + i(month)\" --vcov hc1";
  }

  @Override
  public Findings run(Request request) {
    Covariance covariance = request.covariance("vcov", Covariance.iid());
    ModelFrame frame = Inputs.frame(request, Inputs.clusters(covariance));
    byte[] outcome = Inputs.flags(request, "formula", frame.outcome());
    var sample = LogitSample.of(frame.names(), frame.columns(), outcome);
    for (var codes : frame.clusters().entrySet()) {
      sample = sample.withCluster(codes.getKey(), codes.getValue());
    }
    LogitResult result =
        new LogisticRegression(covariance).withWorkers(request.workers()).fit(sample);
    var notes = new ArrayList<>(frame.notes());
    notes.add("Coefficients are log odds; inference by the normal law.");
    return new Findings(
        name(),
        request.required("formula"),
        frame.size(),
        vcov(covariance),
        result.estimates(),
        statistics(result),
        notes);
  }

  private static Findings.Vcov vcov(Covariance covariance) {
    return switch (covariance) {
      case Covariance.Iid() -> new Findings.Vcov("iid", List.of(), "");
      case Covariance.Robust(int type) ->
          new Findings.Vcov("HC" + type, List.of(), type == 1 ? "n/(n-k)" : "");
      case Covariance.Clustered(List<String> by) ->
          new Findings.Vcov("CR1", by, "G/(G-1) * (n-1)/(n-k), G of the smaller clustering");
      default -> Findings.Vcov.NONE;
    };
  }

  private static Map<String, Double> statistics(LogitResult result) {
    var out = new LinkedHashMap<String, Double>();
    if (result.fit().isPresent()) {
      LogitFit fit = result.fit().get();
      out.put("loglik", fit.logLikelihood());
      out.put("null_loglik", fit.nullLogLikelihood());
      out.put("pseudo_r2", 1 - fit.logLikelihood() / fit.nullLogLikelihood());
      out.put("aic", -2 * fit.logLikelihood() + 2 * result.parameters());
    }
    return out;
  }
}
