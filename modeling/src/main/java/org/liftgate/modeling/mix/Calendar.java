package org.liftgate.modeling.mix;

import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.ToIntFunction;

/** Columns that follow from the dates of n weeks alone. */
public final class Calendar {
  private static final double YEAR = 365.2425;

  private Calendar() {}

  /** 0, 1, 2, ... */
  public static Features time(int weeks) {
    var t = new double[weeks];
    for (int i = 0; i < weeks; i++) {
      t[i] = i;
    }
    return Features.of("time", t);
  }

  /** Indicators of the calendar months met, but for the first of them. */
  public static Features months(List<LocalDate> weeks) {
    return indicators("month_", weeks, LocalDate::getMonthValue);
  }

  /** Indicators of the ISO 8601 week numbers met, but for the first of them. */
  public static Features weeks(List<LocalDate> weeks) {
    return indicators("week_", weeks, d -> d.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
  }

  /**
   * Sines and cosines of the day of the year, period one year (Harvey and Shephard, 1993).
   *
   * @param harmonics at least 1; each adds two columns
   */
  public static Features fourier(List<LocalDate> weeks, int harmonics) {
    if (harmonics < 1) {
      throw new IllegalArgumentException("harmonics (" + harmonics + ") must be at least 1");
    }
    var names = new ArrayList<String>();
    var columns = new double[2 * harmonics][weeks.size()];
    for (int h = 1; h <= harmonics; h++) {
      names.add("sin_" + h);
      names.add("cos_" + h);
      for (int t = 0; t < weeks.size(); t++) {
        double angle = 2 * Math.PI * h * (weeks.get(t).toEpochDay() / YEAR);
        columns[2 * h - 2][t] = Math.sin(angle);
        columns[2 * h - 1][t] = Math.cos(angle);
      }
    }
    return new Features(names, columns);
  }

  private static Features indicators(
      String prefix, List<LocalDate> weeks, ToIntFunction<LocalDate> code) {
    var levels = new TreeSet<Integer>();
    weeks.forEach(w -> levels.add(code.applyAsInt(w)));
    var names = new ArrayList<String>();
    var columns = new ArrayList<double[]>();
    for (int level : levels.stream().skip(1).toList()) {
      names.add(prefix + level);
      columns.add(weeks.stream().mapToDouble(w -> code.applyAsInt(w) == level ? 1 : 0).toArray());
    }
    return new Features(names, columns.toArray(double[][]::new));
  }
}
