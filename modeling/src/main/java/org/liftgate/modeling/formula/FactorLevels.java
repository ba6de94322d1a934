package org.liftgate.modeling.formula;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import org.liftgate.kernel.Schema;
import org.liftgate.kernel.Table.Column;
import org.liftgate.kernel.Table.Doubles;
import org.liftgate.kernel.Table.Longs;
import org.liftgate.kernel.Table.Texts;

/**
 * The distinct values of a column among chosen rows, ascending.
 *
 * @param codes 0..K-1, one for each chosen row
 * @param labels K texts
 */
record FactorLevels(int[] codes, String[] labels) {

  static FactorLevels of(Column column, int[] rows) {
    return switch (column) {
      case Longs c -> longs(c, rows);
      case Doubles c -> doubles(c, rows);
      case Texts c -> texts(c, rows);
    };
  }

  private static FactorLevels longs(Longs column, int[] rows) {
    long[] values = new long[rows.length];
    Arrays.setAll(values, i -> column.values()[rows[i]]);
    long[] distinct = Codes.distinct(values);
    String[] labels =
        Arrays.stream(distinct).mapToObj(v -> label(column.type(), v)).toArray(String[]::new);
    return new FactorLevels(Codes.of(values, distinct), labels);
  }

  private static String label(Schema.Type type, long value) {
    return switch (type) {
      case BOOLEAN -> String.valueOf(value != 0);
      case DATE -> LocalDate.ofEpochDay(value).toString();
      case TIMESTAMP ->
          Instant.ofEpochSecond(
                  Math.floorDiv(value, 1_000_000), 1000 * Math.floorMod(value, 1_000_000))
              .atOffset(ZoneOffset.UTC)
              .toLocalDateTime()
              .toString();
      default -> Long.toString(value);
    };
  }

  private static FactorLevels doubles(Doubles column, int[] rows) {
    double[] values = new double[rows.length];
    Arrays.setAll(values, i -> column.values()[rows[i]] + 0.0);
    double[] distinct = Arrays.stream(values).sorted().distinct().toArray();
    int[] codes = Arrays.stream(values).mapToInt(v -> Arrays.binarySearch(distinct, v)).toArray();
    String[] labels = Arrays.stream(distinct).mapToObj(FactorLevels::label).toArray(String[]::new);
    return new FactorLevels(codes, labels);
  }

  /** 2 rather than 2.0. */
  static String label(double value) {
    return Math.abs(value) < 1e15
        ? new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString()
        : Double.toString(value);
  }

  private static FactorLevels texts(Texts column, int[] rows) {
    boolean[] seen = new boolean[column.labels().length];
    for (int row : rows) {
      seen[column.codes()[row]] = true;
    }
    Integer[] order =
        java.util.stream.IntStream.range(0, seen.length)
            .filter(k -> seen[k])
            .boxed()
            .sorted((a, b) -> column.labels()[a].compareTo(column.labels()[b]))
            .toArray(Integer[]::new);
    var rank = new int[seen.length];
    var labels = new String[order.length];
    for (int k = 0; k < order.length; k++) {
      rank[order[k]] = k;
      labels[k] = column.labels()[order[k]];
    }
    int[] codes = Arrays.stream(rows).map(row -> rank[column.codes()[row]]).toArray();
    return new FactorLevels(codes, labels);
  }
}
