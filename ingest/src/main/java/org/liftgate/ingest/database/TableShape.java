package org.liftgate.ingest.database;

import java.sql.Types;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A table or view as the database describes it.
 *
 * @param keys columns that alone are unique
 * @param leading columns that stand first in an index, keys before others
 */
public record TableShape(
    String name, List<Column> columns, List<String> keys, List<String> leading) {

  /** A column; {@code type} is one of {@link Types}. */
  public record Column(String name, int type, String typeName, boolean nullable) {
    /** Whether its values fit a long. */
    boolean whole() {
      return switch (type) {
        case Types.TINYINT, Types.SMALLINT, Types.INTEGER -> true;
        case Types.BIGINT -> !typeName.toUpperCase(Locale.ROOT).contains("UNSIGNED");
        default -> false;
      };
    }
  }

  public TableShape {
    columns = List.copyOf(columns);
    keys = List.copyOf(keys);
    leading = List.copyOf(leading);
  }

  public List<String> names() {
    return columns.stream().map(Column::name).toList();
  }

  Optional<Column> column(String name) {
    return columns.stream().filter(c -> c.name().equalsIgnoreCase(name)).findFirst();
  }

  /** The column that says where a row stood in its file. */
  Optional<Column> line() {
    return column("line_number").filter(Column::whole);
  }

  /** Whether rows in the order of {@link #line} stand in one order only. */
  boolean lineIsKey() {
    return line().filter(c -> !c.nullable() && keys.contains(c.name())).isPresent();
  }

  /** A column by whose ranges the table can be read in parts without reading it all each time. */
  Optional<Column> ranged() {
    return lineIsKey()
        ? line()
        : leading.stream()
            .flatMap(n -> column(n).stream())
            .filter(c -> c.whole() && !c.nullable())
            .findFirst();
  }
}
