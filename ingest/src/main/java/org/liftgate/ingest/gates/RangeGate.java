package org.liftgate.ingest.gates;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.liftgate.kernel.Default;
import org.liftgate.kernel.Doc;
import org.liftgate.kernel.Gate;
import org.liftgate.kernel.GateKind;
import org.liftgate.kernel.StageContext;

/** Numbers within bounds. Missing values are not judged. The measure is the share outside. */
public final class RangeGate implements GateKind<RangeGate.Parameters> {

  @Doc("No more than a share of a column's values may lie outside bounds.")
  public record Parameters(
      @Doc("Column of numbers") String column,
      @Doc("Least value, itself allowed") Optional<BigDecimal> min,
      @Doc("Greatest value, itself allowed") Optional<BigDecimal> max,
      @Doc("Share of rows that may lie outside") @Default("0") double maxShare) {}

  @Override
  public String name() {
    return "ingest.range";
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
    var outside = new ArrayList<String>();
    p.min().ifPresent(v -> outside.add(p.column() + " < " + v.toPlainString()));
    p.max().ifPresent(v -> outside.add(p.column() + " > " + v.toPlainString()));
    String condition = outside.isEmpty() ? "FALSE" : String.join(" OR ", outside);
    return Checked.outcomes(
        table.measure(
            "COUNT(*)",
            Checked.count(condition),
            "MIN(" + p.column() + ")",
            "MAX(" + p.column() + ")"),
        m -> judge(p, table, m, condition));
  }

  private static Gate.Outcome judge(
      Parameters p, Checked table, Checked.Measured m, String condition) {
    double share = Checked.share(m.figure(1), m.figure(0));
    boolean passed = share <= p.maxShare();
    String message =
        "%s%s: %s of %s (%s) have %s outside %s to %s (it goes from %s to %s); at most %s may."
            .formatted(
                table.table(),
                m.where(),
                Figures.count(m.figure(1)),
                Figures.rows(m.figure(0)),
                Figures.percent(share),
                p.column(),
                p.min().map(BigDecimal::toPlainString).orElse("anything"),
                p.max().map(BigDecimal::toPlainString).orElse("anything"),
                Figures.number(m.figure(2)),
                Figures.number(m.figure(3)),
                Figures.percent(p.maxShare()));
    Optional<String> rows = passed ? Optional.empty() : table.offending(m, condition);
    return new Gate.Outcome(m.group(), passed, share, p.maxShare(), message, rows);
  }
}
