package org.liftgate.modeling.stages;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.Table;

/** Tables a stage makes of rows: defined in its engine and written in the order of their key. */
final class StageTable {

  private StageTable() {}

  /** The name of a stage's table: {@code <what>_<stage id>}, as SQL can say it. */
  static String name(String what, String stage) {
    return what + "_" + id(stage);
  }

  /** A stage's id as a part of a table's name. */
  static String id(String stage) {
    return stage.replace('-', '_');
  }

  /** Writes the table {@code <what>_<id of the context's stage>}. */
  static void write(
      StageContext context,
      String what,
      Schema schema,
      List<? extends List<? extends @Nullable Object>> rows,
      String... key) {
    named(context, name(what, context.stage().id()), schema, rows, key);
  }

  /** Writes the table of that name: one of a pipeline, or one whose name the stage composes. */
  static void named(
      StageContext context,
      String name,
      Schema schema,
      List<? extends List<? extends @Nullable Object>> rows,
      String... key) {
    define(context, name, schema, rows);
    context.write(name, List.of(key), Optional.empty());
  }

  /** Defines the table for the stage's own SQL and for writing. */
  static void define(
      StageContext context,
      String name,
      Schema schema,
      List<? extends List<? extends @Nullable Object>> rows) {
    context.engine().define(Table.named(name).rows(schema, rows).build());
  }
}
