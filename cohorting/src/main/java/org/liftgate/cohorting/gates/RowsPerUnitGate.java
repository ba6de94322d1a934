package org.liftgate.cohorting.gates;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.liftgate.kernel.Default;
import org.liftgate.kernel.Doc;
import org.liftgate.kernel.Gate;
import org.liftgate.kernel.GateKind;
import org.liftgate.kernel.StageContext;

/** {@code cohorting.rows-per-unit}: every unit is seen long enough on both sides of the start. */
public final class RowsPerUnitGate implements GateKind<RowsPerUnitGate.Parameters> {

  /** Periods each unit must have. */
  @Doc("Every unit has enough periods before the start and from it on.")
  public record Parameters(
      @Doc("Fewest periods before the start") @Default("1") long minPre,
      @Doc("Fewest periods from the start on") @Default("1") long minPost) {}

  @Override
  public String name() {
    return "cohorting.rows-per-unit";
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
    String units =
        """
        (SELECT %1$s, COUNT(CASE WHEN NOT post THEN 1 END) AS pre_rows,
                COUNT(CASE WHEN post THEN 1 END) AS post_rows
         FROM %2$s GROUP BY %1$s) u"""
            .formatted(Counted.unitColumns(gate), gate.on());
    String isShort =
        String.format(Locale.ROOT, "pre_rows < %d OR post_rows < %d", p.minPre(), p.minPost());
    String counts =
        "COUNT(*) AS units, COUNT(CASE WHEN %s THEN 1 END) AS units_short".formatted(isShort);
    String offending =
        "SELECT %s, pre_rows, post_rows FROM %s WHERE (%s)"
            .formatted(Counted.unitColumns(gate), units, isShort);
    return Counted.each(gate, context, counts, units, group -> judge(p, group, offending));
  }

  private static Gate.Outcome judge(Parameters p, Counted.Group group, String offending) {
    long isShort = group.get("units_short");
    boolean passed = isShort == 0 && group.get("units") > 0;
    return group.outcome(
        passed,
        isShort,
        0,
        String.format(
            Locale.ROOT,
            "%s of %s have fewer than %d periods before the start or %d from it on",
            String.format(Locale.ROOT, "%,d", isShort),
            Counted.units(group.get("units")),
            p.minPre(),
            p.minPost()),
        passed ? Optional.empty() : Optional.of(offending + " AND " + group.where()));
  }
}
