package org.liftgate.engine.duckdb;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Table;

/**
 * A result into primitive arrays by plain getters. Values are collected in pieces of fixed size, so
 * that nothing is copied while rows come, and joined column by column at the end.
 */
final class ColumnReader {
  /** Rows of a piece. */
  private static final int PIECE = 1 << 15;

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
    int at = PIECE;
    while (rows.next()) {
      if (at == PIECE) {
        at = 0;
        for (Filler filler : fillers) {
          filler.next();
        }
      }
      for (int i = 0; i < fillers.length; i++) {
        fillers[i].take(rows, i + 1, at, n);
      }
      at++;
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
    /** Starts a new piece. */
    void next();

    /**
     * @param at place in the piece
     * @param row among all
     */
    void take(ResultSet rows, int column, int at, int row) throws SQLException;

    Table.Column column(int rows);
  }

  /**
   * Joins the pieces of a column, letting each go as it is copied.
   *
   * @param whole an array of all rows
   */
  private static <A> A joined(Deque<A> pieces, int rows, A whole) {
    for (int from = 0; from < rows; from += PIECE) {
      System.arraycopy(pieces.removeFirst(), 0, whole, from, Math.min(PIECE, rows - from));
    }
    return whole;
  }

  private static final class LongFiller implements Filler {
    private final Schema.Type type;
    private final BitSet nulls = new BitSet();
    private final Deque<long[]> pieces = new ArrayDeque<>();
    private long[] values = new long[0];

    LongFiller(Schema.Type type) {
      this.type = type;
    }

    @Override
    public void next() {
      values = new long[PIECE];
      pieces.add(values);
    }

    @Override
    public void take(ResultSet rows, int column, int at, int row) throws SQLException {
      long value = rows.getLong(column);
      values[at] = value;
      if (value == 0 && rows.wasNull()) {
        nulls.set(row);
      }
    }

    @Override
    public Table.Column column(int rows) {
      return new Table.Longs(type, joined(pieces, rows, new long[rows]), nulls);
    }
  }

  private static final class DoubleFiller implements Filler {
    private final Schema.Type type;
    private final BitSet nulls = new BitSet();
    private final Deque<double[]> pieces = new ArrayDeque<>();
    private double[] values = new double[0];

    DoubleFiller(Schema.Type type) {
      this.type = type;
    }

    @Override
    public void next() {
      values = new double[PIECE];
      pieces.add(values);
    }

    @Override
    public void take(ResultSet rows, int column, int at, int row) throws SQLException {
      double value = rows.getDouble(column);
      values[at] = value;
      if (!(value < 0 || value > 0) && rows.wasNull()) {
        nulls.set(row);
      }
    }

    @Override
    public Table.Column column(int rows) {
      return new Table.Doubles(type, joined(pieces, rows, new double[rows]), nulls);
    }
  }

  private static final class TextFiller implements Filler {
    private final BitSet nulls = new BitSet();
    private final Map<String, Integer> codes = new HashMap<>();
    private final List<String> labels = new ArrayList<>();
    private final Deque<int[]> pieces = new ArrayDeque<>();
    private int[] values = new int[0];
    private @Nullable String last;
    private int lastCode;

    @Override
    public void next() {
      values = new int[PIECE];
      pieces.add(values);
    }

    @Override
    public void take(ResultSet rows, int column, int at, int row) throws SQLException {
      String text = rows.getString(column);
      if (text == null) {
        nulls.set(row);
        return;
      }
      if (!text.equals(last)) {
        last = text;
        lastCode = codes.computeIfAbsent(text, this::label);
      }
      values[at] = lastCode;
    }

    private int label(String text) {
      labels.add(text);
      return labels.size() - 1;
    }

    @Override
    public Table.Column column(int rows) {
      return new Table.Texts(
          joined(pieces, rows, new int[rows]), labels.toArray(String[]::new), nulls);
    }
  }
}
