package org.liftgate.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.liftgate.kernel.Engine;

class LintTest {
  @TempDir Path folder;

  /** By rule: what breaks it, and the same said portably. */
  private static final Map<String, List<String>> CASES = new LinkedHashMap<>();

  private static void rule(String id, String wrong, String right) {
    CASES.put(id, List.of(wrong, right));
  }

  static {
    rule("log", "SELECT LOG(x) AS l FROM t", "SELECT LN(x) AS log FROM t");
    rule("concat", "SELECT concat(a, b) AS c FROM t", "SELECT a || COALESCE(b, '') AS c FROM t");
    rule("hash", "SELECT hash(a) AS h FROM t", "SELECT hash32(a) AS hash FROM t");
    rule("moments", "SELECT skewness(a) AS s FROM t", "SELECT MAX(a) AS skewness FROM t");
    rule(
        "double-statistics",
        "SELECT AVG(a) AS m FROM t",
        "SELECT CAST(SUM(a) AS DOUBLE) / NULLIF(COUNT(a), 0) AS avg FROM t");
    rule(
        "double-sum",
        "SELECT SUM(CAST(a AS DOUBLE) * b) AS s FROM t",
        "SELECT SUM(CAST(LN(a) / 2 AS DECIMAL(18,6))) AS s FROM t");
    rule(
        "integer-sum",
        "SELECT SUM(CASE WHEN a > 0 THEN 1 ELSE 0 END) AS n FROM t",
        "SELECT CAST(SUM(CASE WHEN a > 0 THEN 1 ELSE 0 END) AS BIGINT) AS n FROM t");
    rule(
        "null-order",
        "SELECT a, ROW_NUMBER() OVER (PARTITION BY b ORDER BY a, c NULLS LAST) AS n FROM t",
        "SELECT a, ROW_NUMBER() OVER (PARTITION BY b ORDER BY COALESCE(a, 0) DESC NULLS LAST,"
            + " c NULLS FIRST ROWS UNBOUNDED PRECEDING) AS n,"
            + " PERCENTILE_DISC(0.5) WITHIN GROUP (ORDER BY a) AS m FROM t ORDER BY f(a, b) NULLS LAST");
    rule(
        "divisor",
        "SELECT a / b AS r FROM t",
        "SELECT a / NULLIF(b, 0) + a / 7 + a / CAST(NULLIF(b, 0) AS DOUBLE) + a % 3 AS r FROM t");
    rule(
        "integer-cast",
        "SELECT CAST(a / 7 AS BIGINT) AS w FROM t",
        "SELECT CAST(FLOOR(a / 7) AS BIGINT) + CAST(a AS BIGINT) AS w FROM t");
    rule("floor-division", "SELECT a // 7 AS w FROM t", "SELECT int_div(a, 7) AS w FROM t");
    rule(
        "star-exclude", "SELECT * EXCLUDE (a) FROM t", "SELECT b, COUNT(*) AS n FROM t GROUP BY b");
    rule("columns-expression", "SELECT COLUMNS('a.*') FROM t", "SELECT columns FROM t");
    rule("quoted-name", "SELECT \"a\" FROM t", "SELECT a, '\"' AS q FROM t -- \"a\"");
    rule("random", "SELECT random() AS r FROM t", "SELECT random FROM t");
    rule("sampling", "SELECT a FROM t USING SAMPLE 10", "SELECT a FROM t JOIN sample USING (a)");
    rule("clock", "SELECT current_date AS d FROM t", "SELECT :as_of AS d FROM t");
    rule(
        "text-type",
        "SELECT CAST(a AS VARCHAR) AS a FROM t",
        "SELECT CAST(a AS STRING) AS text, a::STRING AS b FROM t");
    rule("any-value", "SELECT any_value(a) AS a FROM t", "SELECT MIN(a) AS first FROM t");
    rule(
        "approximate",
        "SELECT approx_count_distinct(a) AS n FROM t",
        "SELECT COUNT(DISTINCT a) AS n FROM t");
    rule(
        "ordered-aggregate",
        "SELECT string_agg(a, ',') AS s FROM t",
        "SELECT string_agg(a, ',' ORDER BY a NULLS LAST) AS s FROM t");
    rule(
        "ordered-window",
        "SELECT ROW_NUMBER() OVER (PARTITION BY a) AS n FROM t",
        "SELECT ROW_NUMBER() OVER w AS n FROM t WINDOW w AS (ORDER BY a NULLS LAST)");
    rule(
        "limit",
        "SELECT a FROM t WHERE b IN (SELECT b FROM u ORDER BY b NULLS LAST) LIMIT 1",
        "SELECT a FROM t ORDER BY a NULLS LAST LIMIT 1");
    rule("files", "SELECT a FROM read_csv('x.csv')", "SELECT a FROM read_csv");
  }

  @Test
  void each_rule_finds_its_case_and_lets_the_portable_one_pass() {
    assertThat(CASES.keySet())
        .containsExactlyInAnyOrderElementsOf(LintRules.ALL.stream().map(LintRule::id).toList());
    try (var s = open()) {
      assertAll(
          LintRules.ALL.stream()
              .map(
                  rule ->
                      () -> {
                        assertThat(s.lint("f.sql", CASES.get(rule.id()).getFirst()))
                            .as(rule.id())
                            .extracting(p -> p.message())
                            .containsExactly(rule.message());
                        assertThat(s.lint("f.sql", CASES.get(rule.id()).getLast()))
                            .as(rule.id())
                            .isEmpty();
                      }));
    }
  }

  @Test
  void problems_have_file_line_and_column() {
    try (var s = open()) {
      var found = s.lint("sql/clean/t.sql", "SELECT a,\n  AVG(b) AS m, a // 2 AS h\nFROM t");
      assertThat(found)
          .extracting(p -> p.file() + ":" + p.line().orElse(0) + ":" + p.column().orElse(0))
          .containsExactly("sql/clean/t.sql:2:3", "sql/clean/t.sql:2:18");
    }
  }

  @Test
  void what_is_no_bare_select_is_said_once_with_its_line() {
    try (var s = open()) {
      for (String sql :
          List.of("", "-- nothing", "FROM t", "DELETE FROM t", "SELECT 1;", "SELECT 1; SELECT 2")) {
        assertThat(s.lint("f.sql", sql)).as(sql).hasSize(1);
        assertThat(s.lint("f.sql", sql).getFirst().message()).contains("one bare SELECT");
      }
      assertThat(s.lint("f.sql", "SELECT a\nFROM t WHERE\nGROUP BY a"))
          .singleElement()
          .satisfies(p -> assertThat(p.line()).hasValue(3));
      assertThat(s.lint("f.sql", "SELECT 'open")).hasSize(1);
    }
  }

  private Engine.Session open() {
    return new DuckDbEngine().open(new Engine.Settings(folder.resolve("spill"), 600L << 20, 1));
  }
}
