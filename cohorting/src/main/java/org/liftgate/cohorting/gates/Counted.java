package org.liftgate.cohorting.gates;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.liftgate.kernel.Gate;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.Table;

/** Counts of a table, for the whole or for each group, each judged by one sentence. */
final class Counted {
  private Counted() {}

  /**
   * One group's counts.
   *
   * @param where a condition that holds for the rows of this group alone
   */
  record Group(Optional<String> value, String label, String where, Map<String, Long> counts) {
    long get(String count) {
      return counts.getOrDefault(count, 0L);
    }

    Gate.Outcome outcome(
        boolean passed, double measure, double threshold, String message, Optional<String> rows) {
      return new Gate.Outcome(value, passed, measure, threshold, label + message, rows);
    }

    Gate.Outcome outcome(boolean passed, double measure, double threshold, String message) {
      return outcome(passed, measure, threshold, message, Optional.empty());
    }
  }

  /**
   * @param counts expressions with names, as SELECT has them
   * @param from what stands after FROM; it has the gate's columns
   * @throws LiftgateException when the table lacks a column the gate groups by
   */
  static List<Gate.Outcome> each(
      Gate gate,
      StageContext context,
      String counts,
      String from,
      Function<Group, Gate.Outcome> judge) {
    requireColumns(gate, context);
    String by = String.join(", ", gate.by());
    String select =
        gate.by().isEmpty()
            ? "SELECT %s FROM %s".formatted(counts, from)
            : "SELECT %1$s, %2$s FROM %3$s GROUP BY %1$s ORDER BY %4$s"
                .formatted(
                    by,
                    counts,
                    from,
                    String.join(", ", gate.by().stream().map(c -> c + " NULLS LAST").toList()));
    Table rows = context.engine().query(select, Map.of());
    if (rows.rows() == 0) {
      return List.of(
          new Gate.Outcome(
              Optional.empty(), false, 0.0, 1.0, gate.on() + " has no row", Optional.empty()));
    }
    var outcomes = new ArrayList<Gate.Outcome>();
    for (int row = 0; row < rows.rows(); row++) {
      outcomes.add(judge.apply(group(gate, rows, row)));
    }
    return outcomes;
  }

  private static Group group(Gate gate, Table rows, int row) {
    var values = new ArrayList<String>();
    var named = new ArrayList<String>();
    var where = new ArrayList<String>();
    for (String column : gate.by()) {
      Object value = rows.column(column).boxed(row);
      values.add(String.valueOf(value));
      named.add(column + " " + value);
      where.add(
          value == null
              ? column + " IS NULL"
              : "CAST(%s AS STRING) = '%s'".formatted(column, value.toString().replace("'", "''")));
    }
    var counts = new LinkedHashMap<String, Long>();
    for (String column : rows.schema().names()) {
      if (!gate.by().contains(column)) {
        counts.put(column, rows.longs(column)[row]);
      }
    }
    return values.isEmpty()
        ? new Group(Optional.empty(), "", "TRUE", counts)
        : new Group(
            Optional.of(String.join(" / ", values)),
            String.join(", ", named) + ": ",
            String.join(" AND ", where),
            counts);
  }

  private static void requireColumns(Gate gate, StageContext context) {
    Schema schema = context.engine().schema(gate.on());
    var problems =
        gate.by().stream()
            .filter(c -> schema.column(c).isEmpty())
            .map(
                c ->
                    Problem.of(
                        gate.id() + ".by",
                        c,
                        "must be a column of " + gate.on(),
                        "Maybe one of " + schema.names() + "."))
            .toList();
    if (!problems.isEmpty()) {
      throw LiftgateException.input(
          String.join("\n", problems.stream().map(Problem::sentence).toList()), problems);
    }
  }

  /** The gate's groups and then the unit, for grouping rows into units. */
  static String unitColumns(Gate gate) {
    var columns = new ArrayList<>(gate.by());
    if (!columns.contains("group_id")) {
      columns.add("group_id");
    }
    columns.add("unit_id");
    return String.join(", ", columns);
  }

  static String units(long n) {
    return String.format(Locale.ROOT, "%,d unit%s", n, n == 1 ? "" : "s");
  }
}
