package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.Table;
import org.liftgate.modeling.adjusted.GroupSample;
import org.liftgate.modeling.stages.IncrementStage.Parameters.Lists;

/**
 * Features of a cohort beside the outcome's means before and after the start, by group. The engine
 * sums the panel exactly, so that a row a unit and group is all that is read.
 *
 * @param units U, the number of distinct units
 * @param groupType type of {@code group_id}
 * @param postPeriods periods from the start on
 */
record AdjustedData(
    List<GroupSample> groups, int units, Schema.Type groupType, long postPeriods, long[] unitIds) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");
  private static final String SELECT =
      """
      SELECT f.group_id, f.unit_id, f.treated, %1$s
        p.pre_rows, p.post_rows, p.pre_sum, p.post_sum
      FROM %2$s f
      JOIN (
        SELECT
          group_id,
          unit_id,
          COUNT(CASE WHEN period < 0 THEN 1 END) AS pre_rows,
          COUNT(CASE WHEN period >= 0 THEN 1 END) AS post_rows,
          CAST(SUM(CASE WHEN period < 0 THEN CAST(%3$s AS DECIMAL(18, 6)) END) AS DOUBLE) AS pre_sum,
          CAST(SUM(CASE WHEN period >= 0 THEN CAST(%3$s AS DECIMAL(18, 6)) END) AS DOUBLE) AS post_sum
        FROM %4$s
        GROUP BY group_id, unit_id
      ) p ON p.group_id = f.group_id AND p.unit_id = f.unit_id
      WHERE p.pre_rows > 0 AND p.post_rows > 0
      ORDER BY f.group_id NULLS LAST, f.unit_id NULLS LAST
      """;

  /**
   * Where things stand.
   *
   * @param features one row a unit and group
   * @param lists who is on which list; with {@code exposures}, which lists reach into which groups
   */
  record Source(
      String features,
      String panel,
      String outcome,
      Set<String> columns,
      Optional<Lists> lists,
      Optional<String> exposures) {}

  static AdjustedData read(StageContext context, AdjustedStage.Parameters p) {
    Set<String> columns = new LinkedHashSet<>(p.match());
    columns.addAll(p.history());
    columns.addAll(p.path());
    return read(
        context,
        new Source(p.features(), p.panel(), p.outcome(), columns, p.lists(), p.exposures()));
  }

  /** Any columns of the features beside the outcome before and after. */
  static AdjustedData read(
      StageContext context, String features, String panel, String outcome, Set<String> columns) {
    return read(
        context, new Source(features, panel, outcome, columns, Optional.empty(), Optional.empty()));
  }

  static AdjustedData read(StageContext context, Source p) {
    check(context, p.features(), p.columns());
    check(context, p.panel(), Set.of(p.outcome()));
    String listed = String.join("", p.columns().stream().map(c -> "f." + c + ", ").toList());
    Table table =
        context
            .engine()
            .query(SELECT.formatted(listed, p.features(), p.outcome(), p.panel()), Map.of());
    return of(table, p.columns(), ReachingLists.read(context, p.lists(), p.exposures()));
  }

  private static void check(StageContext context, String table, Set<String> columns) {
    Schema schema = context.engine().schema(table);
    List<Problem> problems =
        columns.stream()
            .filter(c -> schema.column(c).isEmpty() || !NAME.matcher(c).matches())
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
  }

  private static AdjustedData of(Table table, Set<String> columns, ReachingLists lists) {
    Table.Codes group = table.codes("group_id");
    Table.Codes unit = table.codes("unit_id");
    Map<String, double[]> values = new LinkedHashMap<>();
    columns.forEach(c -> values.put(c, table.doubles(c)));
    var groups = new ArrayList<GroupSample>();
    long periods = 0;
    for (int from = 0; from < table.rows(); ) {
      int to = from;
      while (to < table.rows() && group.codes()[to] == group.codes()[from]) {
        periods = Math.max(periods, table.longs("post_rows")[to++]);
      }
      groups.add(sample(table, group, unit, values, lists, from, to));
      from = to;
    }
    long[] ids = new long[unit.count()];
    for (int u = 0; u < ids.length; u++) {
      ids[u] = unit.labels()[u] instanceof Number n ? n.longValue() : u;
    }
    return new AdjustedData(groups, unit.count(), table.column("group_id").type(), periods, ids);
  }

  private static GroupSample sample(
      Table table,
      Table.Codes group,
      Table.Codes unit,
      Map<String, double[]> values,
      ReachingLists lists,
      int from,
      int to) {
    int n = to - from;
    int[] units = new int[n];
    byte[] treated = new byte[n];
    double[] before = new double[n];
    double[] after = new double[n];
    long rows = 0;
    double arm = 0;
    for (int i = 0; i < n; i++) {
      int row = from + i;
      units[i] = unit.codes()[row];
      treated[i] = (byte) table.longs("treated")[row];
      arm += treated[i];
      long pre = table.longs("pre_rows")[row];
      long post = table.longs("post_rows")[row];
      rows += pre + post;
      before[i] = table.doubles("pre_sum")[row] / pre;
      after[i] = table.doubles("post_sum")[row] / post;
    }
    double p = table.longs("pre_rows")[from];
    double q = table.longs("post_rows")[from];
    double weight = arm * (n - arm) / n * p * q / (p + q);
    Object label = group.labels()[group.codes()[from]];
    return new GroupSample(
        label,
        units,
        treated,
        observed(values, from, to),
        before,
        after,
        rows,
        weight,
        lists.others(label, units, unit.labels()));
  }

  /** Columns that no unit of the group lacks. */
  private static Map<String, double[]> observed(Map<String, double[]> all, int from, int to) {
    var out = new LinkedHashMap<String, double[]>();
    all.forEach(
        (name, values) -> {
          double[] part = java.util.Arrays.copyOfRange(values, from, to);
          if (java.util.Arrays.stream(part).allMatch(Double::isFinite)) {
            out.put(name, part);
          }
        });
    return out;
  }
}
