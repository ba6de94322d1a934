package org.liftgate.modeling.learn;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.liftgate.accumulate.Workers;
import org.liftgate.modeling.forest.BinnedFeatures;

/**
 * Some rows of the features, as numbers and as bins. Bins are cut once for all rows, from features
 * alone.
 *
 * @param columns p arrays of all rows
 * @param rows m rows of them that are meant
 * @param flags m values of one more feature of 0 and 1; empty when there is none
 * @param bins of the m rows
 */
public record Features(double[][] columns, int[] rows, byte[] flags, BinnedFeatures bins) {

  public static Features of(double[][] columns, Workers workers) {
    int n = columns.length == 0 ? 0 : columns[0].length;
    return new Features(
        columns, IntStream.range(0, n).toArray(), new byte[0], BinnedFeatures.of(columns, workers));
  }

  /** Other rows in the same bins. */
  public Features others(double[][] values, Workers workers) {
    int n = values.length == 0 ? 0 : values[0].length;
    return new Features(
        values, IntStream.range(0, n).toArray(), new byte[0], bins.encode(values, workers));
  }

  public int size() {
    return rows.length;
  }

  /** Some of these rows, by their places here. */
  public Features take(int[] places) {
    return new Features(
        columns, Arrays.stream(places).map(i -> rows[i]).toArray(), new byte[0], bins.take(places));
  }

  /** One more feature of 0 and 1. */
  public Features plus(byte[] more) {
    return new Features(columns, rows, more, bins.plus(more));
  }

  /** One more feature with the same value in each row. */
  public Features plus(int value) {
    var all = new byte[rows.length];
    Arrays.fill(all, (byte) value);
    return plus(all);
  }

  /** The features as numbers, p arrays of m values, the flags last. */
  public double[][] numbers() {
    var out = new double[columns.length][rows.length];
    for (int j = 0; j < columns.length; j++) {
      double[] from = columns[j];
      double[] to = out[j];
      for (int i = 0; i < rows.length; i++) {
        to[i] = from[rows[i]];
      }
    }
    if (flags.length == 0) {
      return out;
    }
    double[][] more = Arrays.copyOf(out, out.length + 1);
    more[out.length] = IntStream.range(0, flags.length).mapToDouble(i -> flags[i]).toArray();
    return more;
  }
}
