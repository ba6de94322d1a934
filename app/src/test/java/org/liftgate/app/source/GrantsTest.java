package org.liftgate.app.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftgate.app.journal.Database;
import org.liftgate.testing.MySqlServer;

/** {@code deploy/mysql/grants.sql} on a real server. */
class GrantsTest {
  private static final Path SCRIPT =
      Path.of(System.getProperty("liftgate.root"), "deploy/mysql/grants.sql");

  @TempDir Path folder;

  @Test
  void theAppMayDoItsWorkAndBusinessIntelligenceMayReadEveryViewAndNoTable() throws Exception {
    String root = MySqlServer.get().newDatabase("granted");
    try (var database = Database.open(folder, Optional.of(root))) {
      database.migrate();
    }
    try (Connection connection = DriverManager.getConnection(root)) {
      run(connection, "DROP ROLE IF EXISTS liftgate_app, liftgate_bi");
      run(connection, "DROP USER IF EXISTS 'app'@'%', 'bi'@'%'");
      for (String statement : statements()) {
        run(connection, statement);
      }
      for (String user : List.of("app", "bi")) {
        run(
            connection,
            "CREATE USER '"
                + user
                + "'@'%' IDENTIFIED WITH mysql_native_password BY 'pw-"
                + user
                + "'");
        run(connection, "GRANT liftgate_" + user + " TO '" + user + "'@'%'");
        run(connection, "SET DEFAULT ROLE ALL TO '" + user + "'@'%'");
      }
      views(connection, root);
      app(root);
    }
  }

  private static List<String> statements() throws IOException {
    var code = Files.readAllLines(SCRIPT).stream().filter(l -> !l.startsWith("--")).toList();
    return List.of(String.join("\n", code).split(";")).stream()
        .map(String::strip)
        .filter(s -> !s.isEmpty())
        .toList();
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void views(Connection root, String url) throws SQLException {
    try (Connection bi = as("bi", url)) {
      List<String> views = names(root, "VIEW");
      assertThat(views).contains("v_four_cell_did");
      for (String view : views) {
        run(bi, "SELECT * FROM " + view);
      }
      for (String table : names(root, "BASE TABLE")) {
        assertThatThrownBy(() -> run(bi, "SELECT * FROM " + table))
            .as(table)
            .isInstanceOf(SQLException.class)
            .hasMessageContaining("denied");
      }
      assertThatThrownBy(() -> run(bi, "CREATE TABLE x (y INT)")).hasMessageContaining("denied");
    }
  }

  /** Migrates, loads and reads with several readers. */
  private void app(String url) throws IOException {
    String base = JdbcUrl.of("--to", url, new JdbcUrl.Credentials(null, null)).shown();
    var account = new JdbcUrl.Credentials("app", "pw-app");
    var source = new RawSource(JdbcUrl.of("--to", base, account), "test");
    try (var database = Database.open(folder, Optional.of(base + "&user=app&password=pw-app"))) {
      database.migrate();
    }
    var contract = new MySqlSourceTest();
    contract.home = folder;
    contract.data = folder.resolve("data");
    contract.source = source;
    contract.put("sales.csv", SourceContract.sales(3000));
    contract.put("shops.csv", SourceContract.SHOPS);
    assertThat(contract.load().changed()).isTrue();
    var notes = new ArrayList<String>();
    assertThat(contract.fromDatabase(notes)).isEqualTo(contract.fromFiles());
    assertThat(notes).anyMatch(n -> n.contains("readers at once"));
  }

  private static Connection as(String user, String url) throws SQLException {
    String base = url.replaceFirst("user=root&password=", "user=" + user + "&password=pw-" + user);
    return DriverManager.getConnection(base);
  }

  private static List<String> names(Connection connection, String type) throws SQLException {
    var names = new ArrayList<String>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = '"
                    + type
                    + "'")) {
      while (rows.next()) {
        names.add(rows.getString(1));
      }
    }
    return names;
  }
}
