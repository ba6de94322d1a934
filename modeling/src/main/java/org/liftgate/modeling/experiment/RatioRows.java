package org.liftgate.modeling.experiment;

import java.util.Arrays;
import java.util.Optional;
import org.liftgate.kernel.Sample;

/**
 * Units of assignment with a sum and a count each, such as sales and baskets.
 *
 * @param treated n flags
 * @param numerator n values
 * @param denominator n values
 */
public record RatioRows(byte[] treated, double[] numerator, double[] denominator)
    implements Sample {
  public RatioRows {
    if (treated.length != numerator.length || treated.length != denominator.length) {
      throw new IllegalArgumentException("columns of an experiment must have one length");
    }
  }

  @Override
  public int rows() {
    return treated.length;
  }

  /**
   * Sums by unit.
   *
   * @param unit n codes at least 0
   * @return empty when a unit has rows in both arms
   */
  public static Optional<RatioRows> byUnit(
      int[] unit, byte[] treated, double[] numerator, double[] denominator) {
    int units = Arrays.stream(unit).max().orElse(-1) + 1;
    var arm = new byte[units];
    Arrays.fill(arm, (byte) -1);
    var top = new double[units];
    var bottom = new double[units];
    for (int i = 0; i < unit.length; i++) {
      int u = unit[i];
      if (arm[u] >= 0 && arm[u] != treated[i]) {
        return Optional.empty();
      }
      arm[u] = treated[i];
      top[u] += numerator[i];
      bottom[u] += denominator[i];
    }
    return Optional.of(present(arm, top, bottom));
  }

  private static RatioRows present(byte[] arm, double[] top, double[] bottom) {
    int kept = 0;
    for (int u = 0; u < arm.length; u++) {
      if (arm[u] >= 0) {
        arm[kept] = arm[u];
        top[kept] = top[u];
        bottom[kept++] = bottom[u];
      }
    }
    return new RatioRows(
        Arrays.copyOf(arm, kept), Arrays.copyOf(top, kept), Arrays.copyOf(bottom, kept));
  }
}
