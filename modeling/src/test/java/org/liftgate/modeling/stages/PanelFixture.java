package org.liftgate.modeling.stages;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schema.Column;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.kernel.Schemas;
import org.liftgate.kernel.Table;

/** Panels with a planted effect, and the design table a cohort stage would write beside them. */
final class PanelFixture {
  private static final Schema SCHEMA =
      new Schema(
          java.util.stream.Stream.concat(
                  Schemas.PANEL.columns().stream(),
                  java.util.stream.Stream.of(
                      new Column("sales", Type.DECIMAL),
                      new Column("units", Type.INTEGER),
                      new Column("log_sales", Type.DOUBLE),
                      new Column("calendar_week", Type.INTEGER)))
              .toList());

  private PanelFixture() {}

  /**
   * @param groups campaigns, each over the same units
   * @param treatedOf treated units of a group, by group
   * @param effect added to each treated unit's periods from the start on
   */
  record Plan(String name, int groups, int units, int[] treatedOf, double effect, double drift) {}

  static Table panel(Plan plan, long seed) {
    var random = new SplittableRandom(seed);
    var level = new double[plan.units()];
    for (int u = 0; u < level.length; u++) {
      level[u] = 20 + 5 * random.nextGaussian();
    }
    var rows = new ArrayList<List<Object>>();
    for (int g = 0; g < plan.groups(); g++) {
      for (int u = 0; u < plan.units(); u++) {
        boolean treated = (u + 7 * g) % plan.units() < plan.treatedOf()[g];
        boolean concurrent = (u + g) % 4 == 0;
        for (int t = -4; t <= 4; t++) {
          double effect = treated && t >= 0 ? plan.effect() : 0;
          double drift = treated ? plan.drift() * t : 0;
          double sales = level[u] + 0.5 * t + effect + drift + 2 * random.nextGaussian();
          BigDecimal money = BigDecimal.valueOf(Math.round(100 * sales), 2);
          rows.add(
              List.of(
                  (long) g + 1,
                  (long) u + 100,
                  (long) t,
                  treated,
                  t >= 0,
                  concurrent,
                  money,
                  Math.round(sales / 3),
                  Math.log(1 + Math.max(0, sales)),
                  (long) (10 * g + t + 20)));
        }
      }
    }
    return Table.named(plan.name()).rows(SCHEMA, rows).build();
  }

  static Table design(String treatment, String grade, boolean afterOutcome) {
    var schema =
        Schema.of(
            new Column("treatment", Type.TEXT),
            new Column("definition", Type.TEXT),
            new Column("grade", Type.TEXT),
            new Column("after_outcome", Type.BOOLEAN));
    return Table.named("cohort_" + treatment + "_design")
        .rows(schema, List.of(List.of(treatment, "Said so.", grade, afterOutcome)))
        .build();
  }
}
