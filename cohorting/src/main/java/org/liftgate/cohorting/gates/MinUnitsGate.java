package org.liftgate.cohorting.gates;

import java.util.List;
import java.util.Locale;
import org.liftgate.kernel.Doc;
import org.liftgate.kernel.Gate;
import org.liftgate.kernel.GateKind;
import org.liftgate.kernel.StageContext;

/** {@code cohorting.min-units}: the smaller arm holds enough units for the inference used. */
public final class MinUnitsGate implements GateKind<MinUnitsGate.Parameters> {

  /** Units the smaller arm must have. */
  @Doc("The smaller arm holds enough units.")
  public record Parameters(@Doc("Fewest units in the smaller arm") long minUnits) {}

  @Override
  public String name() {
    return "cohorting.min-units";
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
    return Counted.each(gate, context, ArmsGate.ARMS, gate.on(), group -> judge(p, group));
  }

  private static Gate.Outcome judge(Parameters p, Counted.Group group) {
    long treated = group.get("treated_units");
    long comparison = group.get("comparison_units");
    long smaller = Math.min(treated, comparison);
    return group.outcome(
        smaller >= p.minUnits(),
        smaller,
        p.minUnits(),
        String.format(
            Locale.ROOT,
            "the smaller arm (%s) holds %s; at least %d needed",
            treated <= comparison ? "treated" : "comparison",
            Counted.units(smaller),
            p.minUnits()));
  }
}
