package org.liftgate.engine.duckdb;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Schema;

/** Rows of a table, one at a time, as objects. */
final class RowScan {
  private RowScan() {}

  static void read(Connected db, String name, Consumer<@Nullable Object[]> consumer) {
    List<Schema.Column> columns = Types.schema(name, db.describe(name, Sql.name(name))).columns();
    String list = columns.stream().map(RowScan::item).collect(Collectors.joining(", "));
    db.read(
        name,
        "SELECT " + list + " FROM " + Sql.name(name),
        rows -> {
          while (rows.next()) {
            var row = new Object[columns.size()];
            for (int i = 0; i < row.length; i++) {
              row[i] = value(rows, i + 1, columns.get(i).type());
            }
            consumer.accept(row);
          }
          return null;
        });
  }

  private static String item(Schema.Column column) {
    String c = Sql.name(column.name());
    return column.type() == Schema.Type.INTEGER ? "CAST(" + c + " AS BIGINT)" : c;
  }

  private static @Nullable Object value(ResultSet rows, int column, Schema.Type type)
      throws SQLException {
    Object value =
        switch (type) {
          case INTEGER -> rows.getLong(column);
          case DOUBLE -> rows.getDouble(column);
          case BOOLEAN -> rows.getBoolean(column);
          case DECIMAL -> rows.getBigDecimal(column);
          case TEXT -> rows.getString(column);
          case DATE -> rows.getObject(column, LocalDate.class);
          case TIMESTAMP -> rows.getObject(column, LocalDateTime.class);
        };
    return rows.wasNull() ? null : value;
  }
}
