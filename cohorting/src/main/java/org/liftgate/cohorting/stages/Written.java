package org.liftgate.cohorting.stages;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Pipeline;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schemas;
import org.liftgate.kernel.StageContext;

/** Writing and checking the tables of a folder of SQL. */
final class Written {
  private Written() {}

  /** The one table of a folder whose name has the prefix and is no list of steps. */
  static String main(String folder, String prefix, List<String> tables) {
    var found = tables.stream().filter(t -> t.startsWith(prefix) && !steps(t)).toList();
    if (found.size() != 1) {
      throw LiftgateException.input(
          Problem.of(
              folder,
              found.toString(),
              "must hold exactly one table named " + prefix + "*",
              "Maybe rename a file; it holds " + tables + "."));
    }
    return found.getFirst();
  }

  static boolean steps(String table) {
    return table.endsWith("_steps");
  }

  /** Writes tables, each after those it reads; those that follow read what is stored. */
  static void all(StageContext context, List<String> tables, String main, Schema schema) {
    var checked = new LinkedHashMap<String, Schema>();
    checked.put(main, schema);
    int done = 0;
    for (String table : tables) {
      context.progress(table, done++, tables.size());
      Optional<Schema> wanted =
          steps(table) ? Optional.of(Schemas.STEPS) : Optional.ofNullable(checked.get(table));
      requireColumns(context, table, wanted);
      var artifact = context.write(table, key(context, table), wanted);
      context.view(context.engine(), table, artifact);
    }
  }

  private static void requireColumns(StageContext context, String table, Optional<Schema> wanted) {
    var problems =
        wanted
            .map(schema -> schema.missingFrom(table, context.engine().schema(table)))
            .orElse(List.of());
    if (!problems.isEmpty()) {
      throw LiftgateException.input(
          String.join("\n", problems.stream().map(Problem::sentence).toList()), problems);
    }
  }

  private static List<String> key(StageContext context, String table) {
    return context.pipeline().table(table).map(Pipeline.TableSpec::key).orElse(List.of());
  }

  /** One row of counts as numbers by name. */
  static Map<String, Long> counts(StageContext context, String select, Map<String, ?> parameters) {
    var row = context.engine().query(select, parameters);
    var counts = new LinkedHashMap<String, Long>();
    row.schema().names().forEach(name -> counts.put(name, row.longs(name)[0]));
    return counts;
  }

  /** Throws when a count of wrong rows is not 0; the problem says what is wrong. */
  static void requireNone(Map<String, Long> counts, Map<String, Problem> problems) {
    var found = new ArrayList<Problem>();
    problems.forEach(
        (name, problem) -> {
          long rows = counts.getOrDefault(name, 0L);
          if (rows > 0) {
            found.add(
                Problem.of(
                    problem.name(),
                    rows + (rows == 1 ? " row" : " rows"),
                    problem.message(),
                    problem.hint()));
          }
        });
    if (!found.isEmpty()) {
      throw LiftgateException.input(
          String.join("\n", found.stream().map(Problem::sentence).toList()), found);
    }
  }
}
