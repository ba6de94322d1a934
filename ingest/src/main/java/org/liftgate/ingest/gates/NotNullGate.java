package org.liftgate.ingest.gates;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.liftgate.kernel.Default;
import org.liftgate.kernel.Doc;
import org.liftgate.kernel.Gate;
import org.liftgate.kernel.GateKind;
import org.liftgate.kernel.StageContext;

/**
 * Columns that must be filled. The measure is the largest share of missing values of any column.
 */
public final class NotNullGate implements GateKind<NotNullGate.Parameters> {

  @Doc("No more than a share of a column's values may be missing.")
  public record Parameters(
      @Doc("Columns that must be filled") List<String> columns,
      @Doc("Share of a column's values that may be missing") @Default("0") double maxShare) {}

  @Override
  public String name() {
    return "ingest.not-null";
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
    var figures = new ArrayList<String>();
    figures.add("COUNT(*)");
    p.columns().forEach(c -> figures.add(Checked.count(c + " IS NULL")));
    return Checked.outcomes(table.measure(figures.toArray(String[]::new)), m -> judge(p, table, m));
  }

  private static Gate.Outcome judge(Parameters p, Checked table, Checked.Measured m) {
    double worst = 0;
    var parts = new ArrayList<String>();
    for (int i = 0; i < p.columns().size(); i++) {
      double missing = m.figure(i + 1);
      double share = Checked.share(missing, m.figure(0));
      worst = Math.max(worst, share);
      if (share > p.maxShare()) {
        parts.add(
            "%s in %s (%s)"
                .formatted(p.columns().get(i), Figures.rows(missing), Figures.percent(share)));
      }
    }
    boolean passed = worst <= p.maxShare();
    String message =
        passed
            ? "%s%s: at most %s of a column is missing (allowed %s)."
                .formatted(
                    table.table(), m.where(), Figures.percent(worst), Figures.percent(p.maxShare()))
            : "%s%s: missing are %s; at most %s may be."
                .formatted(
                    table.table(),
                    m.where(),
                    String.join(", ", parts),
                    Figures.percent(p.maxShare()));
    String bad = p.columns().stream().map(c -> c + " IS NULL").collect(Collectors.joining(" OR "));
    Optional<String> rows = passed ? Optional.empty() : table.offending(m, bad);
    return new Gate.Outcome(m.group(), passed, worst, p.maxShare(), message, rows);
  }
}
