package org.liftgate.cohorting.gates;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.liftgate.kernel.Default;
import org.liftgate.kernel.Doc;
import org.liftgate.kernel.Gate;
import org.liftgate.kernel.GateKind;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.StageContext;

/**
 * {@code cohorting.as-of}: no row rests on a fact from its group's start on, so max(feature time)
 * lies before the treatment's time; a row without either time fails.
 */
public final class AsOfGate implements GateKind<AsOfGate.Parameters> {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

  /** The two times compared. */
  @Doc("Every feature is older than the treatment.")
  public record Parameters(
      @Doc("Column with the time of the latest fact behind a row") @Default("feature_time")
          String time,
      @Doc("Column with the time of treatment") @Default("start_time") String before) {}

  @Override
  public String name() {
    return "cohorting.as-of";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public boolean waivable() {
    return false;
  }

  @Override
  public Class<Parameters> parameters() {
    return Parameters.class;
  }

  @Override
  public List<Gate.Outcome> check(Parameters p, Gate gate, StageContext context) {
    require(p, gate, context);
    String late = "(%1$s IS NULL OR %2$s IS NULL OR %1$s >= %2$s)".formatted(p.time(), p.before());
    String counts = "COUNT(*) AS n, COUNT(CASE WHEN %s THEN 1 END) AS late".formatted(late);
    return Counted.each(gate, context, counts, gate.on(), group -> judge(p, gate, group, late));
  }

  private static Gate.Outcome judge(Parameters p, Gate gate, Counted.Group group, String late) {
    long found = group.get("late");
    Optional<String> rows =
        found == 0
            ? Optional.empty()
            : Optional.of(
                "SELECT * FROM %s WHERE %s AND %s".formatted(gate.on(), group.where(), late));
    return group.outcome(
        found == 0,
        found,
        0,
        String.format(
            Locale.ROOT,
            "%,d of %,d rows rest on a fact (%s) that is not before %s",
            found,
            group.get("n"),
            p.time(),
            p.before()),
        rows);
  }

  private static void require(Parameters p, Gate gate, StageContext context) {
    var schema = context.engine().schema(gate.on());
    for (String column : List.of(p.time(), p.before())) {
      if (schema.column(column).isEmpty() || !NAME.matcher(column).matches()) {
        throw LiftgateException.input(
            Problem.of(
                gate.id(),
                column,
                "must be a column of " + gate.on(),
                "Maybe one of " + schema.names() + "."));
      }
    }
  }
}
