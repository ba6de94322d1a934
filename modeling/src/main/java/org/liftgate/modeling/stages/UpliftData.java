package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.Table;
import org.liftgate.modeling.adjusted.GroupSample;
import org.liftgate.modeling.uplift.UnitArms;

/**
 * What uplift is learned from.
 *
 * @param unitIds of unit codes
 * @param periods from the start on
 * @param groupsLeftOut and why, in words
 */
record UpliftData(UnitArms arms, long[] unitIds, long periods, List<String> groupsLeftOut) {
  private static final String START = "start_time";

  static UpliftData read(StageContext context, UpliftStage.Parameters p) {
    Set<String> columns = new LinkedHashSet<>(p.modifiers());
    columns.addAll(p.history());
    columns.add(START);
    AdjustedData all = AdjustedData.read(context, p.features(), p.panel(), p.outcome(), columns);
    Set<Object> poor = p.overlap().map(t -> poor(context, t)).orElse(Set.of());
    var out = new ArrayList<String>();
    List<GroupSample> kept =
        all.groups().stream().filter(g -> usable(g, poor, p.minArm(), out)).toList();
    out.forEach(o -> context.note("Left out of uplift: " + o));
    double[][] features = features(p.modifiers(), all.groups(), all.units());
    var varying = new ArrayList<String>();
    double[][] x = standardised(p.modifiers(), features, varying);
    UnitArms arms =
        UnitArms.of(
            kept.stream().map(g -> group(g, p.history())).toList(),
            varying,
            x,
            p.drawSeed(),
            Design.workers(context));
    return new UpliftData(arms, all.unitIds(), all.postPeriods(), out);
  }

  /** Why nothing can be learned at all. */
  Optional<String> none() {
    return arms.groups().isEmpty()
        ? Optional.of(
            groupsLeftOut.isEmpty()
                ? "There are no groups."
                : "No group's arms can be compared: " + String.join("; ", groupsLeftOut) + ".")
        : Optional.empty();
  }

  private static Set<Object> poor(StageContext context, String name) {
    Schema schema = context.engine().schema(name);
    if (schema.column("group_id").isEmpty() || schema.column("poor").isEmpty()) {
      throw LiftgateException.input(
          Problem.of(
              "overlap",
              name,
              "must have group_id and poor; it has " + schema.names(),
              "Maybe overlap_<id of a modeling.adjusted stage>."));
    }
    Table table = context.engine().read(name, "group_id", "poor");
    var poor = new HashSet<Object>();
    for (int i = 0; i < table.rows(); i++) {
      if (Boolean.TRUE.equals(table.column("poor").boxed(i))) {
        poor.add(table.column("group_id").boxed(i));
      }
    }
    return poor;
  }

  private static boolean usable(GroupSample g, Set<Object> poor, int least, List<String> out) {
    if (Math.min(g.treatedUnits(), g.comparisonUnits()) < least) {
      out.add(
          "group %s has %,d treated and %,d comparison units, both need %,d"
              .formatted(g.label(), g.treatedUnits(), g.comparisonUnits(), least));
      return false;
    }
    if (poor.contains(g.label())) {
      out.add("group %s has arms without overlap".formatted(g.label()));
      return false;
    }
    return true;
  }

  private static UnitArms.Group group(GroupSample g, List<String> history) {
    var known = history.stream().filter(g.columns()::containsKey).toList();
    return new UnitArms.Group(
        g.unit(),
        g.treated(),
        known.stream().map(h -> g.columns().get(h)).toArray(double[][]::new),
        g.difference());
  }

  /** By unit, from the row of the first start. */
  private static double[][] features(List<String> names, List<GroupSample> groups, int units) {
    double[] first = new double[units];
    Arrays.fill(first, Double.POSITIVE_INFINITY);
    double[][] x = new double[names.size()][units];
    for (GroupSample g : groups) {
      double[] start = g.columns().get(START);
      for (int i = 0; i < g.unit().length; i++) {
        int u = g.unit()[i];
        if (start != null && start[i] < first[u]) {
          first[u] = start[i];
          for (int k = 0; k < x.length; k++) {
            double[] column = g.columns().get(names.get(k));
            x[k][u] = column == null ? Double.NaN : column[i];
          }
        }
      }
    }
    return x;
  }

  /** Columns less their mean, over their deviation; what is missing for some unit is left out. */
  private static double[][] standardised(
      List<String> names, double[][] features, List<String> kept) {
    var out = new ArrayList<double[]>();
    for (int k = 0; k < features.length; k++) {
      double[] x = features[k];
      double mean = Arrays.stream(x).average().orElse(0);
      double sd = Math.sqrt(Arrays.stream(x).map(v -> (v - mean) * (v - mean)).average().orElse(0));
      if (Double.isFinite(mean) && sd > 1e-9 * Math.abs(mean) && sd > 0) {
        kept.add(names.get(k));
        out.add(Arrays.stream(x).map(v -> (v - mean) / sd).toArray());
      }
    }
    return out.toArray(double[][]::new);
  }

  /** Effects of each unit, from those of the sample's rows; units without a row have none. */
  double[] byUnit(double[] ofRows) {
    double[] out = new double[unitIds.length];
    Arrays.fill(out, Double.NaN);
    int[] unit = arms.sample().groups();
    for (int i = 0; i < unit.length; i++) {
      out[unit[i]] = ofRows[i];
    }
    return out;
  }

  /** Facts for people. */
  Map<String, Long> counts() {
    long treated = 0;
    for (byte t : arms.sample().treated()) {
      treated += t;
    }
    return Map.of(
        "units",
        Arrays.stream(arms.sample().groups()).distinct().count(),
        "treated",
        treated,
        "rows",
        (long) arms.sample().rows());
  }
}
