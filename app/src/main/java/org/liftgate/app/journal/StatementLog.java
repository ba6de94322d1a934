package org.liftgate.app.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flywaydb.core.api.CoreErrorCode;
import org.flywaydb.core.api.ErrorDetails;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.exception.FlywayBlockStatementExecutionException;

/**
 * Lets a migration go on where a killed process left it. Neither H2 nor MySQL takes back the tables
 * of a script that was cut off, so that its first statement would fail for ever after. Here each
 * statement is written down before it runs: of those begun, all but the last are done, and for the
 * last one the database is asked. A table somebody else made is still an error.
 */
final class StatementLog implements Callback {
  private static final String TABLE = "lg_schema_statement";

  /** What a script may say: each makes one thing that can be asked for, or may be said twice. */
  static final Pattern MAKES =
      Pattern.compile(
          "(?:\\s|--[^\n]*\n)*(?:CREATE TABLE (?<table>\\w+)|CREATE INDEX (?<index>\\w+) ON (?<on>\\w+)"
              + "|ALTER TABLE (?<altered>\\w+) ADD COLUMN (?<column>\\w+)"
              + "|ALTER TABLE \\w+ (?:ALTER|MODIFY) COLUMN \\w+).*",
          Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

  private String script = "";
  private int begun;
  private int place;

  @Override
  public boolean supports(Event event, Context context) {
    return event == Event.BEFORE_MIGRATE
        || event == Event.BEFORE_EACH_MIGRATE_STATEMENT
        || event == Event.AFTER_EACH_MIGRATE_STATEMENT_ERROR;
  }

  @Override
  public boolean canHandleInTransaction(Event event, Context context) {
    return true;
  }

  @Override
  public String getCallbackName() {
    return "statement-log";
  }

  @Override
  public void handle(Event event, Context context) {
    try {
      if (event == Event.BEFORE_MIGRATE) {
        script = "";
        update(
            context.getConnection(),
            "CREATE TABLE IF NOT EXISTS "
                + TABLE
                + " (script VARCHAR(200) NOT NULL PRIMARY KEY, begun INT NOT NULL)");
      } else if (context.getMigrationInfo().getVersion() == null) {
        return; // views may be made twice
      } else if (event == Event.BEFORE_EACH_MIGRATE_STATEMENT) {
        statement(context);
      } else { // refused, so not done: what is in its way was there before
        begun(context.getConnection(), place - 1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the schema's statements cannot be written down: " + e, e);
    }
  }

  private void statement(Context context) throws SQLException {
    Connection connection = context.getConnection();
    MigrationInfo migration = context.getMigrationInfo();
    if (!migration.getScript().equals(script)) {
      script = migration.getScript();
      begun = begun(connection);
      place = 0;
    }
    place++;
    if (place < begun || place == begun && isThere(connection, context.getStatement().getSql())) {
      throw new FlywayBlockStatementExecutionException(
          new ErrorDetails(CoreErrorCode.ERROR, "done before"), "done before");
    }
    if (place > begun) {
      begun(connection, place);
    }
  }

  private void begun(Connection connection, int statements) throws SQLException {
    update(
        connection, "UPDATE " + TABLE + " SET begun = " + statements + " WHERE script = ?", script);
  }

  private int begun(Connection connection) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT begun FROM " + TABLE + " WHERE script = ?")) {
      select.setString(1, script);
      try (ResultSet row = select.executeQuery()) {
        if (row.next()) {
          return row.getInt(1);
        }
      }
    }
    update(connection, "INSERT INTO " + TABLE + " (script, begun) VALUES (?, 0)", script);
    return 0;
  }

  private static boolean isThere(Connection connection, String sql) throws SQLException {
    Matcher makes = MAKES.matcher(sql);
    if (!makes.matches()) {
      return false;
    }
    var metadata = connection.getMetaData();
    boolean upper = metadata.storesUpperCaseIdentifiers();
    String catalog = connection.getCatalog();
    if (makes.group("table") != null) {
      return any(metadata.getTables(catalog, null, cased(makes.group("table"), upper), null));
    }
    if (makes.group("column") != null) {
      return any(
          metadata.getColumns(
              catalog,
              null,
              cased(makes.group("altered"), upper),
              cased(makes.group("column"), upper)));
    }
    if (makes.group("index") != null) {
      try (ResultSet rows =
          metadata.getIndexInfo(catalog, null, cased(makes.group("on"), upper), false, true)) {
        while (rows.next()) {
          if (makes.group("index").equalsIgnoreCase(rows.getString("INDEX_NAME"))) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static String cased(String name, boolean upper) {
    return upper ? name.toUpperCase(Locale.ROOT) : name;
  }

  private static boolean any(ResultSet rows) throws SQLException {
    try (rows) {
      return rows.next();
    }
  }

  /** Kept whatever becomes of the statement that follows. */
  private static void update(Connection connection, String sql, String... arguments)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < arguments.length; i++) {
        statement.setString(i + 1, arguments[i]);
      }
      statement.execute();
    }
    if (!connection.getAutoCommit()) {
      connection.commit();
    }
  }
}
