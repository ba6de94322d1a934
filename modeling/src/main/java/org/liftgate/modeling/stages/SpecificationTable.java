package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schema.Column;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.kernel.StageContext;
import org.liftgate.modeling.stages.Specifications.Choice;

/** Every defensible choice with its effect, in the order of the effects: a specification curve. */
final class SpecificationTable {
  private SpecificationTable() {}

  /** Writes {@code specifications_<stage id>}. */
  static void write(StageContext context, List<Choice> choices) {
    var sorted =
        choices.stream()
            .sorted(
                Comparator.comparingDouble((Choice c) -> c.value().value())
                    .thenComparing(Choice::source)
                    .thenComparing(Choice::others)
                    .thenComparing(Choice::window)
                    .thenComparing(Choice::values)
                    .thenComparing(Choice::weights))
            .toList();
    var rows = new ArrayList<List<@Nullable Object>>();
    for (int i = 0; i < sorted.size(); i++) {
      Choice c = sorted.get(i);
      rows.add(
          Arrays.<@Nullable Object>asList(
              (long) i + 1,
              c.source(),
              c.others(),
              c.window(),
              c.values(),
              c.weights(),
              c.headline(),
              c.value().value(),
              c.value().stdError(),
              c.value().confLow(),
              c.value().confHigh()));
    }
    StageTable.write(
        context,
        "specifications",
        Schema.of(
            new Column("place", Type.INTEGER),
            new Column("source", Type.TEXT),
            new Column("others", Type.TEXT),
            new Column("period_window", Type.TEXT),
            new Column("outcome_values", Type.TEXT),
            new Column("weights", Type.TEXT),
            new Column("headline", Type.BOOLEAN),
            new Column("estimate", Type.DOUBLE),
            new Column("std_error", Type.DOUBLE),
            new Column("conf_low", Type.DOUBLE),
            new Column("conf_high", Type.DOUBLE)),
        rows,
        "place");
  }
}
