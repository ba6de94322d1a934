package org.liftgate.reporting.explore;

import java.util.List;
import java.util.OptionalDouble;
import org.liftgate.kernel.Schema;

/**
 * What one column holds.
 *
 * @param distinct number of different values; approximate unless {@code exact}
 * @param min smallest value as text; empty when there is none
 * @param zeroShare share of the values that are zero; empty for columns that are not numbers
 * @param quantiles at 1, 25, 50, 75 and 99 in 100; empty for keys and columns that are not numbers
 */
public record ColumnProfile(
    String table,
    String column,
    Schema.Type type,
    long rows,
    long nulls,
    long distinct,
    boolean exact,
    String min,
    String max,
    OptionalDouble mean,
    OptionalDouble zeroShare,
    OptionalDouble negativeShare,
    List<Double> quantiles,
    List<Frequencies.Top> top) {

  static final double[] LEVELS = {.01, .25, .5, .75, .99};
  private static final int TOP = 5;

  /** A profile from every value of a column. */
  public static ColumnProfile of(String table, Schema.Column column, Frequencies f) {
    boolean measure = f.numeric() && !key(column.name());
    int last = f.values().size() - 1;
    return new ColumnProfile(
        table,
        column.name(),
        column.type(),
        f.rows(),
        f.nulls(),
        f.values().size(),
        true,
        last < 0 ? "" : f.values().getFirst(),
        last < 0 ? "" : f.values().getLast(),
        measure ? f.mean() : OptionalDouble.empty(),
        measure ? share(f.zeros(), f.present()) : OptionalDouble.empty(),
        measure ? share(f.negatives(), f.present()) : OptionalDouble.empty(),
        measure ? quantiles(f) : List.of(),
        f.values().size() == f.present() ? List.of() : f.top(TOP));
  }

  /** A profile from what is known of a stored table, where a column has too many values to list. */
  public static ColumnProfile about(
      String table,
      Schema.Column column,
      long rows,
      long nulls,
      long distinct,
      String min,
      String max) {
    var none = OptionalDouble.empty();
    return new ColumnProfile(
        table,
        column.name(),
        column.type(),
        rows,
        nulls,
        Math.min(distinct, rows - nulls),
        false,
        min,
        max,
        none,
        none,
        none,
        List.of(),
        List.of());
  }

  /** Whether a name says that the numbers are labels, of which a mean says nothing. */
  static boolean key(String column) {
    return column.endsWith("_id")
        || column.endsWith("_key")
        || column.endsWith("_upc")
        || column.equals("line_number");
  }

  private static OptionalDouble share(long part, long whole) {
    return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of(part / (double) whole);
  }

  private static List<Double> quantiles(Frequencies f) {
    return java.util.Arrays.stream(LEVELS).mapToObj(q -> f.quantile(q).orElseThrow()).toList();
  }

  public double nullShare() {
    return rows == 0 ? 0 : nulls / (double) rows;
  }
}
