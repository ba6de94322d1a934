package org.liftgate.modeling.mix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class TransformsTest {
  private static final double[] PULSE = {0, 8, 0, 0, 0};

  @Test
  void aPulseDiesAwayGeometrically() {
    assertThat(Adstock.Geometric.plain(0.5).of(PULSE)).containsExactly(0, 8, 4, 2, 1);
    assertThat(new Adstock.Geometric(0.5, true).of(PULSE)).containsExactly(0, 4, 2, 1, 0.5);
  }

  @Test
  void aWeibullOfShapeOneIsGeometric() {
    double[] w = new Adstock.Weibull(1, 2, 30).weights();
    assertThat(Arrays.stream(w).sum()).isCloseTo(1, within(1e-12));
    assertThat(w[1] / w[0]).isCloseTo(Math.exp(-0.5), within(1e-12));
    double[] late = new Adstock.Weibull(3, 4, 13).weights();
    assertThat(late[3]).as("the effect rises first").isGreaterThan(late[0]);
  }

  @Property(tries = 50)
  void normalisedWeightsKeepTheTotal(@ForAll @DoubleRange(min = 0, max = 0.5) double decay) {
    double[] x = new double[80];
    for (int i = 0; i < 20; i++) {
      x[i] = 1 + Math.abs(Math.sin(i * (1 + decay)));
    }
    double[] a = new Adstock.Geometric(decay, true).of(x);
    assertThat(Arrays.stream(a).sum()).isCloseTo(Arrays.stream(x).sum(), within(1e-9));
  }

  @Test
  void halfOfTheCeilingIsReachedAtHalf() {
    assertThat(new Saturation.Hill(30, 2).of(30)).isEqualTo(0.5);
    assertThat(new Saturation.Hill(30, 2).of(0)).isZero();
    assertThat(new Saturation.Power(0.5).of(9)).isEqualTo(3);
    assertThatThrownBy(() -> new Saturation.Power(0.5).of(new double[] {1, -2}))
        .hasMessageContaining("row 2")
        .hasMessageContaining("Maybe");
    assertThatThrownBy(() -> new Adstock.Geometric(40, false)).hasMessageContaining("decay (40.0)");
  }

  @Test
  void seasonsRepeatAndIndicatorsLeaveOneOut() {
    List<LocalDate> weeks =
        IntStream.range(0, 104).mapToObj(i -> LocalDate.of(2023, 9, 17).plusWeeks(i)).toList();
    assertThat(Calendar.months(weeks).names()).hasSize(11).contains("month_12", "month_2");
    assertThat(Calendar.weeks(weeks).names()).hasSize(51);
    double[] sine = Calendar.fourier(weeks, 2).columns()[0];
    assertThat(sine[52]).isCloseTo(sine[0], within(0.03));
  }

  @Test
  void scalingKnowsTheWindowAlone() {
    Features x = Features.of("x", new double[] {1, 3, 100}).and("flat", new double[] {2, 2, 5});
    Features z = Standardiser.of(x, 2).apply(x);
    assertThat(z.columns()[0]).containsExactly(-1, 1, 98);
    assertThat(z.columns()[1]).containsExactly(0, 0, 3);
  }
}
