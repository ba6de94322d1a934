package org.liftgate.modeling.stages;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.Table;
import org.liftgate.modeling.linear.LinearSample;
import org.liftgate.modeling.linear.LinearSample.Effect;
import org.liftgate.modeling.panel.Arms;

/**
 * Rows of a table for regressions: numbers as doubles, units and levels as codes.
 *
 * @param outcome n values
 * @param names k columns
 * @param columns k arrays of n values
 * @param unit n codes
 * @param time n codes that ascend with time
 * @param codes n codes of each further column asked for, by name
 */
record RegressionData(
    double[] outcome,
    List<String> names,
    double[][] columns,
    int[] unit,
    int[] time,
    Map<String, int[]> codes) {

  /**
   * @throws LiftgateException naming every column the table lacks
   */
  static RegressionData read(
      StageContext context,
      String table,
      String outcome,
      List<String> columns,
      String unit,
      String time,
      List<String> coded) {
    var wanted = new ArrayList<>(columns);
    wanted.add(0, outcome);
    wanted.add(unit);
    wanted.add(time);
    wanted.addAll(coded);
    check(table, context.engine().schema(table), wanted);
    Table rows = context.engine().read(table, wanted.stream().distinct().toArray(String[]::new));
    var codes = new LinkedHashMap<String, int[]>();
    coded.forEach(c -> codes.put(c, rows.codes(c).codes()));
    return new RegressionData(
        rows.doubles(outcome),
        columns,
        columns.stream().map(rows::doubles).toArray(double[][]::new),
        rows.codes(unit).codes(),
        rows.codes(time).codes(),
        codes);
  }

  private static void check(String name, Schema schema, List<String> wanted) {
    List<Problem> problems =
        wanted.stream()
            .distinct()
            .filter(c -> schema.column(c).isEmpty())
            .map(
                c ->
                    Problem.of(
                        name + "." + c,
                        null,
                        "is missing; the table has " + schema.names(),
                        Problem.didYouMean(c, schema.names())))
            .toList();
    if (!problems.isEmpty()) {
      throw LiftgateException.input(name + " lacks columns that a regression needs", problems);
    }
  }

  int rows() {
    return outcome.length;
  }

  /** The rows of these numbers alone. */
  RegressionData take(int[] rows) {
    var taken = new LinkedHashMap<String, int[]>();
    codes.forEach((name, values) -> taken.put(name, ints(values, rows)));
    return new RegressionData(
        doubles(outcome, rows),
        names,
        Arrays.stream(columns).map(c -> doubles(c, rows)).toArray(double[][]::new),
        ints(unit, rows),
        ints(time, rows),
        taken);
  }

  RegressionData withColumns(List<String> named, double[][] values) {
    return new RegressionData(outcome, named, values, unit, time, codes);
  }

  /**
   * asinh(y) on asinh(x), which takes zeros and negative amounts: slopes are elasticities where
   * figures are far from 0 (Bellemare and Wichman, 2020).
   */
  RegressionData logged() {
    return new RegressionData(
        Arrays.stream(outcome).map(RegressionData::asinh).toArray(),
        names,
        Arrays.stream(columns)
            .map(c -> Arrays.stream(c).map(RegressionData::asinh).toArray())
            .toArray(double[][]::new),
        unit,
        time,
        codes);
  }

  private static double asinh(double x) {
    return Math.copySign(Math.log(Math.abs(x) + Math.sqrt(x * x + 1)), x);
  }

  /** Adds each column's value a period earlier for the same unit; rows without one are left out. */
  RegressionData lagged() {
    Map<Long, Integer> at = new HashMap<>();
    for (int i = 0; i < rows(); i++) {
      at.put(key(unit[i], time[i]), i);
    }
    int[] kept =
        IntStream.range(0, rows()).filter(i -> at.containsKey(key(unit[i], time[i] - 1))).toArray();
    int[] before = Arrays.stream(kept).map(i -> at.get(key(unit[i], time[i] - 1))).toArray();
    var all = new ArrayList<>(names);
    names.forEach(n -> all.add(n + " a period before"));
    RegressionData now = take(kept);
    var values = new ArrayList<>(Arrays.asList(now.columns));
    for (double[] c : columns) {
      values.add(doubles(c, before));
    }
    return now.withColumns(all, values.toArray(double[][]::new));
  }

  private static long key(int unit, int time) {
    return ((long) unit << 32) + time;
  }

  /**
   * @param effects absorbed: names of coded columns, of the unit's or the time's
   */
  LinearSample sample(List<String> effects, Map<String, int[]> named) {
    LinearSample plain =
        new LinearSample(
            outcome, names, columns, effects.isEmpty(), new double[0], List.of(), Map.of());
    LinearSample with = plain.withCluster("unit", unit).withCluster("time", time);
    return effects.isEmpty()
        ? with
        : with.withEffects(
            effects.stream().map(e -> new Effect(e, named.get(e))).toArray(Effect[]::new));
  }

  /**
   * Who got any of a column, and what an experiment on the same units would have to go by: the
   * spread over units of the outcome's change from the first half of the periods to the second,
   * over what a unit that got any got a period. {@code information} is then such that a standard
   * error of the slope gives back that spread ({@link
   * org.liftgate.modeling.inference.Power#unitDeviation}).
   */
  Arms arms(int column, double stdError) {
    int units = Arrays.stream(unit).max().orElse(-1) + 1;
    var any = new boolean[units];
    var seen = new boolean[units];
    double sum = 0;
    for (int i = 0; i < rows(); i++) {
      seen[unit[i]] = true;
      any[unit[i]] |= columns[column][i] != 0;
      sum += columns[column][i];
    }
    double rowsOfUsers = 0;
    for (int i = 0; i < rows(); i++) {
      rowsOfUsers += any[unit[i]] ? 1 : 0;
    }
    int all = (int) IntStream.range(0, units).filter(u -> seen[u]).count();
    int users = (int) IntStream.range(0, units).filter(u -> any[u]).count();
    double spread = halfChange(units) * rowsOfUsers / sum;
    double information = spread * spread / (stdError * stdError);
    return new Arms(users, all - users, all, Double.isFinite(information) ? information : 0);
  }

  /** Standard deviation over units of the mean in the later half less that in the earlier. */
  private double halfChange(int units) {
    int middle = (Arrays.stream(time).max().orElse(0) + 1) / 2;
    var sums = new double[2][units];
    var counts = new int[2][units];
    for (int i = 0; i < rows(); i++) {
      int half = time[i] < middle ? 0 : 1;
      sums[half][unit[i]] += outcome[i];
      counts[half][unit[i]]++;
    }
    double[] changes =
        IntStream.range(0, units)
            .filter(u -> counts[0][u] > 0 && counts[1][u] > 0)
            .mapToDouble(u -> sums[1][u] / counts[1][u] - sums[0][u] / counts[0][u])
            .toArray();
    double mean = Arrays.stream(changes).average().orElse(0);
    double squares = Arrays.stream(changes).map(c -> (c - mean) * (c - mean)).sum();
    return Math.sqrt(squares / (changes.length - 1));
  }

  long periods() {
    return Arrays.stream(time).distinct().count();
  }

  private static double[] doubles(double[] values, int[] rows) {
    return Arrays.stream(rows).mapToDouble(i -> values[i]).toArray();
  }

  private static int[] ints(int[] values, int[] rows) {
    return Arrays.stream(rows).map(i -> values[i]).toArray();
  }
}
