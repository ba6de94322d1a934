package org.liftgate.ingest.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Connections that all see one and the same state of some tables, whatever others write meanwhile.
 * MySQL gives each connection a snapshot of its own moment; so the tables are locked against
 * writing for the few milliseconds in which the snapshots begin. Where the account may not do that,
 * or a writer holds the tables, and on H2, there is one connection: one snapshot is right, only
 * slower.
 */
public final class SharedSnapshot implements AutoCloseable {
  /** Seconds that writers may keep us waiting; others wait behind us meanwhile. */
  private static final int PATIENCE = 3;

  private final List<Connection> connections = new ArrayList<>();
  private @Nullable String alone;

  /** Opens a connection to the database. */
  public interface Opener {
    Connection open();
  }

  private SharedSnapshot() {}

  /**
   * @param first an open connection, closed with the snapshot
   * @param wanted connections at most
   */
  public static SharedSnapshot begin(
      Connection first, Opener opener, Dialect dialect, List<TableRead> tables, int wanted)
      throws SQLException {
    var snapshot = new SharedSnapshot();
    snapshot.connections.add(first);
    try {
      if (dialect == Dialect.MYSQL && wanted > 1) {
        snapshot.beginTogether(opener, dialect, tables, wanted);
      } else {
        dialect.begin(first);
      }
      return snapshot;
    } catch (SQLException | RuntimeException e) {
      snapshot.abort();
      throw e;
    }
  }

  private void beginTogether(Opener opener, Dialect dialect, List<TableRead> tables, int wanted)
      throws SQLException {
    for (int i = 1; i < wanted; i++) {
      connections.add(opener.open());
    }
    try (Connection locker = opener.open();
        Statement statement = locker.createStatement()) {
      if (lock(statement, tables)) {
        for (Connection connection : connections) {
          dialect.begin(connection);
        }
        statement.execute("UNLOCK TABLES");
        return;
      }
    }
    while (connections.size() > 1) {
      connections.removeLast().close();
    }
    dialect.begin(connections.getFirst());
  }

  private boolean lock(Statement statement, List<TableRead> tables) throws SQLException {
    var names = new TreeSet<String>();
    tables.forEach(t -> names.add(t.quotedName() + " READ"));
    try {
      statement.execute("SET SESSION lock_wait_timeout = " + PATIENCE);
      statement.execute("LOCK TABLES " + String.join(", ", names));
      return true;
    } catch (SQLException e) {
      if (String.valueOf(e.getSQLState()).startsWith("08")) {
        throw e;
      }
      alone =
          e.getErrorCode() == 1205
              ? "somebody has been writing to the tables for a while"
              : "the account may not lock tables";
      return false;
    }
  }

  /** One for each reader. */
  public List<Connection> connections() {
    return List.copyOf(connections);
  }

  /** Why there is one connection where more were wanted. */
  public Optional<String> alone() {
    return Optional.ofNullable(alone);
  }

  /** Tables that have no snapshots (MyISAM and others): only their counts can be held to. */
  public List<String> unprotected(Dialect dialect, List<TableRead> tables) throws SQLException {
    if (dialect != Dialect.MYSQL) {
      return List.of();
    }
    var names = tables.stream().map(TableRead::name).collect(Collectors.toSet());
    var found = new TreeSet<String>();
    try (Statement statement = connections.getFirst().createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT table_name FROM information_schema.tables"
                    + " WHERE table_schema = DATABASE() AND engine <> 'InnoDB'")) {
      while (rows.next()) {
        if (names.contains(rows.getString(1))) {
          found.add(rows.getString(1));
        }
      }
    }
    return List.copyOf(found);
  }

  /** Closes without waiting for results that nobody reads any more. */
  public void abort() {
    for (Connection connection : connections) {
      try {
        connection.abort(Runnable::run);
      } catch (SQLException _) {
        // it is gone already
      }
    }
  }

  @Override
  public void close() throws SQLException {
    for (Connection connection : connections) {
      connection.close();
    }
  }
}
