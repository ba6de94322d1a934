package org.liftgate.engine.duckdb;

import java.sql.ResultSet;
import java.sql.SQLException;

/** One column in the canonical encoding: what DuckDB is asked for, and how it becomes text. */
sealed interface CanonicalCell {

  /** The select item. */
  String sql();

  /** Appends the value of the present row; nothing where it is missing. */
  void append(ResultSet rows, int column, Utf8Buffer text) throws SQLException;

  static CanonicalCell of(Types.Described column) {
    String c = Sql.name(column.name());
    return switch (column.kernel().orElseThrow()) {
      case INTEGER -> new Whole("CAST(" + c + " AS BIGINT)");
      case DECIMAL ->
          column.width() > 18
              ? new Written(wide(c, column.scale()))
              : new Scaled(unscaled(c, column.scale()), column.scale());
      case TEXT -> new Quoted(c);
      case BOOLEAN -> new Logical("CAST(" + c + " AS BIGINT)");
      case DATE -> new Written("CAST(" + c + " AS VARCHAR)");
      case TIMESTAMP -> new Written("strftime(" + c + ", '%Y-%m-%dT%H:%M:%S.%f')");
      case DOUBLE ->
          new Written(
              "CASE WHEN %1$s = 0 THEN '0.0000000000000000e+00' WHEN isfinite(%1$s) THEN printf('%%.16e', CAST(%1$s AS DOUBLE)) ELSE CAST(%1$s AS VARCHAR) END"
                  .formatted(c));
    };
  }

  private static String unscaled(String c, int scale) {
    return "CAST(%s * %d AS BIGINT)".formatted(c, (long) Math.pow(10, scale));
  }

  /** At least two digits after the point. */
  private static String wide(String c, int scale) {
    String text = "CAST(" + c + " AS VARCHAR)";
    return switch (scale) {
      case 0 -> text + " || '.00'";
      case 1 -> text + " || '0'";
      case 2 -> text;
      default ->
          "CASE WHEN %1$s = round(%1$s, 2) THEN CAST(CAST(%1$s AS DECIMAL(38,2)) AS VARCHAR) ELSE rtrim(%2$s, '0') END"
              .formatted(c, text);
    };
  }

  record Whole(String sql) implements CanonicalCell {
    @Override
    public void append(ResultSet rows, int column, Utf8Buffer text) throws SQLException {
      long value = rows.getLong(column);
      if (value != 0 || !rows.wasNull()) {
        text.add(value);
      }
    }
  }

  /** A text takes fifty times as long to fetch as a number, so truth values come as numbers. */
  record Logical(String sql) implements CanonicalCell {
    @Override
    public void append(ResultSet rows, int column, Utf8Buffer text) throws SQLException {
      long value = rows.getLong(column);
      if (value != 0 || !rows.wasNull()) {
        text.add(value != 0 ? "true" : "false");
      }
    }
  }

  /** An amount as an integer of its smallest unit. */
  record Scaled(String sql, int scale) implements CanonicalCell {
    @Override
    public void append(ResultSet rows, int column, Utf8Buffer text) throws SQLException {
      long value = rows.getLong(column);
      if (value != 0 || !rows.wasNull()) {
        text.addScaled(value, scale);
      }
    }
  }

  /** Text that DuckDB has made canonical; ASCII. */
  record Written(String sql) implements CanonicalCell {
    @Override
    public void append(ResultSet rows, int column, Utf8Buffer text) throws SQLException {
      String value = rows.getString(column);
      if (value != null) {
        text.add(value);
      }
    }
  }

  record Quoted(String sql) implements CanonicalCell {
    @Override
    public void append(ResultSet rows, int column, Utf8Buffer text) throws SQLException {
      String value = rows.getString(column);
      if (value != null) {
        text.add('"');
        text.add(value.indexOf('"') < 0 ? value : value.replace("\"", "\"\""));
        text.add('"');
      }
    }
  }
}
