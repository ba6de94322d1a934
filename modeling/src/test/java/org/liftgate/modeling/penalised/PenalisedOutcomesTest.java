package org.liftgate.modeling.penalised;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;

/** Optimality of any solution, cross-validation against refits, and what is refused. */
class PenalisedOutcomesTest {

  private static PenalisedSample drawn(int n, int k, long seed) {
    var random = new SplittableRandom(seed);
    double[] shared = random.doubles(n).toArray();
    double[][] x = new double[k][n];
    double[] y = new double[n];
    for (int j = 0; j < k; j++) {
      for (int i = 0; i < n; i++) {
        x[j][i] = Math.pow(10, j % 3) * (5 + random.nextGaussian() + 2 * shared[i]);
        y[i] += j < 2 ? x[j][i] / Math.pow(10, j % 3) : 0;
      }
    }
    Arrays.setAll(y, i -> y[i] + random.nextGaussian());
    return new PenalisedSample(IntStream.range(0, k).mapToObj(j -> "x" + j).toList(), x, y);
  }

  /** |gradient| = l1 where a coefficient is not zero, at most l1 where it is. */
  @Property(tries = 60)
  void solutionsAreOptimal(
      @ForAll long seed,
      @ForAll @DoubleRange(min = 0, max = 1) double a,
      @ForAll @DoubleRange(min = 0.01, max = 1) double lambda) {
    var sample = drawn(40, 6, seed);
    var fit =
        new PenalisedRegression(a, false, Convention.SCIKIT, org.liftgate.accumulate.Workers.of(1))
            .fit(sample, lambda);
    double n = sample.rows();
    double[] fitted = fit.predict(sample.columns(), sample.rows());
    double l1 = a == 0 ? 0 : lambda * a;
    double l2 = a == 0 ? lambda / n : lambda * (1 - a);
    for (int k = 0; k < 6; k++) {
      double gradient = 0;
      for (int i = 0; i < n; i++) {
        gradient += sample.columns()[k][i] * (sample.outcome()[i] - fitted[i]) / n;
      }
      double b = fit.coefficients()[k];
      gradient -= l2 * b;
      double slack = 1e-7 * Math.pow(10, k % 3);
      if (b != 0) {
        assertThat(gradient).isCloseTo(l1 * Math.signum(b), within(slack));
      } else {
        assertThat(Math.abs(gradient)).isLessThanOrEqualTo(l1 + slack);
      }
    }
  }

  @Example
  void errorsOfFoldsAreThoseOfRefits() {
    var sample = drawn(60, 4, 2);
    var lasso = PenalisedRegression.glmnet(1);
    double[] lambdas = {1, 0.1};
    int[] fold = CrossValidation.deal(60, 5, 3);
    var found = CrossValidation.of(lasso, sample, lambdas, fold);
    for (int l = 0; l < 2; l++) {
      double[] each = new double[5];
      for (int f = 0; f < 5; f++) {
        int which = f;
        int[] in = IntStream.range(0, 60).filter(i -> fold[i] != which).toArray();
        int[] out = IntStream.range(0, 60).filter(i -> fold[i] == which).toArray();
        var fit = lasso.fit(take(sample, in), lambdas[l]);
        var held = take(sample, out);
        double[] fitted = fit.predict(held.columns(), out.length);
        for (int i = 0; i < out.length; i++) {
          each[f] += Math.pow(held.outcome()[i] - fitted[i], 2) / out.length;
        }
      }
      double mean = Arrays.stream(each).average().orElseThrow();
      double squares =
          Arrays.stream(each).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
      assertThat(found.errors()[l]).isCloseTo(mean, within(1e-9));
      assertThat(found.stdErrors()[l]).isCloseTo(Math.sqrt(squares / 4), within(1e-9));
    }
  }

  private static PenalisedSample take(PenalisedSample s, int[] rows) {
    double[][] x =
        Arrays.stream(s.columns())
            .map(c -> Arrays.stream(rows).mapToDouble(i -> c[i]).toArray())
            .toArray(double[][]::new);
    return new PenalisedSample(
        s.names(), x, Arrays.stream(rows).mapToDouble(i -> s.outcome()[i]).toArray());
  }

  @Example
  void thePathStartsAtZeroAndCrossValidationKeepsTheTwoThatMatter() {
    var sample = drawn(300, 8, 4);
    for (double a : new double[] {1, 0.5}) {
      var net = PenalisedRegression.glmnet(a);
      double[] lambdas = net.lambdas(sample);
      assertThat(net.fit(sample, lambdas[0] * 1.000001).nonZero()).isZero();
      assertThat(net.fit(sample, lambdas[1]).nonZero()).isPositive();
      var cv = CrossValidation.of(net, sample, lambdas, 10, 1);
      assertThat(cv.oneStdError()).isGreaterThanOrEqualTo(cv.best());
      var fit = net.fit(sample, cv.oneStdError());
      assertThat(fit.coefficients()[0]).isCloseTo(1, within(0.3));
      assertThat(fit.coefficients()[1]).isCloseTo(0.1, within(0.03));
    }
  }

  @Example
  void rowOrderDoesNotMatter() {
    var sample = drawn(50, 5, 5);
    int[] back = IntStream.range(0, 50).map(i -> 49 - i).toArray();
    double[] one = PenalisedRegression.glmnet(0.5).fit(sample, 0.05).coefficients();
    double[] other = PenalisedRegression.glmnet(0.5).fit(take(sample, back), 0.05).coefficients();
    assertThat(other).containsExactly(one, within(1e-10));
  }

  @Example
  void constantsAndCopiesAndMoreColumnsThanRows() {
    var sample = drawn(30, 3, 6);
    double[] flat = new double[30];
    Arrays.fill(flat, 0.1);
    double[][] x = {sample.columns()[0], flat, sample.columns()[0], sample.columns()[2]};
    var odd = new PenalisedSample(List.of("a", "flat", "copy", "c"), x, sample.outcome());
    for (double a : new double[] {0, 0.5, 1}) {
      var fit = PenalisedRegression.glmnet(a).fit(odd, 0.1);
      assertThat(fit.coefficients()[1]).isZero();
      assertThat(fit.estimates(odd.names()))
          .allSatisfy(e -> assertThat(e).isInstanceOf(Estimate.Point.class));
    }
    var wide = PenalisedRegression.glmnet(1).fit(drawn(10, 25, 7), 0.01);
    assertThat(wide.nonZero()).isBetween(1, 10);
  }

  @Example
  void refusals() {
    var net = PenalisedRegression.glmnet(1);
    var none = new PenalisedSample(List.of("x"), new double[][] {{}}, new double[0]);
    assertThat(net.refusal(none).orElseThrow().reason()).isEqualTo(Reason.NO_ROWS);
    var flat = new PenalisedSample(List.of("x"), new double[][] {{1, 2}}, new double[] {3, 3});
    assertThat(net.refusal(flat).orElseThrow().reason()).isEqualTo(Reason.NO_VARIATION);
    assertThatThrownBy(() -> net.fit(flat, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PenalisedRegression.glmnet(2)).hasMessage("a (2.0) must be 0 to 1");
  }
}
