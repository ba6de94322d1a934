package org.liftgate.engine.duckdb;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.LiftgateException;

/** One connection: runs statements, translates faults, and can be interrupted. */
final class Connected implements AutoCloseable {
  private final Connection connection;
  private final long memory;
  private volatile @Nullable Statement running;
  private volatile boolean cancelled;

  Connected(Connection connection, long memory) {
    this.connection = connection;
    this.memory = memory;
  }

  /** What is done with a result while it is open. */
  interface Reading<T> {
    T read(ResultSet rows) throws SQLException;
  }

  DuckDBConnection duckdb() throws SQLException {
    return connection.unwrap(DuckDBConnection.class);
  }

  /** Another connection to the same database. */
  Connected another() {
    try {
      return new Connected(duckdb().duplicate(), memory);
    } catch (SQLException e) {
      throw fault(e, "opening the engine once more");
    }
  }

  long memory() {
    return memory;
  }

  /** Runs a statement; {@code what} names the table at work in messages. */
  long run(String what, String sql) {
    try (Statement statement = start()) {
      statement.execute(sql);
      return Math.max(0, statement.getUpdateCount());
    } catch (SQLException e) {
      throw fault(e, what);
    } finally {
      running = null;
    }
  }

  <T> T read(String what, String sql, Reading<T> reading) {
    try {
      return attempt(sql, reading);
    } catch (SQLException e) {
      throw fault(e, what);
    }
  }

  /** As {@link #read}, for callers that make their own sense of a fault. */
  <T> T attempt(String sql, Reading<T> reading) throws SQLException {
    try (Statement statement = start();
        ResultSet rows = statement.executeQuery(sql)) {
      return reading.read(rows);
    } finally {
      running = null;
    }
  }

  List<String> texts(String sql) {
    return read(
        "a query",
        sql,
        rows -> {
          var out = new ArrayList<String>();
          while (rows.next()) {
            out.add(rows.getString(1));
          }
          return out;
        });
  }

  List<Types.Described> describe(String what, String selectOrTable) {
    return read(
        what,
        "DESCRIBE " + selectOrTable,
        rows -> {
          var out = new ArrayList<Types.Described>();
          while (rows.next()) {
            out.add(new Types.Described(rows.getString(1), rows.getString(2)));
          }
          return out;
        });
  }

  LiftgateException fault(SQLException e, String what) {
    return cancelled ? LiftgateException.cancelled() : Faults.translate(e, what, memory);
  }

  private Statement start() throws SQLException {
    if (cancelled) {
      throw LiftgateException.cancelled();
    }
    Statement statement = connection.createStatement();
    running = statement;
    return statement;
  }

  /** Interrupts what runs now; nothing runs on this connection afterwards. */
  void cancel() {
    cancelled = true;
    Statement statement = running;
    if (statement != null) {
      try {
        statement.cancel();
      } catch (SQLException e) {
        if (running == statement) {
          throw Faults.translate(e, "cancel", memory);
        } // else it ended by itself in between
      }
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw Faults.translate(e, "closing the engine", memory);
    }
  }
}
