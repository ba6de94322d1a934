package org.liftgate.ingest.gates;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.liftgate.kernel.Gate;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.Table;

/** The table a gate reads, measured as a whole or by group; names in SQL are checked first. */
final class Checked {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /** Offending rows copied aside for people to look at. */
  static final int QUARANTINED = 1000;

  private final Gate gate;
  private final StageContext context;
  private final Schema schema;

  private Checked(Gate gate, StageContext context, Schema schema) {
    this.gate = gate;
    this.context = context;
    this.schema = schema;
  }

  /** Figures of the whole table or of one group. */
  record Measured(Optional<String> group, List<Double> figures) {
    double figure(int i) {
      return figures.get(i);
    }

    /** " in group 7", or nothing for the whole table. */
    String where() {
      return group.map(g -> " in group " + g).orElse("");
    }
  }

  /**
   * @throws LiftgateException when the gate's columns are not all there
   */
  static Checked of(Gate gate, StageContext context, List<String> columns) {
    var checked = new Checked(gate, context, context.engine().schema(table(gate.on())));
    var wanted = new ArrayList<>(gate.by());
    wanted.addAll(columns);
    checked.require(gate.on(), checked.schema, wanted);
    return checked;
  }

  Schema schema() {
    return schema;
  }

  String table() {
    return gate.on();
  }

  /** Another table, with columns that must be there. */
  Schema other(String table, List<String> columns) {
    Schema other = context.engine().schema(table(table));
    require(table, other, columns);
    return other;
  }

  private void require(String table, Schema actual, List<String> columns) {
    var problems = new ArrayList<Problem>();
    for (String column : columns) {
      if (actual.column(column).isEmpty() || !NAME.matcher(column).matches()) {
        String hint = Problem.didYouMean(column, actual.names());
        problems.add(
            Problem.of(
                "gate " + gate.id(),
                column,
                "must name a column of " + table,
                hint.isEmpty() ? "Maybe one of " + actual.names() + "." : hint));
      }
    }
    if (!problems.isEmpty()) {
      throw LiftgateException.input(problems.getFirst().sentence(), problems);
    }
  }

  static String table(String name) {
    if (!NAME.matcher(name).matches()) {
      throw LiftgateException.input(
          Problem.of("gate", name, "must name a table", "Maybe it is misspelt."));
    }
    return name;
  }

  /** One row of figures for the table, or one for each group in order; missing ones are 0. */
  List<Measured> measure(String... figures) {
    return measureFrom(gate.on(), figures);
  }

  List<Measured> measureFrom(String from, String... figures) {
    var list = new ArrayList<String>();
    for (int i = 0; i < figures.length; i++) {
      list.add("CAST(%s AS DOUBLE) AS m%d".formatted(figures[i], i));
    }
    boolean grouped = !gate.by().isEmpty();
    String select =
        "SELECT %s%s FROM %s%s"
            .formatted(
                grouped ? group() + " AS grp, " : "",
                String.join(", ", list),
                from,
                grouped ? " GROUP BY 1 ORDER BY MIN(" + gate.by().getFirst() + "), 1" : "");
    return rows(context.engine().query(select, Map.of()), figures.length, grouped);
  }

  private static List<Measured> rows(Table table, int figures, boolean grouped) {
    var out = new ArrayList<Measured>();
    for (int row = 0; row < table.rows(); row++) {
      var values = new ArrayList<Double>();
      for (int i = 0; i < figures; i++) {
        Object value = table.column("m" + i).boxed(row);
        values.add(value instanceof Double d ? d : 0.0);
      }
      Optional<String> group =
          grouped ? Optional.of(String.valueOf(table.column("grp").boxed(row))) : Optional.empty();
      out.add(new Measured(group, values));
    }
    return out;
  }

  /** SQL of a group's name. */
  String group() {
    return gate.by().stream()
        .map(c -> "COALESCE(CAST(" + c + " AS STRING), 'missing')")
        .collect(Collectors.joining(" || ' / ' || "));
  }

  /** A SELECT of the first offending rows, in order of all columns. */
  Optional<String> offending(Measured of, String condition) {
    return offending(of, gate.on(), condition);
  }

  Optional<String> offending(Measured of, String from, String condition) {
    String order =
        schema.names().stream()
            .filter(c -> NAME.matcher(c).matches())
            .map(c -> c + " NULLS LAST")
            .collect(Collectors.joining(", "));
    String in = of.group().map(g -> " AND " + group() + " = " + text(g)).orElse("");
    return Optional.of(
        "SELECT * FROM %s WHERE (%s)%s ORDER BY %s LIMIT %d"
            .formatted(from, condition, in, order, QUARANTINED));
  }

  static String text(String value) {
    return "'" + value.replace("'", "''") + "'";
  }

  /** Count of the rows where a condition is true. */
  static String count(String condition) {
    return "COUNT(CASE WHEN " + condition + " THEN 1 END)";
  }

  static double share(double part, double of) {
    return of == 0 ? 0 : part / of;
  }

  static List<Gate.Outcome> outcomes(
      List<Measured> measured, Function<Measured, Gate.Outcome> judge) {
    return measured.stream().map(judge).toList();
  }
}
