package org.liftgate.modeling.estimate.selection;

import java.util.ArrayList;
import java.util.List;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.modeling.estimate.Option;
import org.liftgate.modeling.estimate.Option.Kind;
import org.liftgate.modeling.estimate.Request;
import org.liftgate.modeling.propensity.Observed;
import org.liftgate.modeling.weighting.AugmentedWeighting;
import org.liftgate.modeling.weighting.Target;
import org.liftgate.modeling.weighting.WeightingResult;

/** {@code aipw}: doubly robust effects with cross-fitting. */
public final class AipwVerb extends WeightingVerb {
  @Override
  public String name() {
    return "aipw";
  }

  @Override
  public String summary() {
    return "Doubly robust effect: weights and regressions, cross-fitted.";
  }

  @Override
  public List<Option> options() {
    var all = new ArrayList<>(super.options());
    all.add(
        Option.optional("folds", Kind.INTEGER, "folds, grouped by the cluster; 1 for none")
            .or("5"));
    return all;
  }

  @Override
  WeightingResult weigh(Request request, Target target, Covariance covariance, Observed units) {
    int folds = request.integer("folds");
    if (folds < 1) {
      throw LiftgateException.input(request.problem("folds", "must be at least 1", ""));
    }
    return new AugmentedWeighting(target, folds, Request.SEED, covariance, request.workers())
        .weigh(units);
  }
}
