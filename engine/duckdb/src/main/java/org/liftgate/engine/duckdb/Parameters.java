package org.liftgate.engine.duckdb;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;

/** {@code :name} in SQL becomes a typed literal; nothing else in the text changes. */
final class Parameters {
  private Parameters() {}

  /**
   * The SQL with each parameter replaced by its value. Line breaks stay where they are.
   *
   * @throws LiftgateException naming every unknown parameter
   */
  static String render(String sql, Map<String, ?> values) {
    var problems = new ArrayList<Problem>();
    String out =
        replace(
            sql,
            (name, line) -> {
              if (values.containsKey(name)) {
                return literal(values.get(name));
              }
              problems.add(unknown(name, line, values));
              return "NULL";
            });
    if (!problems.isEmpty()) {
      String sentences = problems.stream().map(Problem::sentence).collect(Collectors.joining("\n"));
      throw LiftgateException.input(sentences, problems);
    }
    return out;
  }

  /** The SQL with each parameter replaced by NULL: for parsing without values. */
  static String blank(String sql) {
    return replace(sql, (_, _) -> "NULL");
  }

  /** Value of the parameter found at a line. */
  private interface Value {
    String of(String name, int line);
  }

  private static String replace(String sql, Value value) {
    var out = new StringBuilder();
    int from = 0;
    for (Sql.Token token : Sql.tokens(sql)) {
      if (token.kind() == Sql.Kind.PARAMETER) {
        out.append(sql, from, token.start());
        out.append(value.of(token.text().substring(1), token.line()));
        from = token.end();
      }
    }
    return out.append(sql, from, sql.length()).toString();
  }

  private static Problem unknown(String name, int line, Map<String, ?> values) {
    String hint = Problem.didYouMean(name, values.keySet());
    if (hint.isEmpty()) {
      hint =
          "Maybe declare it under `parameters`; known are " + new TreeSet<>(values.keySet()) + ".";
    }
    return Problem.of(":" + name, null, "is not a parameter of the pipeline", hint)
        .at("SQL", line, 0);
  }

  /** A value as SQL that has the value's type. */
  static String literal(@Nullable Object value) {
    return switch (value) {
      case null -> "NULL";
      case Boolean b -> b ? "TRUE" : "FALSE";
      case Integer i -> whole(i);
      case Long l -> whole(l);
      case BigDecimal d -> decimal(d);
      case Double d when Double.isFinite(d) -> "CAST('" + d + "' AS DOUBLE)";
      case LocalDate d -> "DATE '" + d + "'";
      case Enum<?> e -> Sql.text(e.name());
      case String s -> Sql.text(s);
      case Collection<?> list -> list(List.copyOf(list));
      default ->
          throw new IllegalArgumentException(
              "a parameter cannot be " + value + " of " + value.getClass());
    };
  }

  private static String whole(long value) {
    return value < 0 ? "(" + value + ")" : Long.toString(value);
  }

  private static String decimal(BigDecimal value) {
    BigDecimal plain = value.scale() < 0 ? value.setScale(0) : value;
    int precision = Math.max(18, plain.precision());
    return "CAST('%s' AS DECIMAL(%d,%d))"
        .formatted(plain.toPlainString(), precision, plain.scale());
  }

  private static String list(List<?> values) {
    return values.stream().map(Parameters::literal).collect(Collectors.joining(", ", "(", ")"));
  }
}
