package org.liftgate.reporting.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A value of a table by level of each of several columns: how many rows, how many without a value,
 * how the others spread, and their mean by week.
 *
 * @param levels those of a column next to each other, columns in the order asked for
 * @param trend empty without a date; weeks in order within a level
 */
public record Segments(String table, String value, List<Level> levels, List<Week> trend) {
  public static final String MISSING = "missing";
  private static final double[] SHARES = {.1, .25, .5, .75, .9};

  /**
   * One level. Quantiles are values that occur.
   *
   * @param missing rows without a value
   * @param quantiles at 10, 25, 50, 75 and 90%; none without a value
   */
  public record Level(
      String column, String level, long rows, long missing, double mean, List<Double> quantiles) {
    public Level {
      quantiles = List.copyOf(quantiles);
    }
  }

  /**
   * @param week from the first of the table, which is 1
   * @param rows with a value
   */
  public record Week(String column, String level, long week, long rows, double mean) {}

  public Segments {
    levels = List.copyOf(levels);
    trend = List.copyOf(trend);
  }

  /** The columns, in order. */
  public List<String> columns() {
    return levels.stream().map(Level::column).distinct().toList();
  }

  public List<Level> of(String column) {
    return levels.stream().filter(l -> l.column().equals(column)).toList();
  }

  public List<Week> course(Level level) {
    return trend.stream()
        .filter(w -> w.column().equals(level.column()) && w.level().equals(level.level()))
        .toList();
  }

  /**
   * Levels of one column.
   *
   * @param level n names; a row without one has {@link #MISSING}
   * @param value n values, NaN where missing
   * @param week n weeks, or 0 where a row has no date
   */
  static Segments of(
      String table, String name, String column, String[] level, double[] value, long[] week) {
    Map<String, List<Integer>> rows = new TreeMap<>();
    for (int i = 0; i < level.length; i++) {
      rows.computeIfAbsent(level[i], _ -> new ArrayList<>()).add(i);
    }
    var levels = new ArrayList<Level>();
    var trend = new ArrayList<Week>();
    rows.forEach(
        (l, own) -> {
          double[] known =
              own.stream().mapToDouble(i -> value[i]).filter(Double::isFinite).sorted().toArray();
          levels.add(
              new Level(
                  column, l, own.size(), own.size() - known.length, mean(known), quantiles(known)));
          Map<Long, List<Integer>> weeks = new TreeMap<>();
          own.stream()
              .filter(i -> week[i] > 0 && Double.isFinite(value[i]))
              .forEach(i -> weeks.computeIfAbsent(week[i], _ -> new ArrayList<>()).add(i));
          weeks.forEach(
              (w, in) -> {
                double[] there = in.stream().mapToDouble(i -> value[i]).sorted().toArray();
                trend.add(new Week(column, l, w, there.length, mean(there)));
              });
        });
    return new Segments(table, name, levels, trend);
  }

  /** Several columns of one table. */
  public static Segments of(
      String table,
      String name,
      List<String> columns,
      List<String[]> levels,
      double[] value,
      long[] week) {
    var all = new ArrayList<Level>();
    var trend = new ArrayList<Week>();
    for (int c = 0; c < columns.size(); c++) {
      var own = of(table, name, columns.get(c), levels.get(c), value, week);
      all.addAll(own.levels());
      trend.addAll(own.trend());
    }
    return new Segments(table, name, all, trend);
  }

  /** Of sorted values, so that the order of rows does not reach the last digit. */
  private static double mean(double[] sorted) {
    return sorted.length == 0 ? Double.NaN : Arrays.stream(sorted).sum() / sorted.length;
  }

  private static List<Double> quantiles(double[] sorted) {
    return sorted.length == 0
        ? List.of()
        : Arrays.stream(SHARES)
            .mapToObj(s -> sorted[Math.max(0, (int) Math.ceil(s * sorted.length) - 1)])
            .toList();
  }
}
