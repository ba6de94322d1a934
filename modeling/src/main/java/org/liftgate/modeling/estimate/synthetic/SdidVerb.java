package org.liftgate.modeling.estimate.synthetic;

import java.util.List;
import org.liftgate.modeling.estimate.EstimateVerb;
import org.liftgate.modeling.estimate.Findings;
import org.liftgate.modeling.estimate.Option;
import org.liftgate.modeling.estimate.Request;
import org.liftgate.modeling.synthetic.SyntheticDid;

/** {@code sdid}: synthetic difference in differences. */
public final class SdidVerb implements EstimateVerb {
  @Override
  public String name() {
    return "sdid";
  }

  @Override
  public String summary() {
    return "Synthetic difference in differences: controls and periods weighted to run in parallel";
  }

  @Override
  public List<Option> options() {
    return SyntheticRequest.options();
  }

  @Override
  public String example() {
    return "estimate sdid --outcome y --unit state --period year --treated d --vcov placebo";
  }

  @Override
  public Findings run(Request request) {
    return new SyntheticRequest(request, SyntheticDid.sdid()).findings();
  }
}
