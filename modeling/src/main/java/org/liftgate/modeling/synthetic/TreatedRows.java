package org.liftgate.modeling.synthetic;

import java.util.Arrays;
import java.util.List;
import org.liftgate.kernel.Sample;

/**
 * Units by periods as rows in any order, with treatment by row.
 *
 * @param unit n codes 0..U-1
 * @param period n codes 0..T-1 in order of time
 * @param outcome n values
 * @param treated n flags, 1 where the unit is treated in that period
 * @param units U names for messages
 * @param periods T names for messages
 */
public record TreatedRows(
    int[] unit,
    int[] period,
    double[] outcome,
    byte[] treated,
    List<String> units,
    List<String> periods)
    implements Sample {
  public TreatedRows {
    int n = outcome.length;
    if (unit.length != n || period.length != n || treated.length != n) {
      throw new IllegalArgumentException("columns of a panel must have one length");
    }
    units = List.copyOf(units);
    periods = List.copyOf(periods);
  }

  /** Units and periods named by their numbers, whatever integers those are. */
  public static TreatedRows of(int[] unit, int[] period, double[] outcome, byte[] treated) {
    int[] units = Arrays.stream(unit).sorted().distinct().toArray();
    int[] periods = Arrays.stream(period).sorted().distinct().toArray();
    return new TreatedRows(
        codes(unit, units), codes(period, periods), outcome, treated, names(units), names(periods));
  }

  private static int[] codes(int[] values, int[] distinct) {
    return Arrays.stream(values).map(v -> Arrays.binarySearch(distinct, v)).toArray();
  }

  private static List<String> names(int[] values) {
    return Arrays.stream(values).mapToObj(Integer::toString).toList();
  }

  @Override
  public int rows() {
    return outcome.length;
  }
}
