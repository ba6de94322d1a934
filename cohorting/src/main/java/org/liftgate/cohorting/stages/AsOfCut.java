package org.liftgate.cohorting.stages;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.liftgate.kernel.Artifact;
import org.liftgate.kernel.Engine;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Pipeline;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.StageContext;

/**
 * Lays out fact tables so that a cohort, or its features, cannot see past its start: under its own
 * name, a fact table holds each fact once for every group that starts after it, with the group's
 * key in an added column. Where the table already has a column of that name, the added one is
 * {@code as_of_<key>}. SQL relates a fact to its group by that column; the facts of another group
 * may be later ones.
 */
final class AsOfCut {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

  private final StageContext context;
  private final Optional<CohortParameters.AsOf> start;

  AsOfCut(StageContext context, Optional<CohortParameters.AsOf> start) {
    this.context = context;
    this.start = start;
  }

  /**
   * Cuts the outcome tables that the files of a folder read.
   *
   * @throws LiftgateException with a problem for each table that cannot be shown
   */
  void lay(Map<String, String> files) {
    Set<String> wanted = outcomesReadBy(files);
    if (wanted.isEmpty()) {
      return;
    }
    var problems = new ArrayList<Problem>();
    CohortParameters.AsOf asOf = start.orElse(null);
    if (asOf == null) {
      wanted.forEach(table -> problems.add(uncut(table)));
    } else {
      check(asOf, problems);
      wanted.forEach(table -> time(table, problems));
    }
    if (!problems.isEmpty()) {
      throw LiftgateException.input(
          String.join("\n", problems.stream().map(Problem::sentence).toList()), problems);
    }
    wanted.forEach(table -> cut(table, asOf));
  }

  private Set<String> outcomesReadBy(Map<String, String> files) {
    var read = new TreeSet<String>();
    files.forEach(
        (name, text) -> {
          if (name.endsWith(".sql") && context.engine().lint(name, text).isEmpty()) {
            read.addAll(context.engine().references(text));
          }
        });
    read.removeIf(table -> !outcome(table));
    return read;
  }

  private boolean outcome(String table) {
    return context.inputs().containsKey(table)
        && context.pipeline().table(table).map(Pipeline.TableSpec::outcome).orElse(false);
  }

  private Problem uncut(String table) {
    return Problem.of(
        table,
        null,
        "holds outcomes, which a cohort must not see past its start",
        "Maybe say as_of: {table, key, time}; or after: true, which makes the grade associational.");
  }

  private void check(CohortParameters.AsOf asOf, List<Problem> problems) {
    Artifact groups = context.inputs().get(asOf.table());
    if (groups == null || groups.table().isEmpty() || outcome(asOf.table())) {
      problems.add(
          Problem.of(
              "as_of.table",
              asOf.table(),
              "must be a table this stage reads that holds no outcomes",
              "Maybe a stage is missing in `needs`; it reads " + context.inputs().keySet() + "."));
      return;
    }
    Schema schema = groups.table().get().schema();
    for (String column : List.of(asOf.key(), asOf.time())) {
      if (schema.column(column).isEmpty() || !NAME.matcher(column).matches()) {
        problems.add(
            Problem.of(
                "as_of",
                column,
                "must be a column of " + asOf.table(),
                "Maybe one of " + schema.names() + "."));
      }
    }
  }

  private String time(String table, List<Problem> problems) {
    var time = context.pipeline().table(table).flatMap(Pipeline.TableSpec::time);
    if (time.isEmpty()) {
      problems.add(
          Problem.of(
              table,
              null,
              "holds outcomes without a time, so they cannot be cut at a start",
              "Maybe name its time under `tables`."));
    }
    return time.orElse("");
  }

  private void cut(String table, CohortParameters.AsOf asOf) {
    Artifact artifact = context.inputs().get(table);
    Engine.Session engine = context.engine();
    String whole = table + "_at_all_times";
    context.view(engine, whole, artifact);
    boolean taken = engine.schema(whole).column(asOf.key()).isPresent();
    engine.define(
        table,
        "SELECT f.*, g.%1$s%2$s FROM %3$s f JOIN %4$s g ON f.%5$s < g.%6$s"
            .formatted(
                asOf.key(),
                taken ? " AS as_of_" + asOf.key() : "",
                whole,
                asOf.table(),
                time(table, new ArrayList<>()),
                asOf.time()),
        Map.of());
  }
}
