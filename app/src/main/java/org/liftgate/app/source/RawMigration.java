package org.liftgate.app.source;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Pipeline.Source;
import org.liftgate.kernel.Problem;

/**
 * The raw tables of one layout as a repeatable Flyway migration. Its DDL follows from {@code
 * pipeline.yaml}, so that a pipeline of a user's own needs none written; it is applied again when
 * the layout has changed, and then makes anew, empty, the tables that are no longer the same.
 */
final class RawMigration implements JavaMigration {
  static final String HISTORY = "lg_raw_history";

  private final String pipeline;
  private final RawShape shape;

  RawMigration(String pipeline, RawShape shape) {
    this.pipeline = pipeline;
    this.shape = shape;
  }

  /**
   * Brings the database to the version this program knows, and to the layout.
   *
   * @throws LiftgateException when a table of that name is there that {@code load} did not make
   */
  void apply(RawSource target) {
    var url = target.url();
    try {
      Flyway.configure(RawMigration.class.getClassLoader())
          .dataSource(url.address(), url.user(), url.password())
          .locations("classpath:raw/" + url.dialect().name().toLowerCase(java.util.Locale.ROOT))
          .table(HISTORY)
          .javaMigrations(this)
          .baselineOnMigrate(true) // other tables may be there: the journal's, the user's
          .baselineVersion("0")
          .ignoreMigrationPatterns("repeatable:missing") // other layouts in the same database
          .lockRetryCount(60)
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw translated(e, target);
    }
  }

  private static LiftgateException translated(FlywayException e, RawSource target) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof LiftgateException l) {
        return l;
      }
      if (t instanceof SQLException s) {
        return target.fault(s, "making raw tables in");
      }
    }
    String said = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return LiftgateException.failed(
        "raw tables cannot be made in "
            + target.name()
            + ": "
            + target.url().scrubbed(said)
            + "\nMaybe another version of Liftgate made them; choose another database.",
        e);
  }

  @Override
  public @Nullable MigrationVersion getVersion() {
    return null; // repeatable
  }

  @Override
  public String getDescription() {
    return pipeline + " " + shape.source().layout();
  }

  @Override
  public Integer getChecksum() {
    var crc = new CRC32();
    shape
        .source()
        .files()
        .forEach(
            f -> crc.update(shape.create(f).getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    return (int) crc.getValue();
  }

  @Override
  public boolean canExecuteInTransaction() {
    return true;
  }

  /** DDL commits as it goes in both databases: each table is recorded as soon as it is made. */
  @Override
  public void migrate(Context context) throws SQLException {
    Connection connection = context.getConnection();
    Map<String, String[]> known = known(connection);
    refuse(connection, known);
    for (Source.File file : shape.source().files()) {
      String name = shape.named(file.table());
      String[] owner = known.get(name);
      if (owner == null || !owner[2].equals(shape.digest(file))) {
        make(connection, file, name);
      }
    }
  }

  private void make(Connection connection, Source.File file, String name) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("DROP TABLE IF EXISTS " + shape.quoted(file.table()));
      statement.execute(shape.create(file));
    }
    update(
        connection,
        "DELETE FROM lg_raw_load WHERE pipeline = ? AND layout = ?",
        pipeline,
        shape.source().layout());
    update(connection, "DELETE FROM lg_raw_table WHERE table_name = ?", name);
    update(
        connection,
        "INSERT INTO lg_raw_table (table_name, pipeline, layout, shape, row_count) VALUES (?, ?, ?, ?, 0)",
        name,
        pipeline,
        shape.source().layout(),
        shape.digest(file));
  }

  private static void update(Connection connection, String sql, String... values)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }

  /** Pipeline, layout and shape of each table that load has made. */
  private static Map<String, String[]> known(Connection connection) throws SQLException {
    var known = new TreeMap<String, String[]>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT table_name, pipeline, layout, shape FROM lg_raw_table")) {
      while (rows.next()) {
        known.put(
            rows.getString(1),
            new String[] {rows.getString(2), rows.getString(3), rows.getString(4)});
      }
    }
    return known;
  }

  /** Never touches what is somebody else's: all such tables are told at once. */
  private void refuse(Connection connection, Map<String, String[]> known) throws SQLException {
    var problems = new ArrayList<Problem>();
    for (String name : shape.tables()) {
      String[] owner = known.get(name);
      if (owner == null && RawSource.exists(connection, name)) {
        problems.add(
            Problem.of(
                name,
                null,
                "is there already, and not made by load",
                "Maybe choose another database, or rename the table."));
      } else if (owner != null
          && !(owner[0].equals(pipeline) && owner[1].equals(shape.source().layout()))) {
        problems.add(
            Problem.of(
                name,
                null,
                "belongs to " + owner[0] + ", layout " + owner[1],
                "Maybe choose another database."));
      }
    }
    if (!problems.isEmpty()) {
      throw LiftgateException.input("the database holds other tables of these names", problems);
    }
  }
}
