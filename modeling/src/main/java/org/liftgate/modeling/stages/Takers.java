package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.Table;
import org.liftgate.modeling.iv.IvFit;

/**
 * Who took the treatment, by group.
 *
 * @param taken n values in the panel's order of rows: 1 from the start on where the unit took it
 */
record Takers(double[] taken, List<Count> counts) {

  /**
   * Units of a group's arms and how many of each took it.
   *
   * @param rows of the panel
   */
  record Count(int assigned, int others, int takers, int othersTakers, long rows) {

    /** Why late is not estimable from these numbers alone. */
    Optional<Estimate.Missing> unusable(String name, String treatment, int least) {
      if (takers == 0) {
        return missing(
            Reason.NO_VARIATION,
            "None of %,d assigned units has a %s, so there is nobody whose effect it would be."
                .formatted(assigned, name));
      }
      if (takers == assigned) {
        return missing(
            Reason.NO_VARIATION,
            othersTakers == 0
                ? "All %,d assigned units have a %s: it cannot be told from the %s, whose own effect is the answer."
                    .formatted(assigned, name, treatment)
                : "All %,d assigned units have a %s, and so have %,d of %,d others: it cannot be told from the %s."
                    .formatted(assigned, name, othersTakers, others, treatment));
      }
      return takers < least
          ? missing(
              Reason.SMALL_ARM,
              "%,d of %,d assigned units have a %s; at least %,d are needed."
                  .formatted(takers, assigned, name, least))
          : Optional.empty();
    }

    private static Optional<Estimate.Missing> missing(Reason reason, String detail) {
      return Optional.of(new Estimate.Missing(IvFit.LATE, reason, detail));
    }
  }

  /** All groups together; a unit counts once a group. */
  Count all() {
    int[] sums = new int[4];
    long rows = 0;
    for (Count c : counts) {
      sums[0] += c.assigned();
      sums[1] += c.others();
      sums[2] += c.takers();
      sums[3] += c.othersTakers();
      rows += c.rows();
    }
    return new Count(sums[0], sums[1], sums[2], sums[3], rows);
  }

  static Takers read(StageContext context, PanelData data, IvStage.Parameters p) {
    IvStage.Parameters.Taken from = p.taken();
    var schema = context.engine().schema(from.table());
    List<Problem> problems =
        List.of(from.group(), from.unit()).stream()
            .filter(c -> schema.column(c).isEmpty())
            .map(
                c ->
                    Problem.of(
                        from.table() + "." + c,
                        null,
                        "is missing; the table has " + schema.names(),
                        Problem.didYouMean(c, schema.names())))
            .toList();
    if (!problems.isEmpty()) {
      throw LiftgateException.input(from.table() + " does not say who took it", problems);
    }
    Table table = context.engine().read(from.table(), from.group(), from.unit());
    Map<Object, Integer> group = places(data.groups());
    Map<Object, Integer> unit = places(data.units());
    var took = new boolean[data.groups().length][data.units().length];
    for (int i = 0; i < table.rows(); i++) {
      Integer g = group.get(table.column(from.group()).boxed(i));
      Integer u = unit.get(table.column(from.unit()).boxed(i));
      if (g != null && u != null) {
        took[g][u] = true;
      }
    }
    return of(data, took);
  }

  private static Map<Object, Integer> places(Object[] labels) {
    var places = new HashMap<Object, Integer>();
    for (int i = 0; i < labels.length; i++) {
      places.put(labels[i], i);
    }
    return places;
  }

  private static Takers of(PanelData data, boolean[][] took) {
    var panel = data.panel();
    var taken = new double[panel.rows()];
    var counts = new int[took.length][4];
    var rows = new long[took.length];
    var seen = new boolean[took.length][data.units().length];
    for (int i = 0; i < taken.length; i++) {
      int g = panel.group()[i];
      int u = panel.unit()[i];
      boolean yes = took[g][u];
      taken[i] = yes && panel.period()[i] >= 0 ? 1 : 0;
      rows[g]++;
      if (!seen[g][u]) {
        seen[g][u] = true;
        int arm = 1 - panel.treated()[i];
        counts[g][arm]++;
        counts[g][2 + arm] += yes ? 1 : 0;
      }
    }
    var all = new ArrayList<Count>();
    for (int g = 0; g < counts.length; g++) {
      int[] c = counts[g];
      all.add(new Count(c[0], c[1], c[2], c[3], rows[g]));
    }
    return new Takers(taken, List.copyOf(all));
  }
}
