package org.liftgate.ingest.gates;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.liftgate.kernel.Default;
import org.liftgate.kernel.Doc;
import org.liftgate.kernel.Gate;
import org.liftgate.kernel.GateKind;
import org.liftgate.kernel.StageContext;

/** Rows that equal another row in every column. The measure is their share beyond the first. */
public final class DuplicatesGate implements GateKind<DuplicatesGate.Parameters> {

  @Doc("No more than a share of the rows may repeat another row in full.")
  public record Parameters(
      @Doc("Columns left out of the comparison, such as line_number") @Default("[]")
          List<String> except,
      @Doc("Share of rows that may be repetitions") @Default("0") double maxShare) {}

  @Override
  public String name() {
    return "ingest.duplicates";
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
    Checked table = Checked.of(gate, context, p.except());
    var columns = new ArrayList<>(table.schema().names());
    columns.removeAll(p.except());
    String list = String.join(", ", columns);
    String counted =
        "(SELECT %s, COUNT(*) AS copies FROM %s GROUP BY %s)".formatted(list, gate.on(), list);
    return Checked.outcomes(
        table.measureFrom(counted, "COUNT(*)", "SUM(copies)"), m -> judge(p, table, m, columns));
  }

  private static Gate.Outcome judge(
      Parameters p, Checked table, Checked.Measured m, List<String> columns) {
    double copies = m.figure(1) - m.figure(0);
    double share = Checked.share(copies, m.figure(1));
    boolean passed = share <= p.maxShare();
    String message =
        "%s%s: %s of %s (%s) repeat another row in full; at most %s may."
            .formatted(
                table.table(),
                m.where(),
                Figures.count(copies),
                Figures.rows(m.figure(1)),
                Figures.percent(share),
                Figures.percent(p.maxShare()));
    Optional<String> rows =
        passed ? Optional.empty() : table.offending(m, Repeats.condition(table.table(), columns));
    return new Gate.Outcome(m.group(), passed, share, p.maxShare(), message, rows);
  }
}
