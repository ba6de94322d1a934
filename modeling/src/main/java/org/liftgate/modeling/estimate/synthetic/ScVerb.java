package org.liftgate.modeling.estimate.synthetic;

import java.util.List;
import org.liftgate.modeling.estimate.EstimateVerb;
import org.liftgate.modeling.estimate.Findings;
import org.liftgate.modeling.estimate.Option;
import org.liftgate.modeling.estimate.Request;
import org.liftgate.modeling.synthetic.SyntheticDid;

/** {@code sc}: synthetic control with placebos in space. */
public final class ScVerb implements EstimateVerb {
  @Override
  public String name() {
    return "sc";
  }

  @Override
  public String summary() {
    return "Synthetic control: a mix of controls that follows the treated before the start";
  }

  @Override
  public List<Option> options() {
    return SyntheticRequest.options();
  }

  @Override
  public String example() {
    return "estimate sc --outcome y --unit state --period year --treated d";
  }

  @Override
  public Findings run(Request request) {
    return new SyntheticRequest(request, SyntheticDid.sc()).findings();
  }
}
