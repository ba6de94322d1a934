package org.liftgate.engine.duckdb;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Table;

/** A result into primitive arrays by plain getters. */
final class ColumnReader {
  private ColumnReader() {}

  /** Reads a SELECT; integers wider than 64 bits are read as 64-bit ones where they fit. */
  static Table read(Connected db, String name, String select) {
    List<Types.Described> columns = narrowed(db.describe(name, select));
    Schema schema = Types.schema(name, columns);
    var aliases = new ArrayList<String>();
    var values = new ArrayList<String>();
    for (int i = 0; i < columns.size(); i++) {
      aliases.add("c" + i);
      values.add(plain("c" + i, schema.columns().get(i).type()));
    }
    String sql =
        "SELECT %s FROM (%s\n) AS q(%s)"
            .formatted(String.join(", ", values), select, String.join(", ", aliases));
    return db.read(name, sql, rows -> table(name, schema, rows));
  }

  private static List<Types.Described> narrowed(List<Types.Described> columns) {
    return columns.stream()
        .map(
            c ->
                switch (c.type()) {
                  case "HUGEINT", "UBIGINT" -> new Types.Described(c.name(), "BIGINT");
                  default -> c;
                })
        .toList();
  }

  private static String plain(String column, Schema.Type type) {
    return switch (type) {
      case BOOLEAN, INTEGER -> "CAST(" + column + " AS BIGINT)";
      case DECIMAL, DOUBLE -> "CAST(" + column + " AS DOUBLE)";
      case DATE -> "CAST(" + column + " - DATE '1970-01-01' AS BIGINT)";
      case TIMESTAMP -> "epoch_us(" + column + ")";
      case TEXT -> column;
    };
  }

  private static Table table(String name, Schema schema, ResultSet rows) throws SQLException {
    var fillers = schema.columns().stream().map(c -> filler(c.type())).toArray(Filler[]::new);
    int n = 0;
    int capacity = 0;
    while (rows.next()) {
      if (n == capacity) {
        capacity = Math.max(1024, capacity * 2);
        for (Filler filler : fillers) {
          filler.grow(capacity);
        }
      }
      for (int i = 0; i < fillers.length; i++) {
        fillers[i].take(rows, i + 1, n);
      }
      n++;
    }
    var builder = Table.named(name);
    for (int i = 0; i < fillers.length; i++) {
      builder.column(schema.columns().get(i).name(), fillers[i].column(n));
    }
    return builder.build();
  }

  private static Filler filler(Schema.Type type) {
    return switch (type) {
      case TEXT -> new TextFiller();
      case DECIMAL, DOUBLE -> new DoubleFiller(type);
      default -> new LongFiller(type);
    };
  }

  private interface Filler {
    void grow(int capacity);

    void take(ResultSet rows, int column, int row) throws SQLException;

    Table.Column column(int rows);
  }

  private static final class LongFiller implements Filler {
    private final Schema.Type type;
    private final BitSet nulls = new BitSet();
    private long[] values = new long[0];

    LongFiller(Schema.Type type) {
      this.type = type;
    }

    @Override
    public void grow(int capacity) {
      values = Arrays.copyOf(values, capacity);
    }

    @Override
    public void take(ResultSet rows, int column, int row) throws SQLException {
      values[row] = rows.getLong(column);
      if (values[row] == 0 && rows.wasNull()) {
        nulls.set(row);
      }
    }

    @Override
    public Table.Column column(int rows) {
      long[] all = values;
      values = new long[0]; // so that one copy is alive at a time
      return new Table.Longs(type, all.length == rows ? all : Arrays.copyOf(all, rows), nulls);
    }
  }

  private static final class DoubleFiller implements Filler {
    private final Schema.Type type;
    private final BitSet nulls = new BitSet();
    private double[] values = new double[0];

    DoubleFiller(Schema.Type type) {
      this.type = type;
    }

    @Override
    public void grow(int capacity) {
      values = Arrays.copyOf(values, capacity);
    }

    @Override
    public void take(ResultSet rows, int column, int row) throws SQLException {
      values[row] = rows.getDouble(column);
      if (!(values[row] < 0 || values[row] > 0) && rows.wasNull()) {
        nulls.set(row);
      }
    }

    @Override
    public Table.Column column(int rows) {
      double[] all = values;
      values = new double[0];
      return new Table.Doubles(type, all.length == rows ? all : Arrays.copyOf(all, rows), nulls);
    }
  }

  private static final class TextFiller implements Filler {
    private final BitSet nulls = new BitSet();
    private final Map<String, Integer> codes = new HashMap<>();
    private final List<String> labels = new ArrayList<>();
    private int[] values = new int[0];
    private @Nullable String last;
    private int lastCode;

    @Override
    public void grow(int capacity) {
      values = Arrays.copyOf(values, capacity);
    }

    @Override
    public void take(ResultSet rows, int column, int row) throws SQLException {
      String text = rows.getString(column);
      if (text == null) {
        nulls.set(row);
        return;
      }
      if (!text.equals(last)) {
        last = text;
        lastCode = codes.computeIfAbsent(text, this::label);
      }
      values[row] = lastCode;
    }

    private int label(String text) {
      labels.add(text);
      return labels.size() - 1;
    }

    @Override
    public Table.Column column(int rows) {
      return new Table.Texts(Arrays.copyOf(values, rows), labels.toArray(String[]::new), nulls);
    }
  }
}
