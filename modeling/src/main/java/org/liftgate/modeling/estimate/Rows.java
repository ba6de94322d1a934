package org.liftgate.modeling.estimate;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.liftgate.kernel.LiftgateException;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Table;
import org.liftgate.kernel.Table.Column;
import org.liftgate.kernel.Table.Doubles;
import org.liftgate.kernel.Table.Longs;
import org.liftgate.kernel.Table.Texts;

/** Columns of complete rows as what estimators take: numbers, flags and codes with their names. */
public final class Rows {
  private Rows() {}

  /**
   * A column as codes in ascending order of its values.
   *
   * @param codes n codes 0..K-1
   * @param labels K values as people read them; dates as dates
   */
  public record Coded(int[] codes, List<String> labels) {}

  /** Codes of integers, dates, texts and also of numbers. Nothing may be missing. */
  public static Coded coded(Table table, String column) {
    Column c = table.column(column);
    if (c instanceof Doubles d) {
      double[] distinct = Arrays.stream(d.values()).map(v -> v + 0.0).sorted().distinct().toArray();
      int[] codes =
          Arrays.stream(d.values()).mapToInt(v -> Arrays.binarySearch(distinct, v + 0.0)).toArray();
      return new Coded(codes, Arrays.stream(distinct).mapToObj(Rows::plain).toList());
    }
    Table.Codes codes = table.codes(column);
    boolean dates = c.type() == Schema.Type.DATE;
    return new Coded(
        codes.codes(), Arrays.stream(codes.labels()).map(v -> label(v, dates)).toList());
  }

  private static String label(Object value, boolean date) {
    return date ? LocalDate.ofEpochDay((Long) value).toString() : value.toString();
  }

  private static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  /**
   * Numbers of the column an option names.
   *
   * @throws LiftgateException when it holds text
   */
  public static double[] numbers(Request request, Table table, String option) {
    return numbers(request, table, option, request.required(option));
  }

  /** Numbers of one of several columns an option names. */
  public static double[] numbers(Request request, Table table, String option, String column) {
    return switch (table.column(column)) {
      case Doubles d -> d.values();
      case Longs l -> Arrays.stream(l.values()).asDoubleStream().toArray();
      case Texts _ ->
          throw LiftgateException.input(
              request.problem(option, "must hold numbers", "Column " + column + " holds text."));
    };
  }

  /**
   * Flags of the column an option names.
   *
   * @throws LiftgateException when it holds anything but 0 and 1
   */
  public static byte[] flags(Request request, Table table, String option) {
    double[] values = numbers(request, table, option);
    var flags = new byte[values.length];
    for (int i = 0; i < flags.length; i++) {
      if (values[i] != 0 && values[i] != 1) {
        throw LiftgateException.input(
            request.problem(
                option, "must hold 0 and 1 alone", "Maybe recode " + plain(values[i]) + "."));
      }
      flags[i] = (byte) values[i];
    }
    return flags;
  }

  /**
   * A whole number that an option gives.
   *
   * @throws LiftgateException when it is below the least
   */
  public static int atLeast(Request request, String option, int least) {
    int value = request.integer(option);
    if (value < least) {
      throw LiftgateException.input(request.problem(option, "must be at least " + least, ""));
    }
    return value;
  }
}
