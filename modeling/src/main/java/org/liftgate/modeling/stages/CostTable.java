package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.Table;
import org.liftgate.modeling.economics.Terms;
import org.liftgate.modeling.economics.Uncertain;

/**
 * What each group costs: as given, and where nothing is given as assumed.
 *
 * @param all every group that is listed, by its label
 */
record CostTable(Map<Object, Costed> all) {

  /**
   * A group.
   *
   * @param given whether the costs name it
   * @param assumed figures that are not given, such as {@code margin}; empty when all are
   */
  record Costed(
      Object group, String type, long reached, Terms terms, boolean given, List<String> assumed) {}

  static CostTable read(EconomicsStage.Parameters p, StageContext context) {
    Table costs = context.engine().read(p.costs());
    Map<Object, Integer> rows = new HashMap<>();
    for (int i = 0; i < costs.rows(); i++) {
      rows.put(value(costs, p.groups().key(), i), i);
    }
    Table groups =
        context
            .engine()
            .read(p.groups().table(), p.groups().key(), p.groups().type(), p.groups().reached());
    long[] reached = groups.longs(p.groups().reached());
    var all = new java.util.LinkedHashMap<Object, Costed>();
    for (int i = 0; i < groups.rows(); i++) {
      Object group = value(groups, p.groups().key(), i);
      var assumed = new ArrayList<String>();
      Integer row = rows.get(group);
      Terms terms = terms(costs, row, p.assumed(), assumed);
      Object type = groups.column(p.groups().type()).boxed(i);
      all.put(
          group,
          new Costed(
              group, String.valueOf(type), reached[i], terms, row != null, List.copyOf(assumed)));
    }
    return new CostTable(all);
  }

  private static Object value(Table table, String column, int row) {
    return java.util.Objects.toString(table.column(column).boxed(row), "");
  }

  Costed of(Object group) {
    Costed costed = all.get(String.valueOf(group));
    if (costed == null) {
      throw new IllegalStateException("group " + group + " of the panel is not listed");
    }
    return costed;
  }

  private static Terms terms(
      Table costs, @Nullable Integer row, EconomicsStage.Parameters.Assumed a, List<String> out) {
    double spread = a.costRange();
    return new Terms(
        figure(costs, row, "fixed_cost", scaled(a.fixedCost(), spread), out),
        figure(costs, row, "cost_per_unit", scaled(a.costPerUnit(), spread), out),
        figure(
            costs,
            row,
            "margin",
            new Uncertain(
                a.margin(),
                Math.max(0, a.margin() - a.marginRange()),
                Math.min(1, a.margin() + a.marginRange())),
            out));
  }

  private static Uncertain scaled(double value, double spread) {
    return new Uncertain(value, value * Math.max(0, 1 - spread), value * (1 + spread));
  }

  private static Uncertain figure(
      Table costs, @Nullable Integer row, String name, Uncertain otherwise, List<String> out) {
    Double value = row == null ? null : number(costs, row, name);
    if (row == null || value == null) {
      out.add(name);
      return otherwise;
    }
    Double low = number(costs, row, name + "_low");
    Double high = number(costs, row, name + "_high");
    return new Uncertain(
        value,
        low == null ? value : Math.min(low, value),
        high == null ? value : Math.max(high, value));
  }

  private static @Nullable Double number(Table table, int row, String column) {
    return table.column(column).boxed(row) instanceof Number n ? n.doubleValue() : null;
  }
}
