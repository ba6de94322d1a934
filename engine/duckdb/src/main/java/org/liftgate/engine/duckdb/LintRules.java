package org.liftgate.engine.duckdb;

import java.util.List;
import java.util.function.IntPredicate;

/**
 * The rules of portable SQL. Each forbids what silently differs between DuckDB and Spark, or what
 * depends on the order in which threads finish.
 */
final class LintRules {
  private LintRules() {}

  private static final String[] INTEGERS = {"BIGINT", "INTEGER", "INT", "SMALLINT", "TINYINT"};
  private static final String[] REALS = {
    "LN",
    "EXP",
    "SQRT",
    "POWER",
    "POW",
    "SAFE_DIV",
    "SIN",
    "COS",
    "TAN",
    "LOG",
    "MEDIAN",
    "AVG",
    "QUANTILE_CONT"
  };

  static final List<LintRule> ALL =
      List.of(
          functions(
              "log",
              "must not be used: its base is 10 in DuckDB and e in Spark",
              "Maybe LN(x), or LN(x) / LN(10).",
              "LOG"),
          functions(
              "concat",
              "must not be used: CONCAT passes over NULL in DuckDB and is NULL in Spark",
              "Maybe a || b, with COALESCE where a part may be missing.",
              "CONCAT",
              "CONCAT_WS"),
          functions(
              "hash",
              "must not be used: each engine and version has its own",
              "Maybe hash32(x).",
              "HASH",
              "MD5_NUMBER",
              "XXHASH64"),
          functions(
              "moments",
              "must not be used: engines divide by n or by n-1",
              "Maybe leave it to the modeling room.",
              "SKEWNESS",
              "KURTOSIS",
              "KURTOSIS_POP"),
          functions(
              "double-statistics",
              "must not be used: it adds doubles, whose sum depends on the order of threads",
              "Maybe exact DECIMAL sums, or the modeling room.",
              "AVG",
              "MEAN",
              "FAVG",
              "FSUM",
              "KAHAN_SUM",
              "SUMKAHAN",
              "PRODUCT",
              "GEOMEAN",
              "STDDEV",
              "STDDEV_POP",
              "STDDEV_SAMP",
              "VARIANCE",
              "VAR_POP",
              "VAR_SAMP",
              "CORR",
              "COVAR_POP",
              "COVAR_SAMP",
              "REGR_SLOPE",
              "REGR_INTERCEPT",
              "REGR_R2",
              "REGR_COUNT",
              "REGR_AVGX",
              "REGR_AVGY",
              "REGR_SXX",
              "REGR_SXY",
              "REGR_SYY"),
          rule(
              "double-sum",
              "must not add doubles: the sum depends on the order of threads",
              "Maybe CAST(x AS DECIMAL(18,4)) inside the SUM.",
              t -> i -> t.call(i, "SUM") && real(t, i + 2, t.close(i + 1))),
          rule(
              "integer-sum",
              "of integers must be cast: it is 128 bits wide in DuckDB and 64 in Spark",
              "Maybe CAST(SUM(...) AS BIGINT).",
              t ->
                  i ->
                      t.call(i, "SUM")
                          && counts(t, i + 2, t.close(i + 1))
                          && !t.inside(i, "CAST", "TRY_CAST")),
          rule(
              "null-order",
              "must say NULLS LAST or NULLS FIRST for each item: the default differs",
              "Maybe ORDER BY x NULLS LAST.",
              t ->
                  i ->
                      t.word(i, "ORDER")
                          && t.word(i + 1, "BY")
                          && !(t.is(i - 1, "(")
                              && t.word(i - 2, "GROUP")
                              && t.word(i - 3, "WITHIN"))
                          && !ordered(t, i + 2)),
          rule(
              "divisor",
              "must have NULLIF(divisor, 0) or a number other than 0 on its right: dividing by 0"
                  + " is NULL in DuckDB and an error in Spark",
              "Maybe a / NULLIF(b, 0).",
              t -> i -> (t.is(i, "/") || operator(t, i)) && !divisor(t, i + 1)),
          rule(
              "integer-cast",
              "to an integer must round first: DuckDB rounds fractions, Spark cuts them",
              "Maybe CAST(FLOOR(x) AS BIGINT) or CAST(ROUND(x) AS BIGINT).",
              t -> i -> t.call(i, "CAST", "TRY_CAST") && cuts(t, i + 1)),
          rule(
              "floor-division",
              "is no operator of Spark",
              "Maybe int_div(a, b) or floor_div(a, b).",
              t -> i -> t.is(i, "//")),
          rule(
              "star-exclude",
              "must not be cut by EXCLUDE, EXCEPT, REPLACE or RENAME: engines write it differently",
              "Maybe name the columns.",
              t ->
                  i ->
                      t.is(i, "*")
                          && t.word(i + 1, "EXCLUDE", "EXCEPT", "REPLACE", "RENAME")
                          && t.is(i + 2, "(")),
          functions(
              "columns-expression",
              "must not be used: Spark does not know it",
              "Maybe name the columns.",
              "COLUMNS"),
          rule(
              "quoted-name",
              "must not be quoted: in Spark it is a string",
              "Maybe lower-case letters, digits and _ without quotes.",
              t -> i -> t.get(i).kind() == Sql.Kind.QUOTED),
          functions(
              "random",
              "must not be used: a run could not be repeated",
              "Maybe hash32(key) % n.",
              "RANDOM",
              "RAND",
              "UUID",
              "GEN_RANDOM_UUID",
              "SETSEED"),
          rule(
              "sampling",
              "must not be used: a run could not be repeated",
              "Maybe WHERE hash32(key) % 10 = 0.",
              t -> i -> t.word(i, "TABLESAMPLE") || t.word(i, "USING") && t.word(i + 1, "SAMPLE")),
          rule(
              "clock",
              "must not be used: a table is made from its inputs alone",
              "Maybe a parameter of the pipeline.",
              t ->
                  i ->
                      t.call(i, "NOW", "TODAY", "GET_CURRENT_TIMESTAMP", "TRANSACTION_TIMESTAMP")
                          || t.word(i, "CURRENT_DATE", "CURRENT_TIMESTAMP", "CURRENT_TIME")),
          rule(
              "text-type",
              "must be STRING: Spark asks a length of VARCHAR and has no TEXT",
              "Maybe CAST(x AS STRING).",
              LintRules::textType),
          functions(
              "any-value",
              "must not be used: which row it takes depends on the order of threads",
              "Maybe MIN(x) or MAX(x).",
              "ANY_VALUE",
              "ARBITRARY",
              "FIRST",
              "LAST",
              "MODE"),
          functions(
              "approximate",
              "must not be used: engines approximate differently",
              "Maybe COUNT(DISTINCT x).",
              "APPROX_COUNT_DISTINCT",
              "APPROX_QUANTILE",
              "APPROX_TOP_K",
              "RESERVOIR_QUANTILE"),
          rule(
              "ordered-aggregate",
              "must have an ORDER BY inside: its result depends on the order of rows",
              "Maybe string_agg(x, ',' ORDER BY x NULLS LAST).",
              t ->
                  i ->
                      t.call(i, "STRING_AGG", "GROUP_CONCAT", "LISTAGG", "ARRAY_AGG", "LIST")
                          && !t.any(i + 2, t.close(i + 1), k -> t.word(k, "ORDER"))),
          rule(
              "ordered-window",
              "must have an ORDER BY in its window: its result depends on the order of rows",
              "Maybe OVER (PARTITION BY a ORDER BY b NULLS LAST).",
              t ->
                  i ->
                      t.call(i, "ROW_NUMBER", "LAG", "LEAD", "NTILE", "FIRST_VALUE", "LAST_VALUE")
                          && unordered(t, t.close(i + 1) + 1)),
          rule(
              "limit",
              "must follow an ORDER BY: which rows it keeps depends on the order of threads",
              "Maybe ORDER BY key NULLS LAST LIMIT n.",
              t -> i -> t.word(i, "LIMIT") && !afterOrder(t, i)),
          rule(
              "files",
              "must not be read: a stage reads its input tables only",
              "Maybe declare the file under `sources`.",
              t ->
                  i ->
                      t.word(i, "FROM", "JOIN")
                          && i + 1 < t.size()
                          && (t.get(i + 1).kind() == Sql.Kind.STRING
                              || t.get(i + 1).upper().startsWith("READ_") && t.is(i + 2, "("))));

