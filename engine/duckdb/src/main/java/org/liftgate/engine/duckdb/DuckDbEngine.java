package org.liftgate.engine.duckdb;

import java.sql.DriverManager;
import java.sql.SQLException;
import org.liftgate.kernel.Engine;

/** DuckDB in this process. Each session is a database of its own in memory. */
public final class DuckDbEngine implements Engine {

  /** Raised whenever our own part of the dialect changes what the same SQL gives. */
  private static final int DIALECT = 1;

  /** Asked once: loading the native library takes longer than the question. */
  private static final class Version {
    static final String TEXT = ask();

    private static String ask() {
      try (var connection = DriverManager.getConnection("jdbc:duckdb:")) {
        return connection.getMetaData().getDatabaseProductVersion();
      } catch (SQLException e) {
        throw Faults.translate(e, "DuckDB", 0);
      }
    }
  }

  @Override
  public String name() {
    return "duckdb";
  }

  @Override
  public String identity() {
    return "duckdb@" + Version.TEXT + "+" + DIALECT;
  }

  @Override
  public Session open(Settings settings) {
    return DuckDbSession.open(settings);
  }
}
