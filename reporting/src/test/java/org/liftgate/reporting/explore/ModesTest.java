package org.liftgate.reporting.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("modes and seasons")
class ModesTest {
  private static double[] normal(int seed, int n, double gap) {
    var random = new SplittableRandom(seed);
    return IntStream.range(0, n)
        .mapToDouble(i -> random.nextGaussian() + (i % 2 == 0 ? 0 : gap))
        .toArray();
  }

  @Test
  @DisplayName("one mode is called several in fewer than 5 of 100 tries, two far apart always")
  void calibrated() {
    long one = IntStream.range(0, 40).filter(s -> p(normal(s, 60, 0)) < .05).count();
    long two = IntStream.range(0, 10).filter(s -> p(normal(s, 60, 6)) < .05).count();
    assertThat(one).isLessThanOrEqualTo(4);
    assertThat(two).isEqualTo(10);
  }

  private static double p(double[] values) {
    return Modes.pValue(values).orElseThrow();
  }

  @Test
  @DisplayName("the critical bandwidth of two equal points is half their distance")
  void critical() {
    // Two equal normal densities have one mode once the bandwidth reaches half their distance.
    double[] x = IntStream.range(0, 20).mapToDouble(i -> i < 10 ? 0 : 8).toArray();
    assertThat(Modes.critical(x)).isCloseTo(4, within(.1));
  }

  @Test
  @DisplayName("a few values, many or hardly different ones are not tested")
  void untested() {
    assertThat(Modes.pValue(new double[Modes.LEAST - 1])).isEmpty();
    assertThat(Modes.pValue(new double[Modes.MOST + 1])).isEmpty();
    assertThat(Modes.pValue(IntStream.range(0, 90).mapToDouble(i -> i % 3).toArray())).isEmpty();
  }

  @Test
  @DisplayName("a line and months planted come back; white noise has next to no season")
  void seasons() {
    int[] month = IntStream.range(0, 96).map(t -> t % 12 + 1).toArray();
    double[] y =
        IntStream.range(0, 96).mapToDouble(t -> 50 + .5 * t + (t % 12 == 3 ? 6 : 0)).toArray();
    Seasons s = Seasons.of(y, month);
    assertThat(s.slope()).isCloseTo(.5, within(.01));
    assertThat(s.months()[3] - s.months()[4]).isCloseTo(6, within(.05));
    assertThat(s.seasonShare()).isGreaterThan(.95);
    assertThat(Seasons.of(normal(1, 96, 0), month).seasonShare()).isLessThan(.2);
  }
}
