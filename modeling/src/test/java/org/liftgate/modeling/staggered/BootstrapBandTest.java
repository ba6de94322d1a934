package org.liftgate.modeling.staggered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.liftgate.accumulate.Workers;

class BootstrapBandTest {
  private static final double NORMAL_QUARTILES = 1.3489795003921634;

  /** Whether or not the analytic error says where the quartiles lie. */
  @Property(tries = 60)
  void equalsSorting(
      @ForAll @IntRange(max = 10_000) int seed,
      @ForAll @IntRange(min = 2, max = 300) int count,
      @ForAll @IntRange(min = 1, max = 150) int targets,
      @ForAll @DoubleRange(min = 0.01, max = 50) double analytic) {
    var random = new SplittableRandom(seed);
    var draws = new double[targets][count];
    for (double[] target : draws) {
      Arrays.setAll(target, d -> Math.rint(20 * random.nextGaussian()) / 10 + seed % 3);
    }
    var errors = new double[targets];
    Arrays.fill(errors, analytic);
    errors[0] = 0;
    BootstrapBand band = BootstrapBand.of(k -> draws[k], errors, count, Workers.of(2));
    var largest = new double[count];
    for (int k = 0; k < targets; k++) {
      double[] sorted = draws[k].clone();
      Arrays.sort(sorted);
      double spread = sorted[at(0.75, count)] - sorted[at(0.25, count)];
      double error = k == 0 ? 0 : spread / NORMAL_QUARTILES;
      assertThat(band.stdErrors()[k]).isCloseTo(error, within(1e-12));
      for (int d = 0; error > 0 && d < count; d++) {
        largest[d] = Math.max(largest[d], Math.abs(draws[k][d]) / error);
      }
    }
    Arrays.sort(largest);
    if (largest[count - 1] > 0) {
      double critical = Math.max(1.959963984540054, largest[at(0.95, count)]);
      assertThat(band.critical().orElseThrow()).isCloseTo(critical, within(1e-9));
    } else {
      assertThat(band.critical()).isEmpty();
    }
  }

  private static int at(double share, int count) {
    return (int) Math.ceil(count * share - 1e-9) - 1;
  }
}
