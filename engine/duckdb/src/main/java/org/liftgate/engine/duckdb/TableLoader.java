package org.liftgate.engine.duckdb;

import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Table;

/** A table from memory into DuckDB, row by row through its appender. */
final class TableLoader {
  private TableLoader() {}

  static void load(Connected db, Table table) {
    String columns =
        table.schema().columns().stream()
            .map(c -> Sql.name(c.name()) + " " + type(c.type()))
            .collect(Collectors.joining(", "));
    db.run(table.name(), "CREATE TABLE " + Sql.name(table.name()) + " (" + columns + ")");
    List<Table.Column> values = table.schema().names().stream().map(table::column).toList();
    try (DuckDBAppender appender = db.duckdb().createAppender("main", table.name())) {
      for (int row = 0; row < table.rows(); row++) {
        appender.beginRow();
        for (Table.Column column : values) {
          append(appender, column, row);
        }
        appender.endRow();
      }
    } catch (SQLException e) {
      throw db.fault(e, table.name());
    }
  }

  /** DECIMAL columns of a kernel table hold doubles, so that is what they become here. */
  private static String type(Schema.Type type) {
    return type == Schema.Type.DECIMAL ? "DOUBLE" : Types.sql(type);
  }

  private static void append(DuckDBAppender appender, Table.Column column, int row)
      throws SQLException {
    if (column.nulls().get(row)) {
      appender.appendNull();
      return;
    }
    switch (column) {
      case Table.Longs c -> appendLong(appender, c.type(), c.values()[row]);
      case Table.Doubles c -> appender.append(c.values()[row]);
      case Table.Texts c -> appender.append(c.labels()[c.codes()[row]]);
    }
  }

  private static void appendLong(DuckDBAppender appender, Schema.Type type, long value)
      throws SQLException {
    switch (type) {
      case BOOLEAN -> appender.append(value != 0);
      case DATE -> appender.append(LocalDate.ofEpochDay(value));
      case TIMESTAMP ->
          appender.append(
              LocalDateTime.ofEpochSecond(
                  Math.floorDiv(value, 1_000_000L),
                  (int) Math.floorMod(value, 1_000_000L) * 1000,
                  ZoneOffset.UTC));
      default -> appender.append(value);
    }
  }
}
