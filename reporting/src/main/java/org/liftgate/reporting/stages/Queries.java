package org.liftgate.reporting.stages;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Schema.Type;

/** The SQL of this room. Names come from schemas and YAML and are checked; values never enter. */
final class Queries {
  private Queries() {}

  static final Set<Type> TIMES = Set.of(Type.INTEGER, Type.DATE, Type.TIMESTAMP);
  static final Set<Type> NUMBERS = Set.of(Type.INTEGER, Type.DECIMAL, Type.DOUBLE);

  /** Coverage from memory, its sums back in the exact type they had. */
  static final String COVERAGE =
      """
      SELECT week, label, rows, units, CAST(value AS DECIMAL(18,4)) AS value
      FROM eda_coverage_weeks""";

  /** Rows by value: {@code value}, {@code n}. */
  static String frequencies(String table, String column) {
    String value = "t." + name(column);
    return "SELECT %s AS value, COUNT(*) AS n FROM %s t GROUP BY %s ORDER BY %s NULLS LAST"
        .formatted(value, name(table), value, value);
  }

  /** About how many values the columns have: {@code d0}, {@code d1}, ... */
  static String distinct(String table, List<String> columns) {
    return IntStream.range(0, columns.size())
        .mapToObj(i -> "approx_count_distinct(t.%s) AS d%d".formatted(name(columns.get(i)), i))
        .collect(Collectors.joining(", ", "SELECT ", " FROM " + name(table) + " t"));
  }

  /** Rows by reason: {@code reason}, {@code n}. */
  static String reasons(String table) {
    return "SELECT t.reason AS reason, COUNT(*) AS n FROM %s t GROUP BY t.reason ORDER BY n DESC NULLS LAST, reason NULLS LAST"
        .formatted(name(table));
  }

  /** By week: {@code week}, {@code n}, {@code units}, {@code amount}. */
  static String weeks(Explore.Facts f, Type time) {
    return """
        WITH unit_weeks AS (%s)
        SELECT week, CAST(SUM(n) AS BIGINT) AS n, COUNT(*) AS units,
          CAST(SUM(amount) AS DECIMAL(18,4)) AS amount
        FROM unit_weeks WHERE week IS NOT NULL GROUP BY week ORDER BY week NULLS LAST"""
        .formatted(unitWeeks(f, time));
  }

  /** Units by the number of weeks they occur in: {@code weeks}, {@code units}. */
  static String activity(Explore.Facts f, Type time) {
    return """
        WITH unit_weeks AS (%s),
        active AS (SELECT unit, COUNT(*) AS weeks FROM unit_weeks
          WHERE unit IS NOT NULL AND week IS NOT NULL GROUP BY unit)
        SELECT weeks, COUNT(*) AS units FROM active GROUP BY weeks ORDER BY weeks NULLS LAST"""
        .formatted(unitWeeks(f, time));
  }

  private static String unitWeeks(Explore.Facts f, Type time) {
    String day = "t." + name(f.time());
    String week = time == Type.INTEGER ? "week_number(" + day + ")" : "week_start(" + day + ")";
    return """
        SELECT %s AS week, t.%s AS unit, COUNT(*) AS n,
          SUM(CAST(t.%s AS DECIMAL(18,4))) AS amount
        FROM %s t GROUP BY %s, t.%s"""
        .formatted(week, name(f.unit()), name(f.value()), name(f.table()), week, name(f.unit()));
  }

  /**
   * By period and arm: sums over units, from which a mean and its interval clustered by unit
   * follow. With s and n the outcome and the rows of one unit: {@code units}, {@code s}, {@code n},
   * {@code ss}, {@code sn}, {@code nn}. Sums are exact decimals.
   */
  static String trend(String panel, String outcome) {
    return """
        WITH by_unit AS (
          SELECT t.period AS period, t.treated AS treated, t.unit_id AS unit_id,
            CAST(SUM(CAST(t.%s AS DECIMAL(18,4))) AS DECIMAL(14,4)) AS s, COUNT(*) AS n
          FROM %s t WHERE t.%s IS NOT NULL GROUP BY t.period, t.treated, t.unit_id)
        SELECT period, treated, COUNT(*) AS units, CAST(SUM(n) AS BIGINT) AS n,
          CAST(SUM(s) AS DOUBLE) AS s,
          CAST(SUM(s * s) AS DOUBLE) AS ss,
          CAST(SUM(s * n) AS DOUBLE) AS sn,
          CAST(SUM(n * n) AS BIGINT) AS nn
        FROM by_unit GROUP BY period, treated
        ORDER BY period NULLS LAST, treated NULLS LAST"""
        .formatted(name(outcome), name(panel), name(outcome));
  }

  /**
   * The panel's sums by campaign, arm and week, in the columns of its mart. A unit is counted in
   * {@code first_units} in the first week it has in its cell (campaign, arm, side of the start), so
   * that the weeks of a cell sum to its units.
   */
  static String panelMart(String panel, String outcome) {
    return """
        WITH firsts AS (
          SELECT group_id, treated, post, unit_id, MIN(period) AS period
          FROM %s GROUP BY group_id, treated, post, unit_id),
        starts AS (
          SELECT group_id, treated, post, period, COUNT(*) AS first_units
          FROM firsts GROUP BY group_id, treated, post, period),
        weeks AS (
          SELECT group_id, period, treated, post,
            COUNT(*) AS panel_rows, CAST(SUM(%s) AS DECIMAL(18, 2)) AS %s
          FROM %s GROUP BY group_id, period, treated, post)
        SELECT w.group_id, w.period, w.treated, w.post, w.panel_rows, w.%s,
          COALESCE(s.first_units, 0) AS first_units
        FROM weeks w
        LEFT JOIN starts s ON s.group_id = w.group_id AND s.treated = w.treated
          AND s.post = w.post AND s.period = w.period
        ORDER BY w.group_id NULLS LAST, w.period NULLS LAST, w.treated NULLS LAST
        """
        .formatted(name(panel), name(outcome), name(outcome), name(panel), name(outcome));
  }

  /** A table with a last column that marks each row as simulated. */
  static String marked(String table) {
    return "SELECT t.*, TRUE AS simulated FROM " + name(table) + " t";
  }

  /** A name that SQL takes unquoted on every engine. */
  static String name(String name) {
    if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
      throw LiftgateException.input(
          Problem.of(
              "name",
              name,
              "must be letters, digits and _ and start with a letter",
              "Maybe rename the column in the SQL that makes the table."));
    }
    return name;
  }
}
