package org.liftgate.ingest.gates;

import java.util.List;
import java.util.Optional;
import org.liftgate.kernel.Default;
import org.liftgate.kernel.Doc;
import org.liftgate.kernel.Gate;
import org.liftgate.kernel.GateKind;
import org.liftgate.kernel.StageContext;

/** How many rows a table, or each group of it, has. */
public final class RowCountGate implements GateKind<RowCountGate.Parameters> {

  @Doc("The number of rows must lie within bounds.")
  public record Parameters(
      @Doc("Least number of rows") @Default("1") long min,
      @Doc("Greatest number of rows") @Default("9223372036854775807") long max) {}

  @Override
  public String name() {
    return "ingest.row-count";
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
    Checked table = Checked.of(gate, context, List.of());
    return Checked.outcomes(table.measure("COUNT(*)"), m -> judge(p, table, m));
  }

  private static Gate.Outcome judge(Parameters p, Checked table, Checked.Measured m) {
    double rows = m.figure(0);
    boolean many = rows > p.max();
    boolean passed = rows >= p.min() && !many;
    long threshold = many ? p.max() : p.min();
    String bound =
        many
            ? "at most " + Figures.count(p.max()) + " are expected"
            : "at least " + Figures.count(p.min()) + " are expected";
    String message =
        "%s%s has %s; %s.".formatted(table.table(), m.where(), Figures.rows(rows), bound);
    return new Gate.Outcome(m.group(), passed, rows, (double) threshold, message, Optional.empty());
  }
}
