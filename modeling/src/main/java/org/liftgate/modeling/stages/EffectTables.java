package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Schema.Column;
import org.liftgate.kernel.Schema.Type;
import org.liftgate.kernel.StageContext;
import org.liftgate.modeling.dml.CateFit;
import org.liftgate.modeling.dml.EffectModel;

/** Tables of a fit's effects: at each row's modifiers, and along the first of them. */
final class EffectTables {
  private static final int POINTS = 41;

  private EffectTables() {}

  /** The projected effect at each row's modifiers; none where it could not be estimated. */
  static void effects(StageContext context, EffectRows data, CateFit fit) {
    var rows = new ArrayList<List<@Nullable Object>>();
    if (fit instanceof CateFit.Solved s) {
      List<String> contrasts = s.model().contrasts();
      for (int c = 0; c < contrasts.size(); c++) {
        List<Estimate.Value> values =
            s.model().basis().names().isEmpty()
                ? Collections.nCopies(data.units().length, s.model().constant(c))
                : s.model().effects(c, data.sample().modifiers().values());
        for (int i = 0; i < values.size(); i++) {
          Estimate.Value v = values.get(i);
          rows.add(
              Arrays.<@Nullable Object>asList(
                  contrasts.get(c),
                  data.units()[i],
                  v.value(),
                  v.stdError(),
                  v.confLow(),
                  v.confHigh()));
        }
      }
    }
    StageTable.write(
        context,
        "effects",
        Schema.of(
            new Column("contrast", Type.TEXT),
            new Column("unit_id", Type.INTEGER),
            new Column("effect", Type.DOUBLE),
            new Column("std_error", Type.DOUBLE),
            new Column("conf_low", Type.DOUBLE),
            new Column("conf_high", Type.DOUBLE)),
        rows,
        "contrast",
        "unit_id");
  }

  /** Along the first modifier between its first and last hundredth, the others at their middle. */
  static void curve(StageContext context, List<String> modifiers, EffectRows data, CateFit fit) {
    var rows = new ArrayList<List<@Nullable Object>>();
    if (fit instanceof CateFit.Solved s
        && !modifiers.isEmpty()
        && !s.model().basis().names().isEmpty()) {
      double[][] x = grid(data.sample().modifiers().values());
      List<String> contrasts = s.model().contrasts();
      for (int c = 0; c < contrasts.size(); c++) {
        int place = 0;
        for (EffectModel.CurvePoint at : s.model().curve(c, x, 0)) {
          rows.add(
              Arrays.<@Nullable Object>asList(
                  contrasts.get(c),
                  (long) place++,
                  modifiers.get(0),
                  at.at(),
                  at.effect().value(),
                  at.effect().stdError(),
                  at.effect().confLow(),
                  at.effect().confHigh(),
                  at.bandLow(),
                  at.bandHigh()));
        }
      }
    }
    StageTable.write(
        context,
        "curve",
        Schema.of(
            new Column("contrast", Type.TEXT),
            new Column("place", Type.INTEGER),
            new Column("modifier", Type.TEXT),
            new Column("value", Type.DOUBLE),
            new Column("effect", Type.DOUBLE),
            new Column("std_error", Type.DOUBLE),
            new Column("conf_low", Type.DOUBLE),
            new Column("conf_high", Type.DOUBLE),
            new Column("band_low", Type.DOUBLE),
            new Column("band_high", Type.DOUBLE)),
        rows,
        "contrast",
        "place");
  }

  private static double[][] grid(double[][] modifiers) {
    var x = new double[modifiers.length][POINTS];
    for (int k = 0; k < modifiers.length; k++) {
      double[] sorted = modifiers[k].clone();
      Arrays.sort(sorted);
      double low = sorted[(int) (0.01 * (sorted.length - 1))];
      double high = sorted[(int) (0.99 * (sorted.length - 1))];
      for (int i = 0; i < POINTS; i++) {
        x[k][i] = k == 0 ? low + (high - low) * i / (POINTS - 1) : sorted[sorted.length / 2];
      }
    }
    return x;
  }
}
