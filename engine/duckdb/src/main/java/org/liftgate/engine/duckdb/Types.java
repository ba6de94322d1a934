package org.liftgate.engine.duckdb;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Schema;

/** DuckDB's types and the kernel's. */
final class Types {
  private Types() {}

  /** The scale that money has in snapshots; amounts with more digits are refused. */
  static final int MONEY_SCALE = 4;

  /** A column as DuckDB describes it. */
  record Described(String name, String type) {

    /** Empty when tables must not hold it. */
    Optional<Schema.Type> kernel() {
      return Optional.ofNullable(
          switch (type) {
            case "BOOLEAN" -> Schema.Type.BOOLEAN;
            case "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER" ->
                Schema.Type.INTEGER;
            case "FLOAT", "DOUBLE" -> Schema.Type.DOUBLE;
            case "VARCHAR" -> Schema.Type.TEXT;
            case "DATE" -> Schema.Type.DATE;
            case "TIMESTAMP" -> Schema.Type.TIMESTAMP;
            default -> type.startsWith("DECIMAL(") ? Schema.Type.DECIMAL : null;
          });
    }

    /** Select item that gives it a type tables hold; empty where there is none near. */
    Optional<String> nearest() {
      String column = Sql.name(name);
      if (kernel().isPresent()) {
        return Optional.of(column);
      }
      String cast =
          switch (type) {
            case "HUGEINT", "UHUGEINT", "UBIGINT" -> "BIGINT";
            case "TIMESTAMP WITH TIME ZONE", "TIMESTAMP_NS", "TIMESTAMP_MS", "TIMESTAMP_S" ->
                "TIMESTAMP";
            case "UUID", "TIME" -> "VARCHAR";
            default -> type.startsWith("ENUM(") && !type.endsWith("]") ? "VARCHAR" : "";
          };
      return cast.isEmpty()
          ? Optional.empty()
          : Optional.of("CAST(%s AS %s) AS %s".formatted(column, cast, column));
    }

    /** All digits of a DECIMAL. */
    int width() {
      return Integer.parseInt(type.substring(type.indexOf('(') + 1, type.indexOf(',')).strip());
    }

    /** Digits after the point of a DECIMAL. */
    int scale() {
      return Integer.parseInt(type.substring(type.indexOf(',') + 1, type.length() - 1).strip());
    }

    private String hint() {
      return switch (type) {
        case "HUGEINT", "UHUGEINT", "UBIGINT" ->
            "Maybe CAST(%s AS BIGINT): sums of integers are wider than 64 bits.".formatted(name);
        case "TIMESTAMP WITH TIME ZONE", "TIMESTAMP_NS", "TIMESTAMP_MS", "TIMESTAMP_S" ->
            "Maybe CAST(%s AS TIMESTAMP).".formatted(name);
        default -> "Maybe CAST(%s AS STRING) or leave it out.".formatted(name);
      };
    }
  }

  /**
   * @throws LiftgateException naming each column of a type that tables must not hold
   */
  static Schema schema(String table, List<Described> columns) {
    var kept = new ArrayList<Schema.Column>();
    var problems = new ArrayList<Problem>();
    for (Described column : columns) {
      column
          .kernel()
          .ifPresentOrElse(
              type -> kept.add(new Schema.Column(column.name(), type)),
              () ->
                  problems.add(
                      Problem.of(
                          table + "." + column.name(),
                          column.type(),
                          "must be BOOLEAN, BIGINT, DECIMAL, DOUBLE, STRING, DATE or TIMESTAMP",
                          column.hint())));
    }
    if (!problems.isEmpty()) {
      throw LiftgateException.input(problems.getFirst().sentence(), problems);
    }
    return new Schema(kept);
  }

  /** The type a column of the kernel's type gets here. */
  static String sql(Schema.Type type) {
    return switch (type) {
      case BOOLEAN -> "BOOLEAN";
      case INTEGER -> "BIGINT";
      case DECIMAL -> "DECIMAL(18," + MONEY_SCALE + ")";
      case DOUBLE -> "DOUBLE";
      case TEXT -> "VARCHAR";
      case DATE -> "DATE";
      case TIMESTAMP -> "TIMESTAMP";
    };
  }
}
