package org.liftgate.app.journal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.output.MigrateResult;
import org.liftgate.kernel.LiftgateException;

/** Brings the schema of the journal and the marts to the version this program knows. */
final class SchemaMigration {
  private static final String HISTORY = "flyway_schema_history";

  private SchemaMigration() {}

  /**
   * Does nothing when the schema is there; goes on where an earlier one was cut off.
   *
   * @param dialect {@code h2} or {@code mysql}
   * @throws LiftgateException when a statement is refused; the next call begins with that one
   */
  static MigrateResult run(DataSource database, String dialect, Callback log) {
    try {
      forgetFailures(database, dialect.equals("mysql") ? '`' : '"');
      return Flyway.configure(SchemaMigration.class.getClassLoader())
          .dataSource(database)
          .locations("classpath:schema/" + dialect)
          .baselineOnMigrate(true) // raw tables may be there before the journal is
          .baselineVersion("0")
          .lockRetryCount(60)
          .callbacks(log)
          .load()
          .migrate();
    } catch (FlywayException | SQLException e) {
      throw LiftgateException.failed(
          "the database's schema cannot be brought to this program's: "
              + String.valueOf(e.getMessage()).lines().limit(4).collect(Collectors.joining("; "))
              + "\nMaybe another version of Liftgate made it; choose another home or database.",
          e);
    }
  }

  /** A statement that failed, for want of disk say, is tried again rather than held against it. */
  private static void forgetFailures(DataSource database, char quote) throws SQLException {
    try (Connection connection = database.getConnection()) {
      try (ResultSet tables =
          connection.getMetaData().getTables(connection.getCatalog(), null, HISTORY, null)) {
        if (!tables.next()) {
          return;
        }
      }
      try (Statement statement = connection.createStatement()) {
        statement.executeUpdate(
            "DELETE FROM "
                + quote
                + HISTORY
                + quote
                + " WHERE "
                + quote
                + "success"
                + quote
                + " = FALSE");
      }
    }
  }
}
