package org.liftgate.ingest.gates;

import java.util.List;
import java.util.Optional;
import org.liftgate.kernel.Default;
import org.liftgate.kernel.Doc;
import org.liftgate.kernel.Gate;
import org.liftgate.kernel.GateKind;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.Table;

/**
 * Whether a key joins. Headers can lie: where columns were shifted or swapped, keys are numbers of
 * another thing and hardly any is found in the master table. The measure is the share of rows whose
 * key is found; a missing key is not found.
 */
public final class LinkageGate implements GateKind<LinkageGate.Parameters> {

  @Doc("A share of the rows must have a key that another table has.")
  public record Parameters(
      @Doc("Key in the table judged") String column,
      @Doc("Table that must have it") String to,
      @Doc("Key in that table") String toColumn,
      @Doc("Least share of rows whose key is found") @Default("1") double minRate) {}

  @Override
  public String name() {
    return "ingest.linkage";
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
    Checked table = Checked.of(gate, context, List.of(p.column()));
    Schema to = table.other(p.to(), List.of(p.toColumn()));
    Schema.Type type = table.schema().column(p.column()).orElseThrow().type();
    boolean alike = type == to.column(p.toColumn()).orElseThrow().type();
    String key = alike ? p.column() : "CAST(" + p.column() + " AS STRING)";
    String toKey = alike ? p.toColumn() : "CAST(" + p.toColumn() + " AS STRING)";
    String found =
        "%s IN (SELECT %s FROM %s WHERE %s IS NOT NULL)"
            .formatted(key, toKey, p.to(), p.toColumn());
    String source =
        "(SELECT *, COALESCE(%s, FALSE) AS key_found FROM %s)".formatted(found, gate.on());
    return Checked.outcomes(
        table.measureFrom(source, "COUNT(*)", Checked.count("key_found")),
        m -> judge(p, table, m, found, context));
  }

  private static Gate.Outcome judge(
      Parameters p, Checked table, Checked.Measured m, String found, StageContext context) {
    double all = m.figure(0);
    double rate = all == 0 ? 1 : m.figure(1) / all;
    boolean passed = rate >= p.minRate();
    String message =
        all == 0
            ? "%s%s has no rows to link.".formatted(table.table(), m.where())
            : "%s of %s of %s%s (%s) have a %s that %s has; at least %s must."
                .formatted(
                    Figures.count(m.figure(1)),
                    Figures.rows(all),
                    table.table(),
                    m.where(),
                    Figures.percent(rate),
                    p.column(),
                    p.to(),
                    Figures.percent(p.minRate()));
    if (!passed) {
      message +=
          " Maybe columns are shifted or swapped: %s goes from %s, %s.%s from %s."
              .formatted(
                  p.column(),
                  span(p.column(), table.table(), context),
                  p.to(),
                  p.toColumn(),
                  span(p.toColumn(), p.to(), context));
    }
    Optional<String> rows =
        passed ? Optional.empty() : table.offending(m, "NOT COALESCE(" + found + ", FALSE)");
    return new Gate.Outcome(m.group(), passed, rate, p.minRate(), message, rows);
  }

  private static String span(String column, String table, StageContext context) {
    Table t =
        context
            .engine()
            .query(
                "SELECT CAST(MIN(%1$s) AS STRING) AS lo, CAST(MAX(%1$s) AS STRING) AS hi FROM %2$s"
                    .formatted(column, table),
                java.util.Map.of());
    Object lo = t.column("lo").boxed(0);
    return lo == null ? "nothing at all" : lo + " to " + t.column("hi").boxed(0);
  }
}
