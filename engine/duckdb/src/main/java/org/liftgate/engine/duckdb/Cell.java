package org.liftgate.engine.duckdb;

import org.liftgate.kernel.Engine.Delimited;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Schema;

/**
 * One wanted column of a delimited file: how it is read, and what it must hold.
 *
 * <p>DuckDB rounds without a word ({@code 1.5} as BIGINT is 2, {@code 3.14159} as DECIMAL(18,4) is
 * 3.1416). So integers are read as doubles and must be whole and within 2^53; amounts are read with
 * six digits after the point and must have no more than four, except for what is left of binary
 * fractions ({@code 4.440892e-16} in published data is 0). Both cost less than reading text.
 *
 * @param index position in the file, -1 where the file lacks the column
 */
record Cell(int index, Delimited.Field field, String dateFormat) {
  private static final String WHOLE = "'^\\s*[+-]?[0-9]+(\\.0*)?\\s*$'";
  private static final String MONEY = Types.sql(Schema.Type.DECIMAL);
  private static final String EXACT_INTEGERS = "9007199254740991";

  boolean present() {
    return index >= 0;
  }

  String column() {
    return "c" + index;
  }

  /** Type under which the fast way reads it. */
  String fastType() {
    return switch (field.type()) {
      case INTEGER -> "DOUBLE";
      case DECIMAL -> "DECIMAL(18,6)";
      case TEXT, DOUBLE, BOOLEAN, DATE, TIMESTAMP -> Types.sql(field.type());
    };
  }

  /** Select item over the column as {@link #fastType()}; fails on a value that does not fit. */
  String fast() {
    String c = column();
    return named(
        switch (field.type()) {
          case INTEGER ->
              "CASE WHEN %1$s <> trunc(%1$s) OR abs(%1$s) > %2$s THEN error('not an integer') ELSE CAST(%1$s AS BIGINT) END"
                  .formatted(c, EXACT_INTEGERS);
          case DECIMAL ->
              "CASE WHEN %1$s <> round(%1$s, %2$d) THEN error('too many digits') ELSE CAST(%1$s AS %3$s) END"
                  .formatted(c, Types.MONEY_SCALE, MONEY);
          case DOUBLE ->
              "CASE WHEN NOT isfinite(%1$s) THEN error('not finite') ELSE %1$s END".formatted(c);
          case TEXT, BOOLEAN, DATE, TIMESTAMP -> c;
        });
  }

  /** Select item over the column as text, known to be good. */
  String exact() {
    String c = column();
    return named(
        switch (field.type()) {
          case INTEGER ->
              "CASE WHEN regexp_matches(%1$s, %2$s) THEN CAST(split_part(%1$s, '.', 1) AS BIGINT) ELSE CAST(CAST(%1$s AS DOUBLE) AS BIGINT) END"
                  .formatted(c, WHOLE);
          case DATE -> dateFormat.isEmpty() ? cast(c) : "CAST(" + strptime(c) + " AS DATE)";
          default -> cast(c);
        });
  }

  /** Condition over the column as text. */
  String bad() {
    String c = column();
    String good =
        switch (field.type()) {
          case TEXT -> // not TRUE: a scan that cannot find anything would be left out
              "length(%s) >= 0".formatted(c);
          case INTEGER ->
              "TRY_CAST(%1$s AS DOUBLE) = trunc(TRY_CAST(%1$s AS DOUBLE)) AND (abs(TRY_CAST(%1$s AS DOUBLE)) <= %2$s OR regexp_matches(%1$s, %3$s) AND TRY_CAST(split_part(%1$s, '.', 1) AS BIGINT) IS NOT NULL)"
                  .formatted(c, EXACT_INTEGERS, WHOLE);
          case DECIMAL ->
              "abs(TRY_CAST(%1$s AS DOUBLE) - CAST(TRY_CAST(%1$s AS %2$s) AS DOUBLE)) < 5e-7"
                  .formatted(c, MONEY);
          case DOUBLE -> "isfinite(TRY_CAST(%s AS DOUBLE))".formatted(c);
          case DATE ->
              dateFormat.isEmpty()
                  ? "TRY_CAST(%s AS DATE) IS NOT NULL".formatted(c)
                  : strptime(c) + " IS NOT NULL";
          case BOOLEAN, TIMESTAMP ->
              "TRY_CAST(%s AS %s) IS NOT NULL".formatted(c, Types.sql(field.type()));
        };
    return "(%s IS NOT NULL AND NOT COALESCE(%s, FALSE))".formatted(c, good);
  }

  Problem problem(String file, long line, String value) {
    String shown = value.length() > 60 ? value.substring(0, 60) + "..." : value;
    return Problem.of(field.header(), shown, "must be " + wanted(), hint(value))
        .at(file, line, index + 1L);
  }

  private String wanted() {
    return switch (field.type()) {
      case INTEGER -> "an integer";
      case DECIMAL ->
          "a finite amount below 10^14 with at most %d digits after the point"
              .formatted(Types.MONEY_SCALE);
      case DOUBLE -> "a finite number";
      case BOOLEAN -> "true or false";
      case DATE ->
          "a date of the calendar, "
              + (dateFormat.isEmpty() ? "like 2017-02-28" : "written as " + dateFormat);
      case TIMESTAMP -> "a date and time, like 2017-02-28 23:59:59";
      case TEXT -> "text";
    };
  }

  private String hint(String value) {
    return switch (field.type()) {
      case INTEGER, DECIMAL, DOUBLE ->
          value.matches("-?[0-9.]*,[0-9]+")
              ? "Maybe the file writes decimals with a comma; it must be a point."
              : "Maybe columns are shifted; leave the cell empty or NA where the value is missing.";
      case DATE, TIMESTAMP -> "Maybe the day does not exist, or day and month are swapped.";
      case BOOLEAN, TEXT -> "";
    };
  }

  private String strptime(String c) {
    return "TRY_STRPTIME(%s, %s)".formatted(c, Sql.text(dateFormat));
  }

  private String cast(String c) {
    return "CAST(%s AS %s)".formatted(c, Types.sql(field.type()));
  }

  private String named(String value) {
    String v = present() ? value : "CAST(NULL AS " + Types.sql(field.type()) + ")";
    return v + " AS " + Sql.name(field.name());
  }
}
