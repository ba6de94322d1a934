package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Panel;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.Table;
import org.liftgate.modeling.increment.Exposures;
import org.liftgate.modeling.increment.ListedPanel;

/** Reads which lists the units of a panel are on, and what each list brings in whose periods. */
final class OtherLists {
  private static final String[] COLUMNS = {
    "group_id", "other_id", "period", "lag", "share", "running"
  };

  private final PanelData data;
  private final Map<Object, Integer> lists = new HashMap<>();
  private final int[] offsets;
  private final int[] codes;
  private final Exposures exposures;
  private final double[] factors;

  private OtherLists(
      StageContext context,
      PanelData data,
      IncrementStage.Parameters.Lists on,
      String brings,
      Optional<String> weight) {
    this.data = data;
    Table rows = read(context, brings, COLUMNS);
    Table members = read(context, on.table(), on.group(), on.unit());
    for (int i = 0; i < rows.rows(); i++) {
      lists.putIfAbsent(rows.column("other_id").boxed(i), lists.size());
    }
    this.exposures = exposures(rows);
    int[][] byUnit = byUnit(members, on.group(), on.unit());
    this.offsets = new int[byUnit.length + 1];
    for (int u = 0; u < byUnit.length; u++) {
      offsets[u + 1] = offsets[u] + byUnit[u].length;
    }
    this.factors = factors(data, weight);
    this.codes = Arrays.stream(byUnit).flatMapToInt(Arrays::stream).toArray();
  }

  static OtherLists read(StageContext context, PanelData data, IncrementStage.Parameters p) {
    return new OtherLists(context, data, p.lists(), p.exposures(), p.weight());
  }

  /** Every group weighing as the design has it. */
  static OtherLists read(
      StageContext context, PanelData data, IncrementStage.Parameters.Lists on, String brings) {
    return new OtherLists(context, data, on, brings, Optional.empty());
  }

  /** One for each group. */
  private static double[] factors(PanelData data, Optional<String> weight) {
    var factors = new double[data.groups().length];
    Arrays.fill(factors, 1);
    weight.ifPresent(
        column -> {
          double[] values = data.numbers().doubles(column);
          for (int i = 0; i < values.length; i++) {
            factors[data.panel().group()[i]] = values[i];
          }
        });
    return factors;
  }

  ListedPanel with(Panel panel) {
    return new ListedPanel(
        panel, offsets, codes, exposures, factors, g -> String.valueOf(data.groups()[g]));
  }

  private static Table read(StageContext context, String table, String... columns) {
    var schema = context.engine().schema(table);
    List<Problem> problems =
        Arrays.stream(columns)
            .filter(c -> schema.column(c).isEmpty())
            .map(
                c ->
                    Problem.of(
                        table + "." + c,
                        null,
                        "is missing; the table has " + schema.names(),
                        Problem.didYouMean(c, schema.names())))
            .toList();
    if (!problems.isEmpty()) {
      throw LiftgateException.input(table + " lacks columns that an estimate needs", problems);
    }
    return context.engine().read(table, columns);
  }

  /** Exposures in groups of the panel; others' are of no use. */
  private Exposures exposures(Table rows) {
    Map<Object, Integer> groups = codes(data.groups());
    var kept = new ArrayList<Integer>();
    for (int i = 0; i < rows.rows(); i++) {
      if (groups.containsKey(rows.column("group_id").boxed(i))) {
        kept.add(i);
      }
    }
    int[] at = kept.stream().mapToInt(Integer::intValue).toArray();
    double[] share = rows.doubles("share");
    double[] running = rows.doubles("running");
    long[] period = rows.longs("period");
    long[] lag = rows.longs("lag");
    return new Exposures(
        Arrays.stream(at).map(i -> groups.get(rows.column("group_id").boxed(i))).toArray(),
        Arrays.stream(at).map(i -> lists.get(rows.column("other_id").boxed(i))).toArray(),
        Arrays.stream(at).map(i -> Math.toIntExact(period[i])).toArray(),
        Arrays.stream(at).map(i -> Math.toIntExact(lag[i])).toArray(),
        Arrays.stream(at).mapToDouble(i -> share[i]).toArray(),
        Arrays.stream(at).mapToDouble(i -> running[i]).toArray());
  }

  private int[][] byUnit(Table members, String group, String unit) {
    Map<Object, Integer> units = codes(data.units());
    var sets = new ArrayList<TreeSet<Integer>>();
    for (int u = 0; u < data.units().length; u++) {
      sets.add(new TreeSet<>());
    }
    for (int i = 0; i < members.rows(); i++) {
      Integer u = units.get(members.column(unit).boxed(i));
      Integer l = lists.get(members.column(group).boxed(i));
      if (u != null && l != null) {
        sets.get(u).add(l);
      }
    }
    return sets.stream()
        .map(s -> s.stream().mapToInt(Integer::intValue).toArray())
        .toArray(int[][]::new);
  }

  private static Map<Object, Integer> codes(Object[] labels) {
    var codes = new HashMap<Object, Integer>();
    for (int i = 0; i < labels.length; i++) {
      codes.put(labels[i], i);
    }
    return codes;
  }
}
