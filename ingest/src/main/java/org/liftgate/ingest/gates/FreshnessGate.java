package org.liftgate.ingest.gates;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.liftgate.kernel.Doc;
import org.liftgate.kernel.Gate;
import org.liftgate.kernel.GateKind;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.Table;

/** How far data reach: the greatest value of a day or date must reach a point. */
public final class FreshnessGate implements GateKind<FreshnessGate.Parameters> {

  @Doc("The last day of a table must not lie before a point.")
  public record Parameters(
      @Doc("Column of days (integers) or dates") String column,
      @Doc("SELECT of the one value that must be reached, of the column's type") String atLeast) {}

  @Override
  public String name() {
    return "ingest.freshness";
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
    Schema.Type type = table.schema().column(p.column()).orElseThrow().type();
    OptionalDouble point = point(p, gate, dated(type), context);
    String last =
        dated(type)
            ? "days_between(DATE '1970-01-01', CAST(MAX(" + p.column() + ") AS DATE))"
            : "MAX(" + p.column() + ")";
    return Checked.outcomes(
        table.measure(last, "COUNT(" + p.column() + ")"), m -> judge(p, table, m, point, type));
  }

  private static boolean dated(Schema.Type type) {
    return type == Schema.Type.DATE || type == Schema.Type.TIMESTAMP;
  }

  /** The value to be reached, dates as days since 1970; empty when the SELECT gives none. */
  private static OptionalDouble point(
      Parameters p, Gate gate, boolean dated, StageContext context) {
    Table found = context.engine().query(p.atLeast(), context.settings());
    boolean one = found.schema().columns().size() == 1 && found.rows() <= 1;
    boolean date = one && found.schema().columns().getFirst().type() == Schema.Type.DATE;
    boolean text = one && found.schema().columns().getFirst().type() == Schema.Type.TEXT;
    if (!one || date != dated || text) {
      throw LiftgateException.input(
          Problem.of(
              "gate " + gate.id() + ": at_least",
              p.atLeast(),
              "must be a SELECT of one " + (dated ? "date" : "number"),
              "Maybe cast it."));
    }
    return found.rows() == 1 && found.row(0).getFirst() instanceof Number n
        ? OptionalDouble.of(n.doubleValue())
        : OptionalDouble.empty();
  }

  private static Gate.Outcome judge(
      Parameters p, Checked table, Checked.Measured m, OptionalDouble point, Schema.Type type) {
    if (m.figure(1) == 0 || point.isEmpty()) {
      String nothing =
          point.isEmpty()
              ? "%s%s: there is no point to reach; maybe the table it comes from is empty."
              : "%s%s has no " + p.column() + " at all.";
      return new Gate.Outcome(
          m.group(), false, null, null, nothing.formatted(table.table(), m.where()), none());
    }
    double last = m.figure(0);
    double least = point.getAsDouble();
    String message =
        "%s%s: the last %s is %s; it must reach %s."
            .formatted(table.table(), m.where(), p.column(), shown(last, type), shown(least, type));
    return new Gate.Outcome(m.group(), last >= least, last, least, message, none());
  }

  private static Optional<String> none() {
    return Optional.empty();
  }

  private static String shown(double value, Schema.Type type) {
    return dated(type)
        ? java.time.LocalDate.ofEpochDay(Math.round(value)).toString()
        : Figures.number(value);
  }
}
