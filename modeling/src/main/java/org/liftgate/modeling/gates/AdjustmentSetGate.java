package org.liftgate.modeling.gates;

import java.util.List;
import java.util.Optional;
import org.liftgate.kernel.Gate;
import org.liftgate.kernel.GateKind;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.Table;

/**
 * {@code modeling.adjustment-set}: what the analysis holds fixed must close every path that is not
 * causal, by the graph of {@code modeling.graph}. Reads {@code identification_<stage>}.
 */
public final class AdjustmentSetGate implements GateKind<AdjustmentSetGate.Parameters> {

  /** Nothing to set. */
  public record Parameters() {}

  @Override
  public String name() {
    return "modeling.adjustment-set";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Class<Parameters> parameters() {
    return Parameters.class;
  }

  @Override
  public List<Gate.Outcome> check(Parameters p, Gate gate, StageContext context) {
    Table table = context.engine().read(gate.on(), "controls", "controls_valid", "controls_reason");
    boolean valid = table.rows() > 0 && table.longs("controls_valid")[0] != 0;
    String held = table.rows() > 0 ? table.texts("controls")[0] : "";
    String reason = table.rows() > 0 ? table.texts("controls_reason")[0] : "There is no row.";
    String message =
        "Held fixed: %s. %s".formatted(held == null || held.isEmpty() ? "nothing" : held, reason);
    return List.of(
        new Gate.Outcome(Optional.empty(), valid, null, null, message, Optional.empty()));
  }
}
