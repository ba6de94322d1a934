package org.liftgate.app.source;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.liftgate.ingest.database.Dialect;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.StageContext.RawDatabase;

/** A database with raw data, opened with the credentials of this process. */
public final class RawSource implements RawDatabase {
  /** Time limits in milliseconds, and no surprises in types. */
  private static final Map<String, String> MYSQL =
      Map.of(
          "connectTimeout", "10000",
          "socketTimeout", "600000",
          "yearIsDateType", "false",
          "rewriteBatchedStatements", "true");

  private final JdbcUrl url;
  private final String pipeline;

  /**
   * @param pipeline whose loads its truth is looked for among
   */
  public RawSource(JdbcUrl url, String pipeline) {
    this.url = url;
    this.pipeline = pipeline;
  }

  @Override
  public String name() {
    return url.shown();
  }

  public Dialect dialect() {
    return url.dialect();
  }

  JdbcUrl url() {
    return url;
  }

  /** For reading: an H2 file that is not there is not made. */
  @Override
  public Connection open() {
    return open(url.dialect() == Dialect.H2 ? ";IFEXISTS=TRUE" : "");
  }

  /** For filling: an H2 file may be new. */
  Connection openForLoad() {
    return open("");
  }

  private Connection open(String more) {
    System.setProperty("h2.bindAddress", "127.0.0.1");
    var properties = new Properties();
    if (url.dialect() == Dialect.MYSQL) {
      MYSQL.forEach(
          (name, value) -> {
            if (!url.address().contains(name + "=")) {
              properties.put(name, value);
            }
          });
    }
    if (url.user() != null) {
      properties.put("user", url.user());
    }
    if (url.password() != null) {
      properties.put("password", url.password());
    }
    try {
      boolean given = url.address().toUpperCase(java.util.Locale.ROOT).contains("IFEXISTS=");
      return DriverManager.getConnection(url.address() + (given ? "" : more), properties);
    } catch (SQLException e) {
      throw fault(e, "connecting");
    }
  }

  @Override
  public LiftgateException fault(SQLException e, String doing) {
    return Faults.of(e, doing, url);
  }

  @Override
  public Optional<String> truth(String layout) {
    return text(
        "SELECT truth FROM lg_raw_load WHERE pipeline = ? AND layout = ?", pipeline, layout);
  }

  /**
   * Whether simulated data were ever loaded here and not replaced: then all of it counts as such.
   */
  public boolean simulated() {
    return text("SELECT MAX(layout) FROM lg_raw_load WHERE truth IS NOT NULL").isPresent();
  }

  private Optional<String> text(String sql, String... values) {
    try (Connection connection = open()) {
      if (!exists(connection, "lg_raw_load")) {
        return Optional.empty();
      }
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        for (int i = 0; i < values.length; i++) {
          statement.setString(i + 1, values[i]);
        }
        try (ResultSet rows = statement.executeQuery()) {
          return rows.next() ? Optional.ofNullable(rows.getString(1)) : Optional.empty();
        }
      }
    } catch (SQLException e) {
      throw fault(e, "looking for the record of its load");
    }
  }

  /** Whether the connection's own database has a table, whatever the case of its name. */
  static boolean exists(Connection connection, String table) throws SQLException {
    try (ResultSet rows =
        connection
            .getMetaData()
            .getTables(connection.getCatalog(), connection.getSchema(), null, null)) {
      while (rows.next()) {
        if (rows.getString("TABLE_NAME").equalsIgnoreCase(table)) {
          return true;
        }
      }
      return false;
    }
  }
}