  private static LintRule functions(String id, String message, String hint, String... names) {
    return rule(id, message, hint, t -> i -> t.call(i, names));
  }

  private static LintRule rule(
      String id,
      String message,
      String hint,
      java.util.function.Function<Tokens, IntPredicate> wrong) {
    return new LintRule(id, message, hint, t -> t.where(wrong.apply(t)));
  }

  /** The percent sign as an operator. */
  private static boolean operator(Tokens t, int i) {
    return t.is(i, "%");
  }

  /** Whether tokens make a double, apart from what a CAST to an exact type encloses. */
  private static boolean real(Tokens t, int from, int to) {
    for (int i = from; i < to; i++) {
      if (t.call(i, "CAST", "TRY_CAST")) {
        int as = t.castAs(i + 1);
        if (t.word(as + 1, INTEGERS) || t.word(as + 1, "DECIMAL", "NUMERIC")) {
          i = t.close(i + 1);
          continue;
        }
      }
      boolean exponent = t.get(i).kind() == Sql.Kind.NUMBER && t.get(i).upper().contains("E");
      if (t.is(i, "/") || exponent || t.call(i, REALS) || t.word(i, "DOUBLE", "FLOAT", "REAL")) {
        return true;
      }
    }
    return false;
  }

  /** Whether tokens are a whole number, a CASE of whole numbers, or a cast to an integer. */
  private static boolean counts(Tokens t, int from, int to) {
    if (to - from == 1) {
      return whole(t, from);
    }
    if (t.call(from, "CAST", "TRY_CAST") && t.close(from + 1) == to - 1) {
      return t.word(t.castAs(from + 1) + 1, INTEGERS);
    }
    boolean caseWhen = t.word(from, "CASE") && t.word(to - 1, "END");
    int parent = t.parent(from);
    return caseWhen
        && !t.any(
            from,
            to,
            k ->
                t.parent(k) == parent
                    && t.word(k, "THEN", "ELSE")
                    && !whole(t, k + 1)
                    && !t.word(k + 1, "NULL"))
        && !t.any(from, to, k -> t.parent(k) == parent && t.is(k, "*"));
  }

