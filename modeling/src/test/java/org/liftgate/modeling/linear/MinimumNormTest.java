package org.liftgate.modeling.linear;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Estimate;

class MinimumNormTest {
  private static final int N = 60;
  private final SplittableRandom random = new SplittableRandom(3);
  private final double[] x = draw();
  private final double[] z = draw();
  private final double[] y = draw();

  @Test
  void copies_share_their_sum_evenly_and_are_named() {
    var plain = (LinearFit.Solved) ols(List.of("x", "z"), x, z);
    var result =
        MinimumNorm.fit(
            LinearSample.of(y, List.of("x", "x2", "z", "x3"), x, x.clone(), z, x.clone()));
    double b = plain.coefficients()[1];
    double se = Math.sqrt(plain.covariance()[1][1]);
    for (int c : new int[] {1, 2, 4}) {
      var v = (Estimate.Value) result.estimates().get(c);
      assertThat(v.value()).isCloseTo(b / 3, within(1e-10));
      assertThat(v.stdError()).isCloseTo(se / 3, within(1e-10));
    }
    assertThat(result.rank()).isEqualTo(3);
    assertThat(result.aliases())
        .singleElement()
        .satisfies(
            a -> {
              assertThat(a.members()).containsExactly("x", "x2", "x3");
              assertThat(a.sum()).isCloseTo(b, within(1e-10));
            });
  }

  @Test
  void no_other_solution_that_fits_as_well_is_shorter() {
    double[] sum = new double[N];
    Arrays.setAll(sum, i -> x[i] + 2 * z[i]);
    var result = MinimumNorm.fit(LinearSample.of(y, List.of("x", "z", "sum"), x, z, sum));
    double[] b =
        result.estimates().stream().mapToDouble(e -> ((Estimate.Value) e).value()).toArray();
    // (1, 2, -1) is the null direction of the three slopes; the shortest solution has none of it.
    assertThat(b[1] + 2 * b[2] - b[3]).isCloseTo(0, within(1e-8));
    var plain = (LinearFit.Solved) ols(List.of("x", "z"), x, z);
    assertThat(b[1] + b[3]).isCloseTo(plain.coefficients()[1], within(1e-8));
    assertThat(b[2] + 2 * b[3]).isCloseTo(plain.coefficients()[2], within(1e-8));
  }

  @Test
  void without_combinations_it_is_least_squares() {
    var plain = (LinearFit.Solved) ols(List.of("x", "z"), x, z);
    var result = MinimumNorm.fit(LinearSample.of(y, List.of("x", "z"), x, z));
    for (int c = 0; c < 3; c++) {
      assertThat(((Estimate.Value) result.estimates().get(c)).value())
          .isCloseTo(plain.coefficients()[c], within(1e-12));
    }
    assertThat(result.aliases()).isEmpty();
  }

  private LinearFit ols(List<String> names, double[]... columns) {
    return new LinearRegression(Covariance.iid()).fit(LinearSample.of(y, names, columns));
  }

  private double[] draw() {
    var out = new double[N];
    Arrays.setAll(out, _ -> random.nextGaussian());
    return out;
  }
}
