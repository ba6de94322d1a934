package org.liftgate.app.execute;

import java.util.List;
import org.liftgate.kernel.Gate;
import org.liftgate.kernel.GateKind;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.StageKind;

/** Calls of kinds with parameters whose type the binder has made sure of. */
final class Kinds {
  private Kinds() {}

  static <P extends Record> void run(StageKind<P> kind, Record parameters, StageContext context) {
    kind.run(kind.parameters().cast(parameters), context);
  }

  static <P extends Record> boolean seesOutcomes(StageKind<P> kind, Record parameters) {
    return kind.seesOutcomes(kind.parameters().cast(parameters));
  }

  static <P extends Record> List<Gate.Outcome> check(
      GateKind<P> kind, Gate gate, StageContext context) {
    return kind.check(kind.parameters().cast(gate.parameters()), gate, context);
  }
}
