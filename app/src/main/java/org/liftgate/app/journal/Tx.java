package org.liftgate.app.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** One transaction: statements with values, rows mapped to records. */
public final class Tx {
  private static final int BATCH = 2000;

  private final Connection connection;

  Tx(Connection connection) {
    this.connection = connection;
  }

  /** Maps the row a result set stands on. */
  @FunctionalInterface
  public interface Row<T> {
    T map(ResultSet row) throws SQLException;
  }

  public int update(String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = prepare(sql, values)) {
      return statement.executeUpdate();
    }
  }

  public <T> List<T> list(String sql, Row<T> row, Object... values) throws SQLException {
    try (PreparedStatement statement = prepare(sql, values);
        ResultSet rows = statement.executeQuery()) {
      var found = new ArrayList<T>();
      while (rows.next()) {
        found.add(row.map(rows));
      }
      return found;
    }
  }

  public <T> Optional<T> first(String sql, Row<T> row, Object... values) throws SQLException {
    return list(sql, row, values).stream().findFirst();
  }

  /** {@code h2} or {@code mysql}. */
  String dialect() throws SQLException {
    return connection.getMetaData().getDatabaseProductName().toLowerCase(java.util.Locale.ROOT);
  }

  /**
   * Lets one transaction at a time do what goes by a name. The first statement of its transaction,
   * so that what another has just written is seen.
   */
  void lock(String name) throws SQLException {
    boolean h2 = dialect().equals("h2");
    String take = "SELECT name FROM lg_lock WHERE name = ? FOR UPDATE" + (h2 ? " WAIT 600" : "");
    if (first(take, r -> r.getString(1), name).isEmpty()) {
      update(
          h2
              ? "MERGE INTO lg_lock (name) KEY (name) VALUES (?)"
              : "INSERT INTO lg_lock (name) VALUES (?) ON DUPLICATE KEY UPDATE name = name",
          name);
    }
  }

  /** The columns of a table in lower case; none where there is no such table. */
  public List<String> columns(String table) throws SQLException {
    String sql =
        "SELECT LOWER(column_name) FROM information_schema.columns WHERE table_schema = SCHEMA() AND LOWER(table_name) = ? ORDER BY ordinal_position";
    return list(sql, r -> r.getString(1), table);
  }

  /** The same statement for many rows, sent in batches; {@code row} gives the values of each. */
  public void batch(String sql, int rows, IntFunction<Object[]> row) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < rows; i++) {
        bind(statement, row.apply(i));
        statement.addBatch();
        if (i % BATCH == BATCH - 1 || i == rows - 1) {
          statement.executeBatch();
        }
      }
    }
  }

  private PreparedStatement prepare(String sql, Object... values) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    bind(statement, values);
    return statement;
  }

  private static void bind(PreparedStatement statement, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      Object value = values[i] instanceof Optional<?> o ? o.orElse(null) : values[i];
      statement.setObject(i + 1, value);
    }
  }
}
