package org.liftgate.modeling.estimate.staggered;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.liftgate.kernel.Problem;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Table.Column;
import org.liftgate.kernel.Table.Doubles;
import org.liftgate.kernel.Table.Longs;
import org.liftgate.kernel.Table.Texts;

/**
 * How the values of a period column stand for whole periods: numbers for themselves, dates by their
 * rank on an equally spaced calendar.
 */
sealed interface PeriodScale {

  /** The period of a value of the period or cohort column. */
  int period(double value);

  String name(int period);

  List<String> notes();

  /** Whole numbers. */
  record Numbers() implements PeriodScale {
    @Override
    public int period(double value) {
      return (int) value;
    }

    @Override
    public String name(int period) {
      return Integer.toString(period);
    }

    @Override
    public List<String> notes() {
      return List.of();
    }
  }

  /**
   * Dates a fixed number of days or months apart; the first is period 1.
   *
   * @param months whether the step counts months
   */
  record Dates(LocalDate first, int step, boolean months) implements PeriodScale {
    /** A date between two periods belongs to the later one. */
    @Override
    public int period(double epochDay) {
      var date = LocalDate.ofEpochDay((long) epochDay);
      long apart = date.toEpochDay() - first.toEpochDay();
      if (months) {
        apart = 12L * (date.getYear() - first.getYear()) + date.getMonthValue();
        apart -= first.getMonthValue() - (date.getDayOfMonth() > first.getDayOfMonth() ? 1 : 0);
      }
      return (int) Math.ceilDiv(apart, step) + 1;
    }

    @Override
    public String name(int period) {
      long by = (long) (period - 1) * step;
      return (months ? first.plusMonths(by) : first.plusDays(by)).toString();
    }

    @Override
    public List<String> notes() {
      String unit = months ? "month" : "day";
      return List.of(
          "Dates count as periods of %d %s%s from %s on."
              .formatted(step, unit, step == 1 ? "" : "s", first));
    }
  }

  /** What was read, or what is wrong with the column. */
  record Read(Optional<PeriodScale> scale, Optional<Problem> problem) {
    static Read of(PeriodScale scale) {
      return new Read(Optional.of(scale), Optional.empty());
    }

    static Read wrong(String option, String name, String message, String hint) {
      return new Read(
          Optional.empty(), Optional.of(Problem.of("--" + option, name, message, hint)));
    }
  }

  /**
   * @param rows used rows of the column
   */
  static Read of(String option, String name, Column column, int[] rows) {
    return switch (column) {
      case Texts _ ->
          Read.wrong(
              option,
              name,
              "holds text where periods must be whole numbers or dates",
              "Maybe number the periods, or write dates as 2024-01-31.");
      case Doubles c ->
          Arrays.stream(rows).allMatch(i -> c.values()[i] == Math.rint(c.values()[i]))
              ? Read.of(new Numbers())
              : Read.wrong(option, name, "must hold whole numbers", "Maybe number the periods.");
      case Longs c when c.type() == Schema.Type.DATE ->
          dates(option, name, Arrays.stream(rows).mapToLong(i -> c.values()[i]));
      case Longs c when c.type() == Schema.Type.INTEGER ->
          Arrays.stream(rows).allMatch(i -> Math.abs(c.values()[i]) < 1L << 30)
              ? Read.of(new Numbers())
              : Read.wrong(option, name, "must hold numbers below a billion", "");
      case Longs c ->
          Read.wrong(
              option,
              name,
              "holds values of type %s where periods must be whole numbers or dates"
                  .formatted(c.type()),
              "Maybe number the periods.");
    };
  }

  private static Read dates(String option, String name, java.util.stream.LongStream days) {
    long[] distinct = days.sorted().distinct().toArray();
    if (distinct.length < 2) {
      long day = distinct.length == 0 ? 0 : distinct[0];
      return Read.of(new Dates(LocalDate.ofEpochDay(day), 1, false));
    }
    LocalDate first = LocalDate.ofEpochDay(distinct[0]);
    long[] months = Arrays.stream(distinct).map(d -> monthsFrom(first, d)).toArray();
    boolean sameDay =
        Arrays.stream(distinct)
            .allMatch(d -> LocalDate.ofEpochDay(d).getDayOfMonth() == first.getDayOfMonth());
    if (sameDay && equallySpaced(months)) {
      return Read.of(new Dates(first, (int) least(months), true));
    }
    return equallySpaced(distinct)
        ? Read.of(new Dates(first, (int) least(distinct), false))
        : Read.wrong(
            option,
            name,
            "holds dates that are not equally spaced",
            "Maybe number the periods 1, 2, 3, ...");
  }

  private static long monthsFrom(LocalDate first, long day) {
    return java.time.temporal.ChronoUnit.MONTHS.between(first, LocalDate.ofEpochDay(day));
  }

  private static long least(long[] ascending) {
    long least = Long.MAX_VALUE;
    for (int i = 1; i < ascending.length; i++) {
      least = Math.min(least, ascending[i] - ascending[i - 1]);
    }
    return least;
  }

  private static boolean equallySpaced(long[] ascending) {
    long step = least(ascending);
    for (int i = 1; i < ascending.length; i++) {
      if (step < 1 || (ascending[i] - ascending[i - 1]) % step != 0) {
        return false;
      }
    }
    return true;
  }
}
