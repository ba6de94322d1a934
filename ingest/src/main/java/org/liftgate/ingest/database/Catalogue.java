package org.liftgate.ingest.database;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.liftgate.ingest.raw.HeaderLine;

/** The tables of a connection's own database or schema. */
public final class Catalogue {
  private final Connection connection;
  private final Map<String, List<TableShape.Column>> tables = new TreeMap<>();

  /** Reads names and columns of all tables and views, but for Liftgate's own. */
  public Catalogue(Connection connection) throws SQLException {
    this.connection = connection;
    DatabaseMetaData data = connection.getMetaData();
    try (ResultSet rows =
        data.getColumns(connection.getCatalog(), connection.getSchema(), null, null)) {
      while (rows.next()) {
        tables
            .computeIfAbsent(rows.getString("TABLE_NAME"), _ -> new ArrayList<>())
            .add(
                new TableShape.Column(
                    rows.getString("COLUMN_NAME"),
                    rows.getInt("DATA_TYPE"),
                    rows.getString("TYPE_NAME"),
                    rows.getInt("NULLABLE") != DatabaseMetaData.columnNoNulls));
      }
    }
    tables.keySet().removeIf(t -> t.toLowerCase(Locale.ROOT).matches("(lg|flyway)_.*"));
  }

  /** Columns of every table, as a layout wants them. */
  public Map<String, HeaderLine> headers() {
    return tables.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                e -> new HeaderLine(',', e.getValue().stream().map(c -> c.name()).toList()),
                (a, _) -> a,
                TreeMap::new));
  }

  /** A table of {@link #headers} with its indexes. */
  public TableShape shape(String table) throws SQLException {
    DatabaseMetaData data = connection.getMetaData();
    var indexes = new LinkedHashMap<String, List<String>>();
    var unique = new LinkedHashSet<String>();
    try (ResultSet rows =
        data.getIndexInfo(connection.getCatalog(), connection.getSchema(), table, false, true)) {
      while (rows.next()) {
        String index = rows.getString("INDEX_NAME");
        String column = rows.getString("COLUMN_NAME");
        if (index != null && column != null) {
          indexes.computeIfAbsent(index, _ -> new ArrayList<>()).add(column);
          if (!rows.getBoolean("NON_UNIQUE")) {
            unique.add(index);
          }
        }
      }
    }
    var keys =
        unique.stream().map(indexes::get).filter(c -> c.size() == 1).map(List::getFirst).toList();
    var leading = new LinkedHashSet<>(keys);
    indexes.values().forEach(c -> leading.add(c.getFirst()));
    return new TableShape(table, tables.get(table), keys, List.copyOf(leading));
  }
}
