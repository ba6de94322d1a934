package org.liftgate.modeling.estimate.selection;

import org.liftgate.kernel.Covariance;
import org.liftgate.modeling.estimate.Request;
import org.liftgate.modeling.propensity.Observed;
import org.liftgate.modeling.weighting.InverseProbability;
import org.liftgate.modeling.weighting.Target;
import org.liftgate.modeling.weighting.WeightingResult;

/** {@code ipw}: effects by weights from the propensity score. */
public final class IpwVerb extends WeightingVerb {
  @Override
  public String name() {
    return "ipw";
  }

  @Override
  public String summary() {
    return "Effect by normalised inverse probability or overlap weights.";
  }

  @Override
  WeightingResult weigh(Request request, Target target, Covariance covariance, Observed units) {
    return new InverseProbability(target, covariance, request.workers()).weigh(units);
  }
}
