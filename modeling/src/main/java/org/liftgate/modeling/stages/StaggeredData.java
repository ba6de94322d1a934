package org.liftgate.modeling.stages;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.Table;
import org.liftgate.modeling.staggered.StaggeredPanel;

/**
 * Units by periods with the period of their entry; units of cohorts that are too small are left
 * out.
 *
 * @param kept rows of the table that stay
 * @param unit codes of the kept rows
 * @param cohort first treated periods of the kept rows, {@link StaggeredPanel#NEVER} for never
 * @param treated units that enter within the periods
 * @param comparison units that never do
 * @param cohorts how many
 */
record StaggeredData(
    Table table,
    int[] kept,
    int[] unit,
    int[] period,
    int[] cohort,
    int treated,
    int comparison,
    int cohorts,
    List<String> notes) {

  static StaggeredData read(StageContext context, AttGtStage.Parameters p) {
    String[] columns =
        Stream.concat(Stream.of(p.unit(), p.period(), p.cohort()), p.outcomes().stream())
            .toArray(String[]::new);
    check(context, p.panel(), columns);
    Table table = context.engine().read(p.panel(), columns);
    int[] unit = table.codes(p.unit()).codes();
    int[] period = ints(table.longs(p.period()));
    int[] cohort = cohorts(table.column(p.cohort()), table.longs(p.cohort()));
    return new Sizes(unit, period, cohort).data(table, p.minCohort());
  }

  private static void check(StageContext context, String panel, String[] columns) {
    var schema = context.engine().schema(panel);
    List<Problem> problems =
        Arrays.stream(columns)
            .filter(c -> schema.column(c).isEmpty())
            .map(
                c ->
                    Problem.of(
                        panel + "." + c,
                        null,
                        "is missing; the panel has " + schema.names(),
                        Problem.didYouMean(c, schema.names())))
            .toList();
    if (!problems.isEmpty()) {
      throw LiftgateException.input(panel + " lacks columns that an estimate needs", problems);
    }
  }

  private static int[] cohorts(Table.Column column, long[] values) {
    return IntStream.range(0, values.length)
        .map(
            i ->
                column.nulls().get(i) || values[i] == 0
                    ? StaggeredPanel.NEVER
                    : Math.toIntExact(values[i]))
        .toArray();
  }

  private static int[] ints(long[] values) {
    return Arrays.stream(values).mapToInt(Math::toIntExact).toArray();
  }

  /** Units by cohort. */
  private record Sizes(int[] unit, int[] period, int[] cohort) {

    StaggeredData data(Table table, int least) {
      Map<Integer, BitSet> units = new HashMap<>();
      for (int i = 0; i < unit.length; i++) {
        units.computeIfAbsent(cohort[i], _ -> new BitSet()).set(unit[i]);
      }
      int last = Arrays.stream(period).max().orElse(0);
      int first = Arrays.stream(period).min().orElse(0);
      var small = new BitSet();
      int[] counts = new int[4];
      units.forEach(
          (g, members) -> {
            boolean never = g > last;
            boolean enough = members.cardinality() >= least;
            if (!never && !enough) {
              small.or(members);
              counts[0]++;
            } else if (never) {
              counts[1] += members.cardinality();
            } else if (g > first) {
              counts[2] += members.cardinality();
              counts[3]++;
            }
          });
      int[] kept = IntStream.range(0, unit.length).filter(i -> !small.get(unit[i])).toArray();
      List<String> notes =
          counts[0] == 0
              ? List.of()
              : List.of(
                  "%d units of %d cohorts with fewer than %d each were left out."
                      .formatted(small.cardinality(), counts[0], least));
      return new StaggeredData(
          table,
          kept,
          take(unit, kept),
          take(period, kept),
          take(cohort, kept),
          counts[2],
          counts[1],
          counts[3],
          notes);
    }

    private static int[] take(int[] values, int[] rows) {
      return Arrays.stream(rows).map(i -> values[i]).toArray();
    }
  }

  StaggeredPanel outcome(String name) {
    double[] all = table.doubles(name);
    return StaggeredPanel.of(
        unit, period, cohort, Arrays.stream(kept).mapToDouble(i -> all[i]).toArray());
  }

  /** Periods from the first entry on. */
  long postPeriods() {
    int first = Arrays.stream(cohort).min().orElse(Integer.MAX_VALUE);
    return Arrays.stream(period).filter(t -> t >= first).distinct().count();
  }
}
