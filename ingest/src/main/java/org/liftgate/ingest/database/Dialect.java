package org.liftgate.ingest.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/** What differs between the databases that raw data may lie in. */
public enum Dialect {
  MYSQL('`') {
    @Override
    void begin(Connection connection) throws SQLException {
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
        statement.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY");
      }
    }

    /** The driver's word for "row by row"; anything else reads the whole result first. */
    @Override
    int fetchSize() {
      return Integer.MIN_VALUE;
    }
  },
  H2('"') {
    private static final int SNAPSHOT = 6; // H2's own level: one state of all tables

    @Override
    void begin(Connection connection) throws SQLException {
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(SNAPSHOT);
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET LAZY_QUERY_EXECUTION 1"); // else a result is gathered first
      }
    }

    @Override
    int fetchSize() {
      return 5000;
    }
  };

  private final char quote;

  Dialect(char quote) {
    this.quote = quote;
  }

  /** Of a server; empty names nothing. */
  public static Dialect of(Connection connection) throws SQLException {
    String product = connection.getMetaData().getDatabaseProductName().toLowerCase(Locale.ROOT);
    return product.contains("h2") ? H2 : MYSQL;
  }

  /** An identifier exactly as it is. */
  public String quoted(String name) {
    String q = String.valueOf(quote);
    return q + name.replace(q, q + q) + q;
  }

  /** Starts a transaction that sees one state of all tables until it ends. */
  abstract void begin(Connection connection) throws SQLException;

  abstract int fetchSize();
}
