package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schema.Column;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.kernel.StageContext;
import org.liftgate.modeling.mix.Accuracy;
import org.liftgate.modeling.mix.WindowRidge;

/** How near each model of a stage comes, inside its window and after it: accuracy_STAGE. */
final class AccuracyTable {
  private static final Schema SCHEMA =
      Schema.of(
          new Column("model", Type.TEXT),
          new Column("weeks_of", Type.TEXT),
          new Column("weeks", Type.INTEGER),
          new Column("mae", Type.DOUBLE),
          new Column("rmse", Type.DOUBLE),
          new Column("r2", Type.DOUBLE));

  private final StageContext context;
  private final List<List<@Nullable Object>> rows = new ArrayList<>();

  AccuracyTable(StageContext context) {
    this.context = context;
  }

  void add(String model, WindowRidge.Fit fit) {
    add(model, "training", fit.train());
    if (fit.test() != null) {
      add(model, "test", fit.test());
    }
  }

  private void add(String model, String which, Accuracy a) {
    rows.add(
        Arrays.<@Nullable Object>asList(model, which, (long) a.weeks(), a.mae(), a.rmse(), a.r2()));
  }

  void write() {
    StageTable.write(context, "accuracy", SCHEMA, rows, "model", "weeks_of");
  }
}
