package org.liftgate.modeling.estimate.selection;

import java.util.ArrayList;
import java.util.List;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.modeling.estimate.Option;
import org.liftgate.modeling.estimate.Option.Kind;
import org.liftgate.modeling.estimate.Request;

/** {@code elastic-net}. */
public final class ElasticNetVerb extends PenalisedVerb {
  @Override
  public String name() {
    return "elastic-net";
  }

  @Override
  public String summary() {
    return "Elastic net: between ridge and lasso, without p-values.";
  }

  @Override
  public List<Option> options() {
    var all = new ArrayList<>(super.options());
    all.add(
        Option.optional("alpha", Kind.NUMBER, "share of the absolute values in the penalty")
            .or("0.5"));
    return all;
  }

  @Override
  double share(Request request) {
    double alpha = request.number("alpha").orElse(0.5);
    if (!(alpha >= 0 && alpha <= 1)) {
      throw LiftgateException.input(request.problem("alpha", "must be 0 to 1", ""));
    }
    return alpha;
  }
}
