package org.liftgate.modeling.balance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

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

  /** One column. */
  public static Balance of(String name, double[] x, byte[] treated, double[] weights) {
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
            : distances(x, treated, weights, one.total(), other.total());
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
      double[] x, byte[] treated, double[] weights, double one, double other) {
    int[] order =
        IntStream.range(0, x.length)
            .filter(i -> weights[i] > 0)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> x[i]))
            .mapToInt(i -> i)
            .toArray();
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
}
