package org.liftgate.modeling.balance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Balance of one column between treated and comparison units, each with a weight. The conventions
 * are those of R's MatchIt 4.7.2.
 *
 * @param column its name
 * @param treatedMean weighted mean of the treated
 * @param comparisonMean weighted mean of the comparison units
 * @param standardised their difference over the standard deviation of all treated before weighting,
 *     sqrt(p(1-p)) for a column of zeros and ones; empty when that is zero
 * @param varianceRatio treated over comparison, of weighted variances with the correction 1 - sum
 *     w^2; empty for a column of zeros and ones and where either is zero
 * @param kolmogorov greatest distance between the two weighted distribution functions (KS, also
 *     called eCDF max)
 * @param meanDistance mean of that distance over the distinct values (eCDF mean); for zeros and
 *     ones the difference of the means
 */
public record Balance(
    String column,
    double treatedMean,
    double comparisonMean,
    OptionalDouble standardised,
    OptionalDouble varianceRatio,
    double kolmogorov,
    double meanDistance) {

  /** A standardised difference is small below this. */
  public static final double SMALL = 0.1;

  /** Absolute standardised difference below .1 and variance ratio within .5 to 2, where defined. */
  public boolean holds() {
    boolean mean = standardised.isEmpty() || Math.abs(standardised.getAsDouble()) < SMALL;
    double ratio = varianceRatio.orElse(1);
    return mean && ratio >= 0.5 && ratio <= 2;
  }

  /** As {@link #holds()}, and the distribution functions are at most {@code limit} apart. */
  public boolean holds(double limit) {
    return holds() && kolmogorov <= limit;
  }

  /**
   * Columns as they are, or weighted.
   *
   * @param columns k arrays of n finite values
   * @param treated n values 0 or 1
   * @param weights n values of at least 0, some above it in each arm
   */
  public static List<Balance> of(
      List<String> names, double[][] columns, byte[] treated, double[] weights) {
    var out = new ArrayList<Balance>();
    for (int k = 0; k < columns.length; k++) {
      out.add(of(names.get(k), columns[k], treated, weights));
    }
    return out;
  }

  /** The standardised difference of one column alone. */
  public static OptionalDouble mean(double[] x, byte[] treated, double[] weights) {
    boolean binary = Arrays.stream(x).allMatch(v -> v == 0 || v == 1);
    double[] flat = new double[x.length];
    Arrays.fill(flat, 1);
    double deviation = Math.sqrt(Arm.of(x, treated, flat, 1).variance(binary));
    double difference =
        Arm.of(x, treated, weights, 1).mean() - Arm.of(x, treated, weights, 0).mean();
    return deviation > 0 ? OptionalDouble.of(difference / deviation) : OptionalDouble.empty();
  }

  /** One column. */
  public static Balance of(String name, double[] x, byte[] treated, double[] weights) {
    return of(name, x, treated, weights, order(x));
  }

  /**
   * One column whose order is known, so that several sets of weights share it.
   *
   * @param order of {@link #order}
   */
  public static Balance of(String name, double[] x, byte[] treated, double[] weights, int[] order) {
    boolean binary = Arrays.stream(x).allMatch(v -> v == 0 || v == 1);
    var one = Arm.of(x, treated, weights, 1);
    var other = Arm.of(x, treated, weights, 0);
    double[] flat = new double[x.length];
    Arrays.fill(flat, 1);
    double deviation = Math.sqrt(Arm.of(x, treated, flat, 1).variance(binary));
    double difference = one.mean() - other.mean();
    double ratio = one.variance(false) / other.variance(false);
    double[] distances =
        binary
            ? new double[] {Math.abs(difference), Math.abs(difference)}
            : distances(x, treated, weights, one.total(), other.total(), order);
    return new Balance(
        name,
        one.mean(),
        other.mean(),
        deviation > 0 ? OptionalDouble.of(difference / deviation) : OptionalDouble.empty(),
        binary || !Double.isFinite(ratio) || !(ratio > 0)
            ? OptionalDouble.empty()
            : OptionalDouble.of(ratio),
        distances[0],
        distances[1]);
  }

  /** Greatest and mean distance of the two distribution functions at the distinct values. */
  private static double[] distances(
      double[] x, byte[] treated, double[] weights, double one, double other, int[] rows) {
    int[] order = Arrays.stream(rows).filter(i -> weights[i] > 0).toArray();
    double apart = 0;
    double most = 0;
    double sum = 0;
    int distinct = 0;
    for (int at = 0; at < order.length; at++) {
      int i = order[at];
      apart += treated[i] != 0 ? weights[i] / one : -weights[i] / other;
      if (at + 1 == order.length || x[order[at + 1]] != x[i]) {
        most = Math.max(most, Math.abs(apart));
        sum += Math.abs(apart);
        distinct++;
      }
    }
    return new double[] {most, sum / distinct};
  }

  /** Rows by ascending value, ties by row. */
  public static int[] order(double[] x) {
    if (Arrays.stream(x).allMatch(v -> v == 0 || v == 1)) {
      return new int[0]; // two values need no order
    }
    double[] values = new double[x.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = x[i] + 0.0; // one zero
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int distinct = 0;
    for (int i = 0; i < sorted.length; i++) {
      if (i == 0 || sorted[i] != sorted[distinct - 1]) {
        sorted[distinct++] = sorted[i];
      }
    }
    int[] place = new int[values.length];
    int[] from = new int[distinct + 1];
    for (int i = 0; i < values.length; i++) {
      place[i] = Arrays.binarySearch(sorted, 0, distinct, values[i]);
      from[place[i] + 1]++;
    }
    for (int k = 0; k < distinct; k++) {
      from[k + 1] += from[k];
    }
    int[] out = new int[x.length];
    for (int i = 0; i < out.length; i++) {
      out[from[place[i]]++] = i;
    }
    return out;
  }
}
