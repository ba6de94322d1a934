package org.liftgate.modeling.forest.causal;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.liftgate.kernel.Sample;

/**
 * Rows with an outcome, a treatment and features known before it.
 *
 * @param names p names of the features
 * @param features p arrays of n values: held fixed, and the effect may differ by them
 * @param treatment n values: 0 and 1, or a dose
 * @param outcome n values
 * @param units n codes 0, 1, ... of rows drawn or treated as one; empty where every row is a unit
 */
public record CausalSample(
    List<String> names, double[][] features, double[] treatment, double[] outcome, int[] units)
    implements Sample {

  public CausalSample {
    names = List.copyOf(names);
    int n = outcome.length;
    if (names.size() != features.length
        || treatment.length != n
        || (units.length != 0 && units.length != n)
        || Arrays.stream(features).anyMatch(f -> f.length != n)) {
      throw new IllegalArgumentException(
          "features, treatment and units must have %d rows, and each feature a name".formatted(n));
    }
  }

  public static CausalSample of(
      List<String> names, double[][] features, double[] treatment, double[] outcome) {
    return new CausalSample(names, features, treatment, outcome, new int[0]);
  }

  /** Rows with equal codes are drawn as one; codes may be any. */
  public CausalSample withUnits(int[] codes) {
    int[] distinct = Arrays.stream(codes).sorted().distinct().toArray();
    int[] dense = Arrays.stream(codes).map(c -> Arrays.binarySearch(distinct, c)).toArray();
    return new CausalSample(names, features, treatment, outcome, dense);
  }

  @Override
  public int rows() {
    return outcome.length;
  }

  /** Whether every row has treatment 0 or 1. */
  public boolean binary() {
    return Arrays.stream(treatment).allMatch(t -> t == 0 || t == 1);
  }

  /** A code for each row's unit. */
  int[] unitCodes() {
    return units.length == 0 ? IntStream.range(0, rows()).toArray() : units;
  }

  int unitCount() {
    return units.length == 0 ? rows() : Arrays.stream(units).max().orElse(-1) + 1;
  }

  /** Some of the rows, in the order given. */
  CausalSample take(int[] rows) {
    var taken =
        of(
            names,
            Arrays.stream(features).map(f -> pick(f, rows)).toArray(double[][]::new),
            pick(treatment, rows),
            pick(outcome, rows));
    return units.length == 0
        ? taken
        : taken.withUnits(Arrays.stream(rows).map(i -> units[i]).toArray());
  }

  static double[] pick(double[] values, int[] rows) {
    return Arrays.stream(rows).mapToDouble(i -> values[i]).toArray();
  }
}
