package org.liftgate.reporting.explore;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Table;

/**
 * How often each value of a column occurs: from it every figure of a profile follows exactly, in
 * one pass over the data.
 *
 * @param values distinct values that are not missing, ascending, as text
 * @param numbers the same values as numbers; empty for text, dates and truth values
 * @param counts rows with each value
 * @param nulls rows without a value
 */
public record Frequencies(List<String> values, double[] numbers, long[] counts, long nulls) {

  /** A value and its rows. */
  public record Top(String value, long rows) {}

  /**
   * From a table of {@code value} and {@code n}, in any order; the null value counts the missing.
   */
  public static Frequencies of(Table table) {
    Table.Column values = table.column("value");
    long[] n = table.longs("n");
    long nulls = values.nulls().stream().mapToLong(i -> n[i]).sum();
    int[] rows =
        ascending(
            IntStream.range(0, table.rows()).filter(i -> !values.nulls().get(i)).toArray(),
            order(values));
    var texts = new ArrayList<String>(rows.length);
    for (int row : rows) {
      texts.add(text(values, row));
    }
    long[] counts = IntStream.of(rows).mapToLong(i -> n[i]).toArray();
    return new Frequencies(texts, numbers(values, rows), counts, nulls);
  }

  /** Numbers come in order; boxing a million of them to find that out would be dear. */
  private static int[] ascending(int[] rows, Comparator<Integer> order) {
    for (int i = 1; i < rows.length; i++) {
      if (order.compare(rows[i - 1], rows[i]) > 0) {
        return IntStream.of(rows).boxed().sorted(order).mapToInt(r -> r).toArray();
      }
    }
    return rows;
  }

  private static Comparator<Integer> order(Table.Column values) {
    return switch (values) {
      case Table.Longs c -> Comparator.comparingLong(i -> c.values()[i]);
      case Table.Doubles c -> Comparator.comparingDouble(i -> c.values()[i]);
      case Table.Texts c -> Comparator.comparing(i -> c.labels()[c.codes()[i]]);
    };
  }

  private static String text(Table.Column values, int row) {
    return switch (values) {
      case Table.Longs c when c.type() == Schema.Type.DATE ->
          java.time.LocalDate.ofEpochDay(c.values()[row]).toString();
      case Table.Longs c when c.type() == Schema.Type.TIMESTAMP ->
          java.time.Instant.EPOCH
              .plus(c.values()[row], java.time.temporal.ChronoUnit.MICROS)
              .toString();
      case Table.Doubles c -> decimal(c.values()[row]);
      default -> String.valueOf(values.boxed(row));
    };
  }

  private static String decimal(double value) {
    return Double.isFinite(value)
        ? new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString()
        : Double.toString(value);
  }

  private static double[] numbers(Table.Column values, int[] rows) {
    return switch (values) {
      case Table.Doubles c -> IntStream.of(rows).mapToDouble(i -> c.values()[i]).toArray();
      case Table.Longs c when c.type() == Schema.Type.INTEGER ->
          IntStream.of(rows).mapToDouble(i -> c.values()[i]).toArray();
      default -> new double[0];
    };
  }

  public long rows() {
    return present() + nulls;
  }

  /** Rows that have a value. */
  public long present() {
    long sum = 0;
    for (long n : counts) {
      sum += n;
    }
    return sum;
  }

  boolean numeric() {
    return numbers.length > 0;
  }

  /** Rows whose number is zero. */
  long zeros() {
    return rowsWhere(v -> v == 0);
  }

  /** Rows whose number is below zero. */
  long negatives() {
    return rowsWhere(v -> v < 0);
  }

  private long rowsWhere(java.util.function.DoublePredicate test) {
    return IntStream.range(0, numbers.length)
        .filter(i -> test.test(numbers[i]))
        .mapToLong(i -> counts[i])
        .sum();
  }

  /**
   * The smallest value with at least the share q of rows at or below it; empty without numbers.
   *
   * @param q between 0 and 1
   */
  OptionalDouble quantile(double q) {
    long wanted = Math.max(1, (long) Math.ceil(q * present()));
    long seen = 0;
    for (int i = 0; i < numbers.length; i++) {
      seen += counts[i];
      if (seen >= wanted) {
        return OptionalDouble.of(numbers[i]);
      }
    }
    return OptionalDouble.empty();
  }

  /** The mean from an exact decimal sum; empty without finite numbers. */
  OptionalDouble mean() {
    var sum = BigDecimal.ZERO;
    long n = 0;
    for (int i = 0; i < numbers.length; i++) {
      if (Double.isFinite(numbers[i])) {
        sum = sum.add(BigDecimal.valueOf(numbers[i]).multiply(BigDecimal.valueOf(counts[i])));
        n += counts[i];
      }
    }
    return n == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(sum.divide(BigDecimal.valueOf(n), MathContext.DECIMAL64).doubleValue());
  }

  /** The most frequent values, ties in ascending order of the value. */
  List<Top> top(int most) {
    return IntStream.range(0, counts.length)
        .boxed()
        .sorted(Comparator.<Integer>comparingLong(i -> -counts[i]).thenComparing(i -> i))
        .limit(most)
        .map(i -> new Top(values.get(i), counts[i]))
        .toList();
  }
}
