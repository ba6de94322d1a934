package org.liftgate.modeling.mix;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Named columns of n weeks in time order.
 *
 * @param names k distinct names
 * @param columns k arrays of n values
 */
public record Features(List<String> names, double[][] columns) {
  public Features {
    names = List.copyOf(names);
    if (names.size() != columns.length) {
      throw new IllegalArgumentException(
          "names (%d) must be one for each column (%d)".formatted(names.size(), columns.length));
    }
    if (names.stream().distinct().count() < names.size()) {
      throw new IllegalArgumentException("names (" + names + ") must differ");
    }
    if (Arrays.stream(columns).mapToInt(c -> c.length).distinct().count() > 1) {
      throw new IllegalArgumentException("columns must have one length");
    }
  }

  public static Features none() {
    return new Features(List.of(), new double[0][]);
  }

  public static Features of(String name, double[] column) {
    return new Features(List.of(name), new double[][] {column});
  }

  public Features and(Features more) {
    var all = new ArrayList<>(names);
    all.addAll(more.names);
    double[][] joined = Arrays.copyOf(columns, all.size());
    System.arraycopy(more.columns, 0, joined, columns.length, more.columns.length);
    return new Features(all, joined);
  }

  public Features and(String name, double[] column) {
    return and(of(name, column));
  }

  /** Rows from (inclusive) to (exclusive) of every column. */
  public Features rows(int from, int to) {
    return new Features(
        names,
        Arrays.stream(columns).map(c -> Arrays.copyOfRange(c, from, to)).toArray(double[][]::new));
  }

  public int width() {
    return columns.length;
  }
}
