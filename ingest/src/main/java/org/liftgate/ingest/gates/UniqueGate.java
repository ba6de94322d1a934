package org.liftgate.ingest.gates;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.liftgate.kernel.Doc;
import org.liftgate.kernel.Gate;
import org.liftgate.kernel.GateKind;
import org.liftgate.kernel.StageContext;

/** A key that no two rows share. The measure is the number of rows beyond the first of each key. */
public final class UniqueGate implements GateKind<UniqueGate.Parameters> {

  @Doc("No two rows may share a key.")
  public record Parameters(@Doc("Columns of the key") List<String> columns) {}

  @Override
  public String name() {
    return "ingest.unique";
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
    Checked table = Checked.of(gate, context, p.columns());
    var keys = new ArrayList<>(gate.by());
    p.columns().stream().filter(c -> !keys.contains(c)).forEach(keys::add);
    String key = String.join(", ", keys);
    String counted =
        "(SELECT %s, COUNT(*) AS copies FROM %s GROUP BY %s)".formatted(key, gate.on(), key);
    return Checked.outcomes(
        table.measureFrom(counted, "COUNT(*)", "SUM(copies)"), m -> judge(p, table, m, keys));
  }

  private static Gate.Outcome judge(
      Parameters p, Checked table, Checked.Measured m, List<String> keys) {
    double surplus = m.figure(1) - m.figure(0);
    boolean passed = surplus == 0;
    String message =
        passed
            ? "%s%s: no two of %s share %s."
                .formatted(
                    table.table(),
                    m.where(),
                    Figures.rows(m.figure(1)),
                    String.join(", ", p.columns()))
            : "%s%s: %s of %s repeat the %s of another row; none may."
                .formatted(
                    table.table(),
                    m.where(),
                    Figures.count(surplus),
                    Figures.rows(m.figure(1)),
                    String.join(", ", p.columns()));
    Optional<String> rows =
        passed ? Optional.empty() : table.offending(m, Repeats.condition(table.table(), keys));
    return new Gate.Outcome(m.group(), passed, surplus, 0.0, message, rows);
  }
}
