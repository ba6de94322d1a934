package org.liftgate.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Named, typed columns of a table, in order. */
public record Schema(List<Column> columns) {

  /** What a column holds, independent of engine and file format. */
  public enum Type {
    BOOLEAN,
    /** 64-bit integer. */
    INTEGER,
    /** Exact money and quantities; 18 digits, 2 to 6 after the point. */
    DECIMAL,
    /** IEEE 754 double. */
    DOUBLE,
    TEXT,
    DATE,
    TIMESTAMP
  }

  /**
   * @param unit what one counts, such as {@code USD} or {@code weeks}; empty when it has none
   */
  public record Column(String name, Type type, String unit) {
    public Column(String name, Type type) {
      this(name, type, "");
    }
  }

  public Schema {
    columns = List.copyOf(columns);
  }

  public static Schema of(Column... columns) {
    return new Schema(List.of(columns));
  }

  public Optional<Column> column(String name) {
    return columns.stream().filter(c -> c.name().equals(name)).findFirst();
  }

  public List<String> names() {
    return columns.stream().map(Column::name).toList();
  }

  /**
   * What {@code actual} lacks of this schema: columns that are missing or of another type. Extra
   * columns are welcome. INTEGER and TEXT serve for each other in columns named {@code *_id}, and
   * DECIMAL serves where DOUBLE is asked.
   */
  public List<Problem> missingFrom(String table, Schema actual) {
    var problems = new ArrayList<Problem>();
    for (Column wanted : columns) {
      var found = actual.column(wanted.name());
      if (found.isEmpty()) {
        problems.add(
            Problem.of(
                table + "." + wanted.name(),
                null,
                "is missing; the table must have it as " + wanted.type(),
                "Maybe the SQL names it differently: it has " + actual.names() + "."));
      } else if (!serves(wanted, found.get().type())) {
        problems.add(
            Problem.of(
                table + "." + wanted.name(),
                found.get().type().name(),
                "must be " + wanted.type(),
                "Maybe cast it in the SQL."));
      }
    }
    return problems;
  }

  private static boolean serves(Column wanted, Type actual) {
    if (wanted.type() == actual) {
      return true;
    }
    boolean id = wanted.name().endsWith("_id");
    return switch (wanted.type()) {
      case INTEGER, TEXT -> id && (actual == Type.INTEGER || actual == Type.TEXT);
      case DOUBLE -> actual == Type.DECIMAL || actual == Type.INTEGER;
      default -> false;
    };
  }
}
