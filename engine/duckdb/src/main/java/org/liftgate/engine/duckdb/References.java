package org.liftgate.engine.duckdb;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;

/** The tables a SELECT reads, from DuckDB's own parse tree. */
final class References {
  private final Set<String> found = new TreeSet<>();

  private References() {}

  /**
   * Names in lower case, without those that WITH defines where it defines them.
   *
   * @throws LiftgateException when the text is not one SELECT
   */
  static Set<String> of(Connected db, String select) {
    var walk = new References();
    walk.node(parse(db, select), Set.of());
    return walk.found;
  }

  /** The parse tree of the only statement. */
  static Map<?, ?> parse(Connected db, String select) {
    String json = db.texts("SELECT json_serialize_sql(" + Sql.text(select) + ")").getFirst();
    Map<?, ?> tree = (Map<?, ?>) Json.parse(json);
    if (Boolean.TRUE.equals(tree.get("error"))) {
      throw LiftgateException.input(syntax(select, tree));
    }
    if (!(tree.get("statements") instanceof List<?> statements) || statements.size() != 1) {
      throw LiftgateException.input(Lint.notBare("holds several statements", 1));
    }
    return (Map<?, ?>) statements.getFirst();
  }

  private static Problem syntax(String select, Map<?, ?> tree) {
    String message = String.valueOf(tree.get("error_message"));
    int line = 1;
    if (tree.get("position") instanceof String position) {
      int at = Math.min(select.length(), Integer.parseInt(position));
      line += (int) select.substring(0, at).chars().filter(c -> c == '\n').count();
    }
    if (message.startsWith("Only SELECT")) {
      return Lint.notBare("is no SELECT", line);
    }
    return Problem.of("SQL", null, "cannot be parsed: " + message, "").at("SQL", line, 0);
  }

  private void node(@Nullable Object node, Set<String> scope) {
    switch (node) {
      case Map<?, ?> map -> object(map, scope);
      case List<?> list -> list.forEach(e -> node(e, scope));
      case null, default -> {}
    }
  }

  private void object(Map<?, ?> map, Set<String> scope) {
    Set<String> inner = scope;
    if (map.get("cte_map") instanceof Map<?, ?> with && with.get("map") instanceof List<?> ctes) {
      inner = new HashSet<>(scope);
      for (Object cte : ctes) {
        Map<?, ?> entry = (Map<?, ?>) cte;
        node(entry.get("value"), inner);
        inner.add(lower(entry.get("key")));
      }
    }
    if ("RECURSIVE_CTE_NODE".equals(map.get("type"))) {
      inner = new HashSet<>(inner);
      inner.add(lower(map.get("cte_name")));
    }
    if ("BASE_TABLE".equals(map.get("type")) && map.containsKey("table_name")) {
      String table = lower(map.get("table_name"));
      if (!inner.contains(table)) {
        found.add(table);
      }
    }
    for (var entry : map.entrySet()) {
      if (!"cte_map".equals(entry.getKey())) {
        node(entry.getValue(), inner);
      }
    }
  }

  private static String lower(@Nullable Object name) {
    return String.valueOf(name).toLowerCase(Locale.ROOT);
  }
}
