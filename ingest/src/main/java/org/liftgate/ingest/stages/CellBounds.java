package org.liftgate.ingest.stages;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftgate.ingest.raw.Layout;
import org.liftgate.kernel.Engine;
import org.liftgate.kernel.Pipeline.Source;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Table;

/** Tells cells that are out of the bounds their fields declare, by file, line and column. */
final class CellBounds {
  /** More of one field would hide the others. */
  private static final int MOST = 20;

  private CellBounds() {}

  static void check(Layout layout, Engine.Session engine) {
    var problems = new ArrayList<Problem>();
    for (Layout.Found found : layout.found()) {
      for (Source.Field field : found.file().fields()) {
        if (!field.bounds().none() && found.columns().containsKey(field.name())) {
          problems.addAll(outside(layout, found, field, engine));
        }
      }
    }
    SnapshotStage.stop(problems);
  }

  private static List<Problem> outside(
      Layout layout, Layout.Found found, Source.Field field, Engine.Session engine) {
    var problems = new ArrayList<Problem>();
    Source.Bounds bounds = field.bounds();
    bounds
        .min()
        .ifPresent(
            least ->
                problems.addAll(
                    cells(found, field, engine, "< :limit", least, "must be at least " + least)));
    bounds
        .max()
        .ifPresent(
            most ->
                problems.addAll(
                    cells(found, field, engine, "> :limit", most, "must be at most " + most)));
    bounds
        .in()
        .flatMap(in -> Known.of(layout, in))
        .ifPresent(known -> problems.addAll(unknown(found, field, engine, known)));
    return problems;
  }

  private static List<Problem> cells(
      Layout.Found found,
      Source.Field field,
      Engine.Session engine,
      String condition,
      BigDecimal limit,
      String must) {
    String select =
        "SELECT line_number, CAST(%1$s AS STRING) AS cell FROM %2$s WHERE %1$s %3$s ORDER BY line_number NULLS LAST LIMIT %4$d"
            .formatted(field.name(), Engine.lines(found.file().table()), condition, MOST);
    return told(found, field, engine.query(select, Map.of("limit", limit)), must, "");
  }

  /** Where the values that a field may have stand. */
  private record Known(String table, String field, String name) {
    static Optional<Known> of(Layout layout, String in) {
      String[] parts = in.split("\\.", 2);
      return layout.found().stream()
          .filter(f -> parts.length == 2 && f.file().table().equals(parts[0]))
          .findFirst()
          .map(f -> new Known(parts[0], parts[1], f.name()));
    }
  }

  private static List<Problem> unknown(
      Layout.Found found, Source.Field field, Engine.Session engine, Known known) {
    String select =
        "SELECT t.line_number, CAST(t.%1$s AS STRING) AS cell FROM %2$s t LEFT JOIN (SELECT DISTINCT %3$s AS known FROM %4$s) k ON k.known = t.%1$s WHERE k.known IS NULL AND t.%1$s IS NOT NULL ORDER BY t.line_number NULLS LAST LIMIT %5$d"
            .formatted(
                field.name(),
                Engine.lines(found.file().table()),
                known.field(),
                known.table(),
                MOST);
    return told(
        found,
        field,
        engine.query(select, Map.of()),
        "must be one of " + known.field() + " in " + known.name(),
        "Maybe it is misspelt, or that file is of another date.");
  }

  private static List<Problem> told(
      Layout.Found found, Source.Field field, Table rows, String must, String hint) {
    String header = found.columns().get(field.name());
    int position = found.header().headers().indexOf(header) + 1;
    long[] lines = rows.longs("line_number");
    String[] cells = rows.texts("cell");
    var problems = new ArrayList<Problem>();
    for (int i = 0; i < rows.rows(); i++) {
      problems.add(
          Problem.of(field.name(), cells[i], must, hint).at(found.name(), lines[i], position));
    }
    return problems;
  }
}
