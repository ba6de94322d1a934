package org.liftgate.app.source;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the database knows of the last load of a layout. Locked, it keeps other loads waiting. */
final class LoadRecord {
  private final Connection connection;
  private final String pipeline;
  private final RawShape shape;

  LoadRecord(Connection connection, String pipeline, RawShape shape) {
    this.connection = connection;
    this.pipeline = pipeline;
    this.shape = shape;
  }

  /** A row that can be locked. */
  void ensure() throws SQLException {
    if (key("").isEmpty()) {
      try {
        update(
            "INSERT INTO lg_raw_load (pipeline, layout, load_key, loaded_at) VALUES (?, ?, '', 0)",
            pipeline,
            shape.source().layout());
      } catch (SQLException e) {
        if (key("").isEmpty()) {
          throw e; // else another load was first
        }
      }
    }
  }

  /** The key of what is loaded, empty for nothing; other loads wait from here on. */
  String lock() throws SQLException {
    return key(" FOR UPDATE").orElse("");
  }

  private Optional<String> key(String more) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT load_key FROM lg_raw_load WHERE pipeline = ? AND layout = ?" + more)) {
      statement.setString(1, pipeline);
      statement.setString(2, shape.source().layout());
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
      }
    }
  }

  /** Whether the tables still hold as many rows as were loaded. */
  boolean counted(Collection<Load.Filled> tables) throws SQLException {
    for (Load.Filled table : tables) {
      try (Statement statement = connection.createStatement();
          ResultSet rows =
              statement.executeQuery("SELECT COUNT(*) FROM " + shape.quoted(table.table()))) {
        rows.next();
        if (rows.getLong(1) != table.rows()) {
          return false;
        }
      }
    }
    return true;
  }

  void write(String key, Optional<String> truth, Collection<Load.Filled> tables)
      throws SQLException {
    update(
        "UPDATE lg_raw_load SET load_key = ?, loaded_at = ?, truth = ? WHERE pipeline = ? AND layout = ?",
        key,
        System.currentTimeMillis(),
        truth.orElse(null),
        pipeline,
        shape.source().layout());
    for (Load.Filled table : tables) {
      update(
          "UPDATE lg_raw_table SET file_name = ?, sha256 = ?, row_count = ? WHERE table_name = ?",
          table.file(),
          table.sha256(),
          table.rows(),
          shape.named(table.table()));
    }
  }

  private void update(String sql, @Nullable Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }
}
