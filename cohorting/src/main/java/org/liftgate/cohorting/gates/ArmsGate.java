package org.liftgate.cohorting.gates;

import java.util.List;
import java.util.Locale;
import org.liftgate.kernel.Default;
import org.liftgate.kernel.Doc;
import org.liftgate.kernel.Gate;
import org.liftgate.kernel.GateKind;
import org.liftgate.kernel.StageContext;

/** {@code cohorting.arms}: there is someone to compare with whom. */
public final class ArmsGate implements GateKind<ArmsGate.Parameters> {

  /** Units each arm must have. */
  @Doc("Both arms of a cohort hold enough units.")
  public record Parameters(
      @Doc("Fewest treated units") @Default("1") long minTreated,
      @Doc("Fewest comparison units") @Default("1") long minComparison) {}

  static final String ARMS =
      "COUNT(DISTINCT CASE WHEN treated THEN unit_id END) AS treated_units, "
          + "COUNT(DISTINCT CASE WHEN NOT treated THEN unit_id END) AS comparison_units";

  @Override
  public String name() {
    return "cohorting.arms";
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
    return Counted.each(gate, context, ARMS, gate.on(), group -> judge(p, group));
  }

  /** The measure is that of the arm that falls short; of the smaller one when none does. */
  private static Gate.Outcome judge(Parameters p, Counted.Group group) {
    long treated = group.get("treated_units");
    long comparison = group.get("comparison_units");
    boolean enoughTreated = treated >= p.minTreated();
    boolean enoughComparison = comparison >= p.minComparison();
    boolean aboutTreated = !enoughTreated || enoughComparison && treated <= comparison;
    return group.outcome(
        enoughTreated && enoughComparison,
        aboutTreated ? treated : comparison,
        aboutTreated ? p.minTreated() : p.minComparison(),
        String.format(
            Locale.ROOT,
            "%s treated (at least %d needed), %s to compare with (at least %d needed)",
            Counted.units(treated),
            p.minTreated(),
            Counted.units(comparison),
            p.minComparison()));
  }
}
