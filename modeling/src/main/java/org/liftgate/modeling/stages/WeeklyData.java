package org.liftgate.modeling.stages;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.liftgate.kernel.Grade;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Profile;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.StageContext;
import org.liftgate.kernel.Table;
import org.liftgate.modeling.mix.Adstock;
import org.liftgate.modeling.mix.Calendar;
import org.liftgate.modeling.mix.Features;
import org.liftgate.modeling.mix.Saturation;
import org.liftgate.modeling.panel.Arms;

/**
 * Weeks in time order, one row each.
 *
 * @param weeks n first days, 7 days apart
 * @param rows the table, in that order
 */
record WeeklyData(List<LocalDate> weeks, Table rows, int[] order) {

  /**
   * @throws LiftgateException naming every column that is missing or has gaps, and weeks that do
   *     not follow each other
   */
  static WeeklyData read(StageContext context, String table, String week, List<String> columns) {
    Schema schema = context.engine().schema(table);
    var wanted = new TreeSet<>(columns);
    wanted.add(week);
    var problems = new ArrayList<Problem>();
    for (String c : wanted) {
      if (schema.column(c).isEmpty()) {
        problems.add(
            Problem.of(
                table + "." + c,
                null,
                "is missing; the table has " + schema.names(),
                Problem.didYouMean(c, schema.names())));
      }
    }
    stop(problems);
    Table rows = context.engine().read(table, wanted.toArray(String[]::new));
    long[] days = rows.longs(week);
    int[] order =
        java.util.stream.IntStream.range(0, days.length)
            .boxed()
            .sorted(java.util.Comparator.comparingLong(i -> days[i]))
            .mapToInt(i -> i)
            .toArray();
    var data =
        new WeeklyData(
            Arrays.stream(order).mapToObj(i -> LocalDate.ofEpochDay(days[i])).toList(),
            rows,
            order);
    for (int i = 1; i < order.length; i++) {
      if (days[order[i]] - days[order[i - 1]] != 7) {
        problems.add(
            Problem.of(
                table + "." + week,
                data.weeks.get(i).toString(),
                "must follow the week before it (%s) by 7 days".formatted(data.weeks.get(i - 1)),
                "Maybe a week is missing or stands there twice."));
      }
    }
    for (String c : columns) {
      double[] v = data.column(c);
      for (int i = 0; i < v.length; i++) {
        if (!Double.isFinite(v[i])) {
          problems.add(
              Problem.of(
                  table + "." + c,
                  data.weeks.get(i).toString(),
                  "must be a number in every week",
                  "Maybe nothing was spent and 0 is meant."));
        }
      }
    }
    stop(problems);
    return data;
  }

  private static void stop(List<Problem> problems) {
    if (!problems.isEmpty()) {
      throw LiftgateException.input("the weekly table cannot be modelled", problems);
    }
  }

  int count() {
    return order.length;
  }

  double[] column(String name) {
    double[] v = rows.doubles(name);
    return Arrays.stream(order).mapToDouble(i -> v[i]).toArray();
  }

  double[] sum(List<String> names) {
    var out = new double[count()];
    for (String name : names) {
      double[] v = column(name);
      for (int t = 0; t < out.length; t++) {
        out[t] += v[t];
      }
    }
    return out;
  }

  /** Time index first where it is wanted, then columns, then the season. */
  Features features(boolean time, List<String> columns, WindowRidgeStage.Season season) {
    Features out = time ? Calendar.time(count()) : Features.none();
    for (String c : columns) {
      out = out.and(c, column(c));
    }
    return switch (season) {
      case NONE -> out;
      case MONTHS -> out.and(Calendar.months(weeks));
      case WEEKS -> out.and(Calendar.weeks(weeks));
      case FOURIER -> out.and(Calendar.fourier(weeks, 2));
    };
  }

  /** Whether a column takes more than one value in the first weeks. */
  static boolean varies(double[] column, int weeks) {
    return Arrays.stream(column).limit(weeks).distinct().count() > 1;
  }

  /** Spending carried over at a decay, then bent by a power. */
  static double[] carried(double[] spend, double decay, double exponent) {
    return new Saturation.Power(exponent).of(Adstock.Geometric.plain(decay).of(spend));
  }

  /** A row of estimates about all weeks; a series of one market has no arms. */
  static EstimateTable.Row row(
      StageContext context,
      String estimator,
      Profile profile,
      String treatment,
      String outcome,
      int weeks,
      Grade grade) {
    var arms = new Arms(0, 0, weeks, 0);
    return new EstimateTable.Row(
        context.stage().id(),
        estimator,
        profile.word(),
        treatment,
        outcome,
        null,
        "none",
        weeks,
        arms,
        arms,
        arms,
        grade.word(),
        weeks);
  }
}
