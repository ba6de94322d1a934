package org.liftgate.bench;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Times {@code bench/mysql/panel.sql} statement by statement, and compares the panel with the one
 * that a run stored: rows, arms and exact sums of every campaign.
 *
 * <pre>{@code PanelInMySql jdbc:mysql://... bench/mysql/panel.sql panel_mailing.parquet}</pre>
 */
public final class PanelInMySql {
  private static final String SUMS =
      "SELECT group_id, COUNT(*), SUM(CASE WHEN treated THEN 1 ELSE 0 END), SUM(CASE WHEN post THEN 1 ELSE 0 END),"
          + " SUM(CASE WHEN concurrent THEN 1 ELSE 0 END), SUM(sales), SUM(units), SUM(baskets),"
          + " SUM(sales * (unit_id + 31 * period)) FROM %s GROUP BY group_id ORDER BY group_id";

  private PanelInMySql() {}

  public static void main(String... arguments) throws Exception {
    try (Connection mysql = DriverManager.getConnection(arguments[0]);
        Connection duckdb = DriverManager.getConnection("jdbc:duckdb:")) {
      double all = 0;
      for (String statement : statements(Path.of(arguments[1]))) {
        long from = System.nanoTime();
        try (var s = mysql.createStatement()) {
          s.execute(statement);
        }
        double seconds = (System.nanoTime() - from) / 1e9;
        all += seconds;
        String head = statement.lines().findFirst().orElse("");
        print(String.format(Locale.ROOT, "%7.2f s  %s", seconds, head));
      }
      print(String.format(Locale.ROOT, "%7.2f s  together", all));
      List<String> here = sums(mysql, "p_panel");
      List<String> there = sums(duckdb, "read_parquet('" + arguments[2] + "')");
      print(
          here.size() + " campaigns, " + (here.equals(there) ? "the same panel" : "ANOTHER PANEL"));
    }
  }

  private static void print(String line) {
    System.out.println(line);
  }

  private static List<String> statements(Path script) throws java.io.IOException {
    var code = Files.readAllLines(script).stream().filter(l -> !l.startsWith("--")).toList();
    return List.of(String.join("\n", code).split(";")).stream()
        .map(String::strip)
        .filter(s -> !s.isEmpty())
        .toList();
  }

  private static List<String> sums(Connection connection, String table) throws SQLException {
    var lines = new ArrayList<String>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(SUMS.formatted(table))) {
      while (rows.next()) {
        var line = new StringBuilder();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          line.append(new BigDecimal(rows.getString(i)).stripTrailingZeros().toPlainString());
          line.append(' ');
        }
        lines.add(line.toString());
      }
    }
    return lines;
  }
}
