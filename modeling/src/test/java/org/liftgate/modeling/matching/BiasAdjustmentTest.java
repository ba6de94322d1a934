package org.liftgate.modeling.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.liftgate.accumulate.LeastSquares;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Value;
import org.liftgate.modeling.propensity.Observed;

/**
 * The adjustment against a regression on copied rows, and its variance against leaving sets out.
 */
class BiasAdjustmentTest {
  private static final PropensityMatching MATCH = new PropensityMatching();

  private static Observed drawn(int n, long seed) {
    return PropensityMatchingTest.drawn(n, seed);
  }

  /** With about as many controls as treated, partners are far away. */
  private static Observed scarce(int n, long seed) {
    Observed all = drawn(n, seed);
    return all.take(
        IntStream.range(0, n).filter(i -> all.treated()[i] == 1 || i % 2 == 0).toArray());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void isARegressionAmongControlsCountedAsOftenAsTheyWereTaken(boolean replace) {
    var method = NearestNeighbour.DEFAULT.withReplacement(replace);
    Observed units = drawn(300, 2);
    var result = MATCH.withMethod(method).withBiasAdjustment(true).match(units);
    Matches m = result.matches().orElseThrow();
    int[] taken = Arrays.stream(m.controls()).filter(c -> c >= 0).toArray();
    assertThat(result.effect()).isInstanceOf(Value.class);
    assertThat(((Value) result.effect()).value()).isCloseTo(byHand(units, m, taken), within(1e-10));
    assertThat(result.notes()).anyMatch(n -> n.contains("Abadie and Imbens, 2011"));
  }

  /** y - x'b of the treated less that of its control, b from a regression on the rows given. */
  private static double byHand(Observed units, Matches m, int[] rows) {
    Observed controls = units.take(rows);
    var fit =
        (LeastSquares.Fit)
            LeastSquares.fit(controls.covariates(), controls.outcome(), List.of(), Workers.of(1));
    double sum = 0;
    for (int i = 0; i < m.treated().length; i++) {
      if (m.count(i) > 0) {
        int t = m.treated()[i];
        int c = m.control(i, 0);
        sum += units.outcome()[t] - units.outcome()[c];
        for (int k = 0; k < units.covariates().length; k++) {
          double[] x = units.covariates()[k];
          sum -= fit.coefficients()[k + 1] * (x[t] - x[c]);
        }
      }
    }
    return sum / m.matched();
  }

  @Test
  void itsErrorsAreThoseOfLeavingOutPairs() {
    Observed units = scarce(900, 3);
    var wide = NearestNeighbour.DEFAULT.withCaliper(5);
    var result = MATCH.withMethod(wide).withBiasAdjustment(true).match(units);
    Matches m = result.matches().orElseThrow();
    var pairs = new ArrayList<int[]>();
    for (int i = 0; i < m.treated().length; i++) {
      if (m.count(i) > 0) {
        pairs.add(new int[] {m.treated()[i], m.control(i, 0)});
      }
    }
    int g = pairs.size();
    double[] without = new double[g];
    for (int left = 0; left < g; left++) {
      int gone = left;
      int[] kept = IntStream.range(0, g).filter(i -> i != gone).toArray();
      int[] treated = Arrays.stream(kept).map(i -> pairs.get(i)[0]).toArray();
      int[] controls = Arrays.stream(kept).map(i -> pairs.get(i)[1]).toArray();
      without[left] = byHand(units, new Matches(treated, controls, 1, 5), controls);
    }
    double mean = Arrays.stream(without).average().orElseThrow();
    double jackknife =
        Math.sqrt(Arrays.stream(without).map(v -> (v - mean) * (v - mean)).sum() * (g - 1.0) / g);
    double own = ((Value) result.effect()).stdError();
    assertThat(own).isCloseTo(jackknife, within(0.02 * jackknife));
  }

  @Test
  void takesOffWhatAWideCaliperLeaves() {
    double plain = 0;
    double adjusted = 0;
    var wide = MATCH.withMethod(NearestNeighbour.DEFAULT.withCaliper(5));
    for (int draw = 0; draw < 50; draw++) {
      Observed units = scarce(400, 700 + draw);
      plain += ((Value) wide.estimate(units).getFirst()).value() / 50;
      adjusted += ((Value) wide.withBiasAdjustment(true).estimate(units).getFirst()).value() / 50;
    }
    assertThat(plain).isGreaterThan(1.15);
    assertThat(adjusted).isCloseTo(1, within(0.07));
  }

  @Test
  void columnsThatDoNotVaryAmongMatchedControlsAreNamed() {
    Observed drawn = drawn(200, 8);
    double[][] x = Arrays.copyOf(drawn.covariates(), 4);
    x[2] = new double[200];
    x[3] = x[0].clone();
    var units = Observed.of(List.of("a", "b", "flat", "twin"), x, drawn.treated(), drawn.outcome());
    var result = MATCH.withBiasAdjustment(true).match(units);
    assertThat(result.notes()).anyMatch(n -> n.endsWith("matched controls: flat, twin."));
    Estimate without = MATCH.withBiasAdjustment(true).estimate(drawn).getFirst();
    assertThat(((Value) result.effect()).value())
        .isCloseTo(((Value) without).value(), within(1e-9));
  }
}
