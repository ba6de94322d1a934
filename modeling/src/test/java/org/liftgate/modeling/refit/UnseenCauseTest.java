package org.liftgate.modeling.refit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.inference.StudentT;
import org.liftgate.modeling.linear.LinearRegression;
import org.liftgate.modeling.linear.LinearSample;
import org.liftgate.modeling.sensitivity.Robustness;

/** The bias of a cause left out, against causes that are left out. */
class UnseenCauseTest {
  private static final int N = 200_000;
  private static final SplittableRandom RANDOM = new SplittableRandom(11);
  private final double[] u = normal();
  private final double[] v = normal();
  private final double[] e = normal();
  private final double[] x = normal();
  private final double[] t = filled(i -> x[i] + 0.5 * u[i] + v[i]);
  private final double[] y = filled(i -> t[i] + 2 * x[i] + 0.8 * u[i] + e[i]);

  private static double[] normal() {
    return filled(_ -> RANDOM.nextGaussian());
  }

  private static double[] filled(IntToDoubleFunction f) {
    double[] out = new double[N];
    Arrays.setAll(out, f);
    return out;
  }

  /** Residuals given some columns, by the true coefficients, which least squares finds. */
  private Residuals given(double[]... columns) {
    return new Residuals(residual(y, columns), residual(t, columns));
  }

  private static double[] residual(double[] of, double[]... columns) {
    List<String> names = IntStream.range(0, columns.length).mapToObj(j -> "c" + j).toList();
    List<Estimate> fit =
        new LinearRegression(Covariance.iid()).estimate(LinearSample.of(of, names, columns));
    return filled(
        i -> {
          double r = of[i] - ((Estimate.Value) fit.getFirst()).value();
          for (int j = 0; j < columns.length; j++) {
            r -= ((Estimate.Value) fit.get(j + 1)).value() * columns[j][i];
          }
          return r;
        });
  }

  private static UnseenCause cause(Residuals left) {
    double se = Math.sqrt(left.errorVariance() / left.treatmentVariance() / N);
    return UnseenCause.of(
        new StudentT(Double.POSITIVE_INFINITY).value("ate", left.slope(), se), left);
  }

  @Test
  void theBiasOfACauseLeftOutIsFound() {
    UnseenCause without = cause(given(x));
    assertThat(without.estimate().value()).isCloseTo(1 + 0.5 * 0.8 / 1.25, within(0.01));
    assertThat(without.adjusted(0.5, 0.8)).isCloseTo(1, within(0.01));
    assertThat(without.tipping(0.5)).isCloseTo(1.32 * 1.25 / 0.5, within(0.03));
    assertThat(without.adjusted(0.5, without.tipping(0.5))).isCloseTo(0, within(1e-12));
  }

  @Test
  void theCauseItselfIsItsOwnBenchmark() {
    Residuals all = given(x, u);
    UnseenCause.Benchmark b = Benchmarks.of(all, List.of("u"), List.of(given(x))).getFirst();
    // as strong as u, beside u: shares .25/1.25 of the treatment and what u adds to the outcome
    double r = 0.25 / 1.25;
    double left = 1 + 0.64 - 0.16 / 1.25;
    double s = 1 - 1 / left;
    assertThat(b.onTreatment()).isCloseTo(Math.sqrt(r), within(0.01));
    assertThat(b.onOutcome()).isCloseTo(Math.sqrt(s / (1 - r)), within(0.01));
  }

  @Test
  void itIsTheBiasInTermsOfPartialRSquared() {
    Residuals left = given(x);
    UnseenCause cause = cause(left);
    double r = 0.2;
    double s = 0.3;
    double a = Math.sqrt(r * left.treatmentVariance());
    double b = Math.sqrt(s * left.errorVariance() / (1 - r));
    double df = N;
    assertThat(cause.adjusted(a, b))
        .isCloseTo(
            new Robustness(cause.estimate().value(), cause.estimate().stdError(), df)
                .adjusted(r, s)
                .estimate(),
            within(1e-10));
  }

  @Test
  void judgedByTheStrongestCovariate() {
    UnseenCause cause = cause(given(x));
    var weak = new UnseenCause.Benchmark("weak", 0.1, 0.1);
    var strong = new UnseenCause.Benchmark("strong", 1, 2);
    assertThat(cause.judge(List.of(weak)).word()).isEqualTo(Trial.Word.PASS);
    Trial trial = cause.judge(List.of(weak, strong));
    assertThat(trial.word()).isEqualTo(Trial.Word.FRAGILE);
    assertThat(trial.sentence()).contains("as strong as strong");
    double half = 1.96 * cause.estimate().stdError();
    double gone = (cause.estimate().value() - half / 2) * cause.variance();
    var nearly = new UnseenCause.Benchmark("nearly", 1, gone);
    assertThat(cause.judge(List.of(nearly)).word()).isEqualTo(Trial.Word.FRAGILE);
    assertThat(cause.judge(List.of()).word()).isEqualTo(Trial.Word.FRAGILE);
  }

  @Test
  void theGridReachesPastNothing() {
    UnseenCause cause = cause(given(x));
    List<UnseenCause.Point> grid = cause.contour(List.of(), 11);
    assertThat(grid).hasSize(121);
    assertThat(grid.getFirst().effect()).isEqualTo(cause.estimate().value());
    assertThat(grid.getLast().effect()).isNegative();
    assertThatThrownBy(() -> cause.adjusted(2, 1)).hasMessageContaining("onTreatment (2.0) must");
  }

  @Test
  void whatIsLeftOfTheTreatmentIsTold() {
    var study = new Study(y, t, List.of("x"), List.of(x), new int[N]);
    assertThat(LeftOver.balance(study, given(x)).word()).isEqualTo(Trial.Word.PASS);
    assertThat(LeftOver.balance(study, new Residuals(y, t)).word()).isEqualTo(Trial.Word.FAIL);
    assertThat(LeftOver.overlap(study, given(x)).statistic()).isCloseTo(1.25 / 2.25, within(0.01));
    double[] thin = filled(i -> x[i] + 0.1 * v[i]);
    Trial trial = LeftOver.overlap(study.withTreatment(thin), new Residuals(y, residual(thin, x)));
    assertThat(trial.word()).isEqualTo(Trial.Word.FRAGILE);
  }

  @Test
  void anOutcomeThatCannotMoveMustNot() {
    StudentT normal = new StudentT(Double.POSITIVE_INFINITY);
    assertThat(NegativeControl.judge("age", normal.value("t", 1, 1)).word())
        .isEqualTo(Trial.Word.PASS);
    assertThat(NegativeControl.judge("age", normal.value("t", 3, 1)).word())
        .isEqualTo(Trial.Word.FAIL);
    assertThat(
            NegativeControl.judge(
                    "age",
                    new Estimate.Missing("t", Estimate.Reason.NO_VARIATION, "It is constant."))
                .sentence())
        .isEqualTo("It is constant.");
  }
}
