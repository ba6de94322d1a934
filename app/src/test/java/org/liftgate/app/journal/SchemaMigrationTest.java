package org.liftgate.app.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mysql.cj.jdbc.MysqlDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import javax.sql.DataSource;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.testing.MySqlServer;

/** A migration cut off at any statement, before or after it, goes on to the same schema. */
class SchemaMigrationTest {
  @TempDir Path folder;

  /** Passes events on, and breaks off at one statement. */
  private static final class CutOff implements Callback {
    private final StatementLog log = new StatementLog();
    private final int at;
    private final Event when;
    private int seen;

    CutOff(int at, Event when) {
      this.at = at;
      this.when = when;
    }

    @Override
    public boolean supports(Event event, Context context) {
      return event == when || log.supports(event, context);
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
      return true;
    }

    @Override
    public String getCallbackName() {
      return "cut-off";
    }

    @Override
    public void handle(Event event, Context context) {
      if (log.supports(event, context)) {
        log.handle(event, context); // throws where the statement was done before
      }
      if (event == when && context.getMigrationInfo().getVersion() != null && ++seen == at) {
        throw new IllegalStateException("cut off");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "mysql"})
  void cutOffAtEveryStatementInTurnTheSchemaIsTheSame(String dialect) throws Exception {
    DataSource whole = database(dialect, "whole");
    SchemaMigration.run(whole, dialect, new StatementLog());
    DataSource cut = database(dialect, "cut");
    int cuts = 0;
    for (Event when :
        List.of(Event.BEFORE_EACH_MIGRATE_STATEMENT, Event.AFTER_EACH_MIGRATE_STATEMENT)) {
      boolean before = when == Event.BEFORE_EACH_MIGRATE_STATEMENT;
      // One statement is done more with each attempt; one that may be said twice with every other.
      while (cutOff(cut, dialect, before && cuts > 0 ? 2 : 1 + cuts % 2, when)) {
        assertThat(cuts).isLessThan(200);
        cuts++;
      }
      if (before) {
        assertThat(cuts).isGreaterThan(20);
        assertThat(columns(cut)).isEqualTo(columns(whole));
        cut = database(dialect, "again");
        cuts = 0;
      }
    }
    assertThat(cuts).isGreaterThan(20);
    assertThat(columns(cut)).isEqualTo(columns(whole));
    assertThat(SchemaMigration.run(cut, dialect, new StatementLog()).migrationsExecuted).isZero();
  }

  private static boolean cutOff(DataSource database, String dialect, int at, Event when) {
    try {
      SchemaMigration.run(database, dialect, new CutOff(at, when));
      return false;
    } catch (LiftgateException | IllegalStateException e) {
      assertThat(e).hasStackTraceContaining("cut off");
      return true;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"h2", "mysql"})
  void aTableSomebodyElseMadeIsStillAnError(String dialect) throws Exception {
    DataSource database = database(dialect, "other");
    try (Connection connection = database.getConnection();
        var statement = connection.createStatement()) {
      statement.execute("CREATE TABLE claims (x INT)");
    }
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> SchemaMigration.run(database, dialect, new StatementLog()))
          .isInstanceOf(LiftgateException.class)
          .hasMessageContaining("V6__marts_in_full.sql");
    }
  }

  @Test
  void everyStatementOfAScriptCanBeDoneOnce() throws IOException {
    Path schema =
        Path.of(System.getProperty("liftgate.root"), "migrations/src/main/resources/schema");
    try (var files = Files.walk(schema)) {
      for (Path file : files.filter(p -> p.getFileName().toString().startsWith("V")).toList()) {
        String sql = Files.readString(file).replaceAll("--.*", "");
        for (String statement : sql.split(";")) {
          if (!statement.isBlank()) {
            assertThat(statement).as(file.toString()).matches(StatementLog.MAKES);
          }
        }
      }
    }
  }

  private DataSource database(String dialect, String name) {
    if (dialect.equals("mysql")) {
      var mysql = new MysqlDataSource();
      mysql.setUrl(MySqlServer.get().newDatabase("migration_" + name));
      return mysql;
    }
    var h2 = new JdbcDataSource();
    h2.setUrl("jdbc:h2:file:" + folder.resolve(name) + ";DB_CLOSE_DELAY=-1");
    h2.setUser("liftgate");
    h2.setPassword("");
    return h2;
  }

  /** Columns with their types, and indexes. */
  private static TreeSet<String> columns(DataSource database) throws SQLException {
    var found = new TreeSet<String>();
    try (Connection connection = database.getConnection()) {
      var metadata = connection.getMetaData();
      var tables = new ArrayList<String>();
      try (ResultSet rows = metadata.getTables(connection.getCatalog(), null, "%", null)) {
        while (rows.next()) {
          if (!"INFORMATION_SCHEMA".equals(rows.getString("TABLE_SCHEM"))) {
            tables.add(rows.getString("TABLE_NAME"));
          }
        }
      }
      for (String table : tables) {
        try (ResultSet rows = metadata.getColumns(connection.getCatalog(), null, table, "%")) {
          while (rows.next()) {
            found.add(
                table + "." + rows.getString("COLUMN_NAME") + " " + rows.getString("TYPE_NAME"));
          }
        }
        try (ResultSet rows =
            metadata.getIndexInfo(connection.getCatalog(), null, table, false, true)) {
          while (rows.next()) {
            found.add(table + " by " + rows.getString("COLUMN_NAME"));
          }
        }
      }
    }
    return found;
  }
}