  private static boolean whole(Tokens t, int i) {
    return t.get(i).kind() == Sql.Kind.NUMBER && t.get(i).text().matches("[0-9]+");
  }

  /** Each item of an ORDER BY whose first token is at {@code from} says where nulls go. */
  private static boolean ordered(Tokens t, int from) {
    int parent = t.parent(from - 1);
    boolean said = false;
    for (int i = from; i < t.size(); i++) {
      if (t.parent(i) != parent && !t.is(i, ")") || inner(t, i, parent)) {
        continue;
      }
      boolean end =
          t.is(i, ")")
              || t.word(
                  i, "LIMIT", "OFFSET", "ROWS", "RANGE", "GROUPS", "UNION", "EXCEPT", "INTERSECT");
      if (end) {
        return said;
      }
      if (t.is(i, ",")) {
        if (!said) {
          return false;
        }
        said = false;
      }
      said |= t.word(i, "NULLS");
    }
    return said;
  }

  /** A closing parenthesis that belongs to something opened within the list. */
  private static boolean inner(Tokens t, int i, int parent) {
    return t.is(i, ")") && (parent < 0 || t.close(parent) != i);
  }

  private static boolean divisor(Tokens t, int from) {
    int i = t.is(from, "-") || t.is(from, "+") ? from + 1 : from;
    if (i >= t.size()) {
      return false;
    }
    if (t.get(i).kind() == Sql.Kind.NUMBER) {
      return !t.get(i).text().matches("[0.]+");
    }
    int open = t.is(i, "(") ? i : t.is(i + 1, "(") ? i + 1 : -1;
    if (open < 0) {
      return false;
    }
    return t.word(i, "NULLIF")
        || t.any(open, t.close(open), k -> t.word(k, "NULLIF"))
        || !t.any(open + 1, t.close(open), k -> t.get(k).kind() != Sql.Kind.NUMBER)
        || t.call(i, "LN")
            && !t.any(open + 1, t.close(open), k -> t.get(k).kind() != Sql.Kind.NUMBER);
  }

  private static boolean cuts(Tokens t, int open) {
    int as = t.castAs(open);
    if (!t.word(as + 1, INTEGERS)) {
      return false;
    }
    int first = open + 1;
    if (t.call(first, "ROUND", "FLOOR", "CEIL", "CEILING", "TRUNC")
        && t.close(first + 1) == as - 1) {
      return false;
    }
    return t.any(
        first,
        as,
        k ->
            !t.inside(k, "ROUND", "FLOOR", "CEIL", "CEILING", "TRUNC")
                && (t.is(k, "/")
                    || t.call(k, REALS)
                    || t.get(k).kind() == Sql.Kind.NUMBER && t.get(k).text().contains(".")));
  }

  private static IntPredicate textType(Tokens t) {
    return i ->
        t.word(i, "VARCHAR", "TEXT", "CHAR", "BPCHAR", "NVARCHAR")
            && (t.is(i - 1, "::")
                || t.word(i - 1, "AS")
                    && t.parent(i) > 0
                    && t.word(t.parent(i) - 1, "CAST", "TRY_CAST"));
  }

  private static boolean unordered(Tokens t, int from) {
    int i = t.word(from, "IGNORE", "RESPECT") ? from + 2 : from;
    if (!t.word(i, "OVER") || !t.is(i + 1, "(")) {
      return false;
    }
    int open = i + 1;
    boolean named = t.close(open) - open == 2;
    return !named && !t.any(open, t.close(open), k -> t.word(k, "ORDER"));
  }

  private static boolean afterOrder(Tokens t, int limit) {
    for (int k = limit - 1; k > t.parent(limit); k--) {
      if (t.parent(k) == t.parent(limit)) {
        if (t.word(k, "ORDER")) {
          return true;
        }
        if (t.word(k, "FROM")) {
          return false;
        }
      }
    }
    return false;
  }
}
