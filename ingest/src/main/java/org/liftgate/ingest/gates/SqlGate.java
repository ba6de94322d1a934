package org.liftgate.ingest.gates;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.liftgate.kernel.Default;
import org.liftgate.kernel.Doc;
import org.liftgate.kernel.Gate;
import org.liftgate.kernel.GateKind;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.Table;

/**
 * A SELECT that must give no row. With {@code by} its rows are counted by group, the groups being
 * those of the table judged.
 */
public final class SqlGate implements GateKind<SqlGate.Parameters> {
  private static final int SHOWN = 3;

  @Doc("A SELECT of rows that must not be there.")
  public record Parameters(
      @Doc("SELECT of offending rows") String rows,
      @Doc("Number of such rows that may be there") @Default("0") long max) {}

  @Override
  public String name() {
    return "ingest.sql";
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
    List<Problem> lint = context.engine().lint("gate " + gate.id(), p.rows());
    if (!lint.isEmpty()) {
      throw LiftgateException.input(lint.getFirst().sentence(), lint);
    }
    if (gate.by().isEmpty()) {
      double n = count(p.rows(), context);
      return List.of(outcome(p, gate, Optional.empty(), n, p.rows(), context));
    }
    return grouped(p, gate, context);
  }

  private static double count(String rows, StageContext context) {
    return context
        .engine()
        .query("SELECT COUNT(*) AS n FROM (" + rows + "\n) AS q", context.settings())
        .longs("n")[0];
  }

  private static List<Gate.Outcome> grouped(Parameters p, Gate gate, StageContext context) {
    Checked table = Checked.of(gate, context, List.of());
    var offending = new TreeMap<String, Long>();
    Table counted =
        context
            .engine()
            .query(
                "SELECT %s AS grp, COUNT(*) AS n FROM (%s\n) AS q GROUP BY 1"
                    .formatted(table.group(), p.rows()),
                context.settings());
    for (int i = 0; i < counted.rows(); i++) {
      offending.put(counted.texts("grp")[i], counted.longs("n")[i]);
    }
    var outcomes = new ArrayList<Gate.Outcome>();
    for (Checked.Measured m : table.measure("COUNT(*)")) {
      String group = m.group().orElseThrow();
      String rows =
          "SELECT * FROM (%s\n) AS q WHERE %s = %s"
              .formatted(p.rows(), table.group(), Checked.text(group));
      double n = offending.getOrDefault(group, 0L);
      outcomes.add(outcome(p, gate, m.group(), n, rows, context));
    }
    return outcomes;
  }

  private static Gate.Outcome outcome(
      Parameters p,
      Gate gate,
      Optional<String> group,
      double n,
      String rows,
      StageContext context) {
    boolean passed = n <= p.max();
    String where = group.map(g -> " in group " + g).orElse("");
    String message =
        "%s%s: the check finds %s; at most %s may be there%s."
            .formatted(
                gate.on(),
                where,
                Figures.rows(n),
                Figures.count(p.max()),
                passed ? "" : ", such as " + shown(rows, context));
    return new Gate.Outcome(
        group,
        passed,
        n,
        (double) p.max(),
        message,
        passed
            ? Optional.empty()
            : Optional.of("SELECT * FROM (" + rows + "\n) AS q LIMIT " + Checked.QUARANTINED));
  }

  private static String shown(String rows, StageContext context) {
    Table first =
        context
            .engine()
            .query("SELECT * FROM (" + rows + "\n) AS q LIMIT " + SHOWN, context.settings());
    var texts = new ArrayList<String>();
    for (int i = 0; i < first.rows(); i++) {
      var cells = new ArrayList<String>();
      for (String column : first.schema().names()) {
        cells.add(column + " " + first.column(column).boxed(i));
      }
      texts.add("(" + String.join(", ", cells) + ")");
    }
    return String.join("; ", texts);
  }
}
