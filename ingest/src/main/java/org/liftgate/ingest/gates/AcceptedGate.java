package org.liftgate.ingest.gates;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.liftgate.kernel.Default;
import org.liftgate.kernel.Doc;
import org.liftgate.kernel.Gate;
import org.liftgate.kernel.GateKind;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.StageContext;

/** A column of known words. Missing values are not judged. The measure is the share of others. */
public final class AcceptedGate implements GateKind<AcceptedGate.Parameters> {
  private static final int SHOWN = 5;

  @Doc("A column may hold only values of a list.")
  public record Parameters(
      @Doc("Column judged") String column,
      @Doc("Values it may hold, as text") List<String> values,
      @Doc("Share of rows that may hold others") @Default("0") double maxShare) {}

  @Override
  public String name() {
    return "ingest.accepted";
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
    Checked table = Checked.of(gate, context, List.of(p.column()));
    String list = p.values().stream().map(Checked::text).collect(Collectors.joining(", "));
    String other = "CAST(%s AS STRING) NOT IN (%s)".formatted(p.column(), list);
    return Checked.outcomes(
        table.measure("COUNT(*)", Checked.count(other)), m -> judge(p, table, m, other, context));
  }

  private static Gate.Outcome judge(
      Parameters p, Checked table, Checked.Measured m, String other, StageContext context) {
    double share = Checked.share(m.figure(1), m.figure(0));
    boolean passed = share <= p.maxShare();
    String message =
        "%s%s: %s of %s (%s) have a %s that is none of %s; at most %s may."
            .formatted(
                table.table(),
                m.where(),
                Figures.count(m.figure(1)),
                Figures.rows(m.figure(0)),
                Figures.percent(share),
                p.column(),
                String.join(", ", p.values()),
                Figures.percent(p.maxShare()));
    if (m.figure(1) > 0) {
      message += " Others: " + others(p, table.table(), other, context);
    }
    Optional<String> rows = passed ? Optional.empty() : table.offending(m, other);
    return new Gate.Outcome(m.group(), passed, share, p.maxShare(), message, rows);
  }

  private static String others(Parameters p, String table, String other, StageContext context) {
    String[] found =
        context
            .engine()
            .query(
                "SELECT CAST(%1$s AS STRING) AS v, COUNT(*) AS n FROM %2$s WHERE %3$s GROUP BY 1 ORDER BY n DESC, v LIMIT %4$d"
                    .formatted(p.column(), table, other, SHOWN),
                Map.of())
            .texts("v");
    String hint = Problem.didYouMean(found[0], p.values());
    return String.join(", ", found) + "." + (hint.isEmpty() ? "" : " " + hint);
  }
}
