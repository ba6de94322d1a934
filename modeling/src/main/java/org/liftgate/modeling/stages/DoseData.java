package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.Table;
import org.liftgate.modeling.dose.DoseSample;
import org.liftgate.modeling.dose.DoseSample.Named;
import org.liftgate.modeling.linear.LinearSample.Effect;

/**
 * A panel with a dose in memory, column by column; rows of weight 0 are left out.
 *
 * @param units codes of the units
 * @param periods number of periods
 */
record DoseData(DoseSample sample, int[] units, int periods) {

  static DoseData read(StageContext context, DoseStage.Parameters p) {
    check(context.engine().schema(p.panel()), p);
    double[] given = p.weight().map(w -> column(context, p, w)).orElseGet(() -> new double[0]);
    int rows = (int) context.engine().count(p.panel());
    int[] used = IntStream.range(0, rows).filter(i -> given.length == 0 || given[i] != 0).toArray();
    var keys = new HashMap<String, Table.Codes>();
    var effects = new ArrayList<Effect>();
    for (String effect : p.effects()) {
      effects.add(new Effect(effect, take(effect(context, p, keys, effect), used)));
    }
    var clusters = new LinkedHashMap<String, int[]>();
    for (String cluster : p.clusters()) {
      clusters.put(cluster, take(key(context, p, keys, cluster).codes(), used));
    }
    int[] units = take(key(context, p, keys, p.unit()).codes(), used);
    int periods = key(context, p, keys, p.period()).count();
    var sample =
        new DoseSample(
            take(column(context, p, p.dose()), used),
            given.length == 0 ? given : take(given, used),
            effects,
            clusters,
            named(context, p, p.outcomes(), used),
            named(context, p, p.held().map(DoseStage.Held::columns).orElse(List.of()), used),
            named(context, p, p.chosen(), used),
            p.placebo().map(c -> named(context, p, List.of(c), used).getFirst()));
    return new DoseData(sample, units, periods);
  }

  private static void check(Schema schema, DoseStage.Parameters p) {
    var wanted = new TreeSet<>(List.of(p.dose(), p.unit(), p.period()));
    wanted.addAll(p.outcomes());
    wanted.addAll(p.clusters());
    wanted.addAll(p.chosen());
    p.weight().ifPresent(wanted::add);
    p.placebo().ifPresent(wanted::add);
    p.held().ifPresent(h -> wanted.addAll(h.columns()));
    p.effects().forEach(e -> wanted.addAll(List.of(e.split("\\^"))));
    List<Problem> problems =
        wanted.stream()
            .filter(column -> schema.column(column).isEmpty())
            .map(
                column ->
                    Problem.of(
                        p.panel() + "." + column,
                        null,
                        "is missing; the panel has " + schema.names(),
                        Problem.didYouMean(column, schema.names())))
            .toList();
    if (!problems.isEmpty()) {
      throw LiftgateException.input(p.panel() + " lacks columns that an estimate needs", problems);
    }
  }

  private static double[] column(StageContext context, DoseStage.Parameters p, String name) {
    return context.engine().read(p.panel(), name).doubles(name);
  }

  private static List<Named> named(
      StageContext context, DoseStage.Parameters p, List<String> names, int[] used) {
    return names.stream().map(n -> new Named(n, take(column(context, p, n), used))).toList();
  }

  private static Table.Codes key(
      StageContext context, DoseStage.Parameters p, Map<String, Table.Codes> read, String name) {
    return read.computeIfAbsent(name, n -> context.engine().read(p.panel(), n).codes(n));
  }

  /** Codes of {@code a^b}: pairs that occur. */
  private static int[] effect(
      StageContext context, DoseStage.Parameters p, Map<String, Table.Codes> read, String effect) {
    String[] parts = effect.split("\\^");
    Table.Codes first = key(context, p, read, parts[0]);
    int[] codes = first.codes();
    long levels = first.count();
    for (String part : Arrays.asList(parts).subList(1, parts.length)) {
      Table.Codes next = key(context, p, read, part);
      if (levels * next.count() > Integer.MAX_VALUE) {
        throw LiftgateException.input(
            Problem.of(
                "effects",
                effect,
                "must have fewer than 2,147,483,648 combinations of values",
                "Maybe absorb coarser effects."));
      }
      var both = new int[codes.length];
      for (int i = 0; i < both.length; i++) {
        both[i] = codes[i] * next.count() + next.codes()[i];
      }
      codes = both;
      levels *= next.count();
    }
    return codes;
  }

  private static double[] take(double[] values, int[] rows) {
    if (rows.length == values.length) {
      return values;
    }
    var out = new double[rows.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = values[rows[i]];
    }
    return out;
  }

  private static int[] take(int[] values, int[] rows) {
    if (rows.length == values.length) {
      return values;
    }
    var out = new int[rows.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = values[rows[i]];
    }
    return out;
  }
}
