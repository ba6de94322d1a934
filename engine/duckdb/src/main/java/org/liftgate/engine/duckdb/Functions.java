package org.liftgate.engine.duckdb;

import java.util.List;

/**
 * The functions a pipeline's SQL may use beyond the standard, alike on every engine. Each can be
 * written as a SQL function of Spark too.
 *
 * <table>
 * <caption>Portable functions</caption>
 * <tr><td>{@code days_between(a, b)}</td><td>whole days from date a to date b</td></tr>
 * <tr><td>{@code day_number(d, origin)}</td><td>1 on the origin, 2 a day later</td></tr>
 * <tr><td>{@code day_date(n, origin)}</td><td>the date whose day number is n</td></tr>
 * <tr><td>{@code week_number(n)}</td><td>week of a day number: days 1-7 are week 1</td></tr>
 * <tr><td>{@code week_first_day(n)}</td><td>first day number of that week</td></tr>
 * <tr><td>{@code week_start(d)}</td><td>Monday of a date's week</td></tr>
 * <tr><td>{@code int_div(a, b)}</td><td>quotient cut towards zero; null when b is 0</td></tr>
 * <tr><td>{@code floor_div(a, b)}</td><td>quotient rounded down; null when b is 0</td></tr>
 * <tr><td>{@code safe_div(a, b)}</td><td>DOUBLE quotient; null when b is 0</td></tr>
 * <tr><td>{@code hash32(x)}</td><td>0 to 2^32-1: first 8 hex digits of MD5 of x as text</td></tr>
 * <tr><td>{@code int_range(lo, hi)}</td><td>table of one column n, lo to hi, both included</td></tr>
 * </table>
 */
final class Functions {
  private Functions() {}

  static final List<String> DEFINITIONS =
      List.of(
          "days_between(a, b) AS CAST(CAST(b AS DATE) - CAST(a AS DATE) AS BIGINT)",
          "day_number(d, origin) AS CAST(CAST(d AS DATE) - CAST(origin AS DATE) AS BIGINT) + 1",
          "day_date(n, origin) AS CAST(CAST(origin AS DATE) + CAST(n - 1 AS INTEGER) AS DATE)",
          "int_div(a, b) AS CASE WHEN b <> 0 THEN CAST(a AS BIGINT) // CAST(b AS BIGINT) END",
          """
          floor_div(a, b) AS CASE WHEN b <> 0 THEN CAST(a AS BIGINT) // CAST(b AS BIGINT)
            - CASE WHEN CAST(a AS BIGINT) % CAST(b AS BIGINT) <> 0 AND (a < 0) <> (b < 0)
                   THEN 1 ELSE 0 END END""",
          "week_number(n) AS floor_div(n - 1, 7) + 1",
          "week_first_day(n) AS floor_div(n - 1, 7) * 7 + 1",
          "week_start(d) AS CAST(date_trunc('week', CAST(d AS DATE)) AS DATE)",
          "safe_div(a, b) AS CAST(a AS DOUBLE) / NULLIF(CAST(b AS DOUBLE), 0)",
          "hash32(x) AS CAST('0x' || substr(md5(CAST(x AS VARCHAR)), 1, 8) AS BIGINT)",
          """
          int_range(lo, hi) AS TABLE
            SELECT CAST(range AS BIGINT) AS n FROM range(CAST(lo AS BIGINT), CAST(hi AS BIGINT) + 1)""");
}
