package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.StageContext;
import org.liftgate.modeling.economics.ValueEffects;
import org.liftgate.modeling.increment.IncrementParts;
import org.liftgate.modeling.increment.StackedIncrement;

/**
 * Effects on every cell of every measure, one outcome at a time, and on the wholes. The last cell
 * is estimated from its own column, but its uncertainty is that of the whole less the other cells,
 * whose influences are known already.
 *
 * @param cells in order of measure, cell, during and after
 * @param values by measure: K x C x 2 effects of cells
 * @param whole K effects on sales and base value, with each unit's influence
 * @param sales K effects on the first measure as estimates
 */
record CellEffects(
    IncrementParts parts,
    List<Cell> cells,
    List<double[]> values,
    ValueEffects whole,
    List<Estimate> sales,
    IncrementParts.Effects sold,
    double basePerSale) {
  static final int DURING = 0;
  static final int AFTER = 1;
  static final int PARTS = 2;

  /** What a whole may differ from the sum of its cells by, relative to the larger of 1 and it. */
  static final double TOLERANCE = 1e-9;

  /** A cell during or after, by group and pooled. */
  record Cell(String outcome, List<Estimate> groups, Estimate pooled, Estimate treatedWeighted) {}

  static CellEffects of(EconomicsStage.Parameters p, StageContext context, IncrementParts parts) {
    int k = parts.groups().size();
    int c = p.cells().size();
    var cells = new ArrayList<Cell>();
    var values = new ArrayList<double[]>();
    var wholes = new ArrayList<IncrementParts.Effects>();
    int done = 0;
    for (String measure : p.measures()) {
      var of = new double[k * c * PARTS];
      context.progress(measure, done++, p.measures().size());
      var whole = parts.effects(outcome(p, context, measure));
      var rest = whole;
      for (int cell = 0; cell < c; cell++) {
        String column = measure + "_" + p.cells().get(cell);
        double[] y = outcome(p, context, column);
        boolean last = cell == c - 1;
        var effects = last ? rest : parts.effects(y);
        double[] direct = last ? parts.values(y) : effects.values();
        rest = last ? rest : rest.minus(effects);
        for (int g = 0; g < k; g++) {
          System.arraycopy(direct, g * PARTS, of, (g * c + cell) * PARTS, PARTS);
        }
        cells.add(cell(parts, effects, column + "_during", DURING));
        cells.add(cell(parts, effects, column + "_after", AFTER));
      }
      check(p, measure, of, whole.values(), c);
      values.add(of);
      wholes.add(whole);
    }
    var sales = wholes.getFirst();
    var base = wholes.getLast();
    return new CellEffects(
        parts,
        cells,
        values,
        new ValueEffects(
            summed(sales.values()),
            summed(base.values()),
            summed(sales.influence()),
            summed(base.influence())),
        groups(parts, sales),
        sales,
        basePerSale(p, context));
  }

  /** Mean effect on the first measure of a unit and period of several groups. */
  Estimate mean(int[] groups) {
    var in = java.util.stream.IntStream.of(groups).mapToObj(parts.groups()::get).toList();
    return sold.combined(
        StackedIncrement.TREATED_WEIGHTED,
        weights(parts, g -> in.contains(g) ? (double) g.treated() * g.post() : 0, DURING, AFTER));
  }

  private static double[] outcome(
      EconomicsStage.Parameters p, StageContext context, String column) {
    context.checkCancelled();
    return context.engine().read(p.panel(), column).doubles(column);
  }

  /** Cells add up to the whole, group by group, because least squares is linear in the outcome. */
  private static void check(
      EconomicsStage.Parameters p, String measure, double[] cells, double[] whole, int c) {
    for (int i = 0; i < whole.length; i++) {
      double sum = 0;
      for (int cell = 0; cell < c; cell++) {
        sum += cells[(i / PARTS * c + cell) * PARTS + i % PARTS];
      }
      if (Math.abs(sum - whole[i]) > TOLERANCE * Math.max(1, Math.abs(whole[i]))) {
        throw LiftgateException.failed(
            "%s: the cells %s add up to an effect of %s where the whole has %s\nMaybe the columns of %s do not add up row by row."
                .formatted(measure, p.cells(), sum, whole[i], p.panel()),
            null);
      }
    }
  }

  private static Cell cell(
      IncrementParts parts, IncrementParts.Effects effects, String outcome, int part) {
    var groups = new ArrayList<Estimate>();
    for (int g = 0; g < parts.groups().size(); g++) {
      var weights = new double[effects.values().length];
      weights[g * PARTS + part] = 1;
      groups.add(own(parts, g, effects, weights));
    }
    return new Cell(
        outcome,
        groups,
        effects.combined(StackedIncrement.ATT, weights(parts, IncrementParts.Group::weight, part)),
        effects.combined(
            StackedIncrement.TREATED_WEIGHTED,
            weights(parts, g -> (double) g.treated() * g.post(), part)));
  }

  private static Estimate own(
      IncrementParts parts, int g, IncrementParts.Effects effects, double[] weights) {
    return parts
        .groups()
        .get(g)
        .missing()
        .<Estimate>map(m -> m)
        .orElseGet(() -> effects.combined(StackedIncrement.ATT, weights));
  }

  private static List<Estimate> groups(IncrementParts parts, IncrementParts.Effects effects) {
    return IntStream.range(0, parts.groups().size())
        .mapToObj(
            g -> {
              var weights = new double[effects.values().length];
              Arrays.fill(weights, g * PARTS, (g + 1) * PARTS, 1);
              return own(parts, g, effects, weights);
            })
        .toList();
  }

  private static double[] weights(
      IncrementParts parts, ToDoubleFunction<IncrementParts.Group> weight, int... of) {
    var weights = new double[parts.groups().size() * PARTS];
    double total = parts.groups().stream().mapToDouble(weight).sum();
    for (int g = 0; g < parts.groups().size(); g++) {
      for (int part : of) {
        weights[g * PARTS + part] = weight.applyAsDouble(parts.groups().get(g)) / total;
      }
    }
    return weights;
  }

  /** Parts of each group added up. */
  private static double[] summed(double[] parts) {
    var out = new double[parts.length / PARTS];
    for (int i = 0; i < parts.length; i++) {
      out[i / PARTS] += parts[i];
    }
    return out;
  }

  /** Base-price value of what treated units buy over what they pay for it. */
  private static double basePerSale(EconomicsStage.Parameters p, StageContext context) {
    var table = context.engine().read(p.panel(), "treated", p.sales(), p.base());
    long[] treated = table.longs("treated");
    double[] sales = table.doubles(p.sales());
    double[] base = table.doubles(p.base());
    double paid = 0;
    double worth = 0;
    for (int i = 0; i < treated.length; i++) {
      paid += treated[i] * sales[i];
      worth += treated[i] * base[i];
    }
    return paid > 0 ? worth / paid : 1;
  }
}
