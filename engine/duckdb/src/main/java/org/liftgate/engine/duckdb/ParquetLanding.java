package org.liftgate.engine.duckdb;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Engine;
import org.liftgate.kernel.Schema;

/**
 * Rows into a table in memory through DuckDB's appender, and from there into a Parquet file each
 * time as many have come as a row group holds.
 */
final class ParquetLanding implements Engine.Landing {
  static final int ROWS = 122_880;

  private final Connected db;
  private final String name;
  private final String table;
  private final Schema schema;
  private final Path folder;
  private final List<Path> files = new ArrayList<>();
  private @Nullable DuckDBAppender appender;
  private int pending;

  /**
   * @param db a connection of its own, closed with it
   * @param table a name that nothing else in the database has
   */
  ParquetLanding(Connected db, String name, String table, Schema schema, Path folder) {
    this.db = db;
    this.name = name;
    this.table = table;
    this.schema = schema;
    this.folder = folder;
    String columns =
        schema.columns().stream()
            .map(c -> Sql.name(c.name()) + " " + Types.sql(c.type()))
            .collect(Collectors.joining(", "));
    db.run(name, "CREATE TABLE " + Sql.name(table) + " (" + columns + ")");
  }

  @Override
  public void add(@Nullable Object[] row) {
    try {
      if (appender == null) {
        appender = db.duckdb().createAppender("main", table);
      }
      appender.beginRow();
      for (Object value : row) {
        append(appender, value);
      }
      appender.endRow();
    } catch (SQLException e) {
      throw db.fault(e, name);
    }
    if (++pending == ROWS) {
      store();
    }
  }

  private static void append(DuckDBAppender to, @Nullable Object value) throws SQLException {
    switch (value) {
      case null -> to.appendNull();
      case Long v -> to.append(v.longValue());
      case BigDecimal v -> to.append(v.setScale(Types.MONEY_SCALE));
      case String v -> to.append(v);
      case Double v -> to.append(v.doubleValue());
      case Boolean v -> to.append(v.booleanValue());
      case LocalDate v -> to.append(v);
      case LocalDateTime v -> to.append(v);
      default -> throw new IllegalArgumentException(value.getClass() + " is no value of a table");
    }
  }

  private void store() {
    flush();
    Path file = folder.resolve(name + "-" + files.size() + ".parquet");
    db.run(
        name,
        "COPY %s TO %s (%s)"
            .formatted(Sql.name(table), DuckDbSession.path(file), TableWriter.FORMAT));
    db.run(name, "TRUNCATE " + Sql.name(table));
    files.add(file);
    pending = 0;
  }

  private void flush() {
    try {
      if (appender != null) {
        appender.close();
        appender = null;
      }
    } catch (SQLException e) {
      throw db.fault(e, name);
    }
  }

  @Override
  public List<Path> finish() {
    if (pending > 0 || files.isEmpty()) {
      store();
    }
    return List.copyOf(files);
  }

  @Override
  public void close() {
    try {
      flush();
      db.run(name, "DROP TABLE " + Sql.name(table));
    } finally {
      db.close();
    }
  }
}
