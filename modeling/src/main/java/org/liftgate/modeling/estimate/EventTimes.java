package org.liftgate.modeling.estimate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.function.IntToLongFunction;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Table.Column;
import org.liftgate.kernel.Table.Doubles;
import org.liftgate.kernel.Table.Longs;
import org.liftgate.kernel.Table.Texts;
import org.liftgate.modeling.panel.EffectsPanel;

/**
 * Periods since a row's unit was first treated.
 *
 * @param times one for each row, {@link EffectsPanel#NEVER} where it never is
 * @param ranked whether periods were counted in order of their values, as dates are, rather than
 *     subtracted
 */
record EventTimes(int[] times, boolean ranked) {

  /**
   * @param rows 0-based rows of the data
   * @throws LiftgateException when the columns do not hold periods of one kind
   */
  static EventTimes ofCohort(Request request, int[] rows) {
    Column period = request.data().column(request.required("period"));
    Column cohort = request.data().column(request.required("cohort"));
    refuseTexts(request, period, cohort);
    if (whole(period) && whole(cohort)) {
      return subtracted(request, period, cohort, rows);
    }
    if (!(period instanceof Longs p && cohort instanceof Longs c) || p.type() != c.type()) {
      throw LiftgateException.input(
          request.problem(
              "cohort",
              "must hold periods like those of %s (%s), not %s"
                  .formatted(request.required("period"), period.type(), cohort.type()),
              "Maybe 0 or empty stands for never."));
    }
    return new EventTimes(ranks(p, c, rows), true);
  }

  /** The column {@code --event-time} itself; empty is never. */
  static EventTimes given(Request request, int[] rows) {
    Column column = request.data().column(request.required("event-time"));
    IntToLongFunction value = value(request, "event-time", column);
    var times = new int[rows.length];
    Arrays.setAll(
        times,
        i -> missing(column, rows[i]) ? EffectsPanel.NEVER : (int) value.applyAsLong(rows[i]));
    return new EventTimes(times, false);
  }

  private static EventTimes subtracted(Request request, Column period, Column cohort, int[] rows) {
    IntToLongFunction p = value(request, "period", period);
    IntToLongFunction c = value(request, "cohort", cohort);
    IntPredicate never = i -> missing(cohort, i) || c.applyAsLong(i) == 0;
    var times = new int[rows.length];
    Arrays.setAll(
        times,
        i ->
            never.test(rows[i])
                ? EffectsPanel.NEVER
                : (int) (p.applyAsLong(rows[i]) - c.applyAsLong(rows[i])));
    return new EventTimes(times, false);
  }

  private static boolean whole(Column column) {
    return column.type() == Schema.Type.INTEGER || column instanceof Doubles;
  }

  private static boolean missing(Column column, int row) {
    return column.nulls().get(row)
        || column instanceof Doubles d && !Double.isFinite(d.values()[row]);
  }

  private static IntToLongFunction value(Request request, String option, Column column) {
    return switch (column) {
      case Longs c when c.type() == Schema.Type.INTEGER -> i -> c.values()[i];
      case Doubles c ->
          i -> {
            double v = c.values()[i];
            if (v != Math.rint(v)) {
              throw LiftgateException.input(
                  request.problem(
                      option,
                      "must hold whole numbers; data row %,d holds %s".formatted(i + 1, v),
                      ""));
            }
            return (long) v;
          };
      default ->
          throw LiftgateException.input(
              request.problem(option, "must hold whole numbers, not " + column.type(), ""));
    };
  }

  /** Text has no distances, and its order is that of the alphabet: week10 before week9. */
  private static void refuseTexts(Request request, Column period, Column cohort) {
    var problems = new ArrayList<Problem>();
    if (period instanceof Texts) {
      problems.add(text(request, "period"));
    }
    if (cohort instanceof Texts c && Arrays.stream(c.labels()).anyMatch(v -> !v.isBlank())) {
      problems.add(text(request, "cohort"));
    }
    if (!problems.isEmpty()) {
      throw LiftgateException.input("the columns do not make a panel", problems);
    }
  }

  private static Problem text(Request request, String option) {
    return request.problem(
        option,
        "holds text where periods must be whole numbers or dates",
        "Maybe number the periods, or write dates as 2024-01-31.");
  }

  /** Distances in the order of the distinct periods; a cohort between two counts as the later. */
  private static int[] ranks(Longs period, Longs cohort, int[] rows) {
    long[] keys =
        Arrays.stream(rows).mapToLong(i -> period.values()[i]).sorted().distinct().toArray();
    var times = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      int row = rows[i];
      times[i] =
          missing(cohort, row)
              ? EffectsPanel.NEVER
              : rank(keys, period.values()[row]) - rank(keys, cohort.values()[row]);
    }
    return times;
  }

  private static int rank(long[] keys, long key) {
    int at = Arrays.binarySearch(keys, key);
    return at < 0 ? -at - 1 : at;
  }

  /** Units with an event time in some row. */
  byte[] treated(int[] unit) {
    var ever = new boolean[1 + Arrays.stream(unit).max().orElse(0)];
    for (int i = 0; i < unit.length; i++) {
      ever[unit[i]] |= times[i] != EffectsPanel.NEVER;
    }
    var out = new byte[unit.length];
    for (int i = 0; i < unit.length; i++) {
      out[i] = (byte) (ever[unit[i]] ? 1 : 0);
    }
    return out;
  }
}
