package org.liftgate.modeling.mediation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Digest;
import org.liftgate.kernel.Estimate.Reason;

class LinearMediationTest {
  private static final int WEEKS = 104;
  private static final int DRAWS = Math.max(200, Integer.getInteger("liftgate.draws", 40));

  /**
   * Weeks with planted paths; errors of both equations are autoregressive and may be correlated.
   */
  private static MediationSample world(
      long seed, int n, double a, double b, double ar, double correlation) {
    var random = new SplittableRandom(Digest.mix(seed));
    double[] t = new double[n];
    double[] x = new double[n];
    double[] m = new double[n];
    double[] y = new double[n];
    double innovation = Math.sqrt(1 - ar * ar);
    double e = random.nextGaussian();
    double f = random.nextGaussian();
    for (int i = 0; i < n; i++) {
      x[i] = random.nextGaussian();
      t[i] = 0.4 * x[i] + (i == 0 ? 0 : 0.5 * t[i - 1]) + random.nextGaussian();
      double one = random.nextGaussian();
      double two =
          correlation * one + Math.sqrt(1 - correlation * correlation) * random.nextGaussian();
      e = ar * e + innovation * one;
      f = ar * f + innovation * two;
      m[i] = a * t[i] + 0.5 * x[i] + e;
      y[i] = 3 + 0.7 * t[i] + b * m[i] - 0.3 * x[i] + f;
    }
    return new MediationSample(t, m, y, List.of("x"), new double[][] {x});
  }

  private static LinearMediation mediation(long seed) {
    return LinearMediation.perUnit(seed).with(Workers.of(1));
  }

  @ParameterizedTest
  @CsvSource({
    "0.4, 0.5, 0, .93",
    "0.4, 0.5, 0.4, .93",
    "0.4, 0.5, 0.6, .92",
    "0, 0.5, 0.3, .93",
    "0, 0, 0, .93"
  })
  void intervalsOfTheIndirectEffectCover(double a, double b, double ar, double least) {
    List<MediationEffects> all =
        Workers.all()
            .map(
                DRAWS,
                i ->
                    new LinearMediation(400, 0, 0, 1, i, Workers.of(1))
                        .estimate(world(7_000 + i, WEEKS, a, b, ar, 0)));
    double covered =
        all.stream()
                .filter(r -> r.indirect().low() <= a * b && a * b <= r.indirect().high())
                .count()
            / (double) DRAWS;
    double direct =
        all.stream().filter(r -> r.direct().low() <= 0.7 && 0.7 <= r.direct().high()).count()
            / (double) DRAWS;
    System.out.printf(
        "  a %.1f b %.1f ar %.1f: indirect %.3f, direct %.3f of %d%n",
        a, b, ar, covered, direct, DRAWS);
    double slack = 3.3 * Math.sqrt(0.95 * 0.05 / DRAWS);
    assertThat(covered).isGreaterThan(DRAWS >= 1_000 ? least : 0.95 - slack);
  }

  @Test
  void effectsAddUpToTheTotalOfLeastSquares() {
    MediationSample s = world(3, WEEKS, 0.4, 0.5, 0, 0);
    MediationEffects e = mediation(1).estimate(s);
    double total = Regression.of(s.first()).orElseThrow().coefficients(s.outcome())[1];
    assertThat(e.total().value()).isCloseTo(total, within(1e-10));
    assertThat(e.indirect().value() + e.direct().value()).isCloseTo(total, within(1e-10));
    assertThat(e.used()).isEqualTo(1_000);
  }

  @Test
  void theRhoOfTheoremTwoUndoesAnUnseenCause() {
    MediationEffects e =
        new LinearMediation(100, 0, 0, 1, 1, Workers.of(1))
            .estimate(world(4, 20_000, 0.4, 0, 0, 0.6));
    assertThat(e.indirect().value()).as("seen").isGreaterThan(0.2);
    assertThat(e.rho().value()).as("true correlation").isCloseTo(0.6, within(0.03));
    assertThat(e.indirectAt(0.6)).as("true effect 0").isCloseTo(0, within(0.03));
    assertThat(e.indirectAt(0)).isCloseTo(e.indirect().value(), within(1e-12));
    MediationEffects both =
        new LinearMediation(100, 0, 0, 1, 1, Workers.of(1))
            .estimate(world(5, 20_000, 0.4, 0.5, 0, 0.6));
    assertThat(both.indirectAt(0.6)).as("true effect .2").isCloseTo(0.2, within(0.03));
  }

  @Test
  void whatCannotBeToldApartIsNamed() {
    MediationSample s = world(3, WEEKS, 0.4, 0.5, 0, 0);
    double[] twice = Arrays.stream(s.treatment()).map(v -> 2 * v).toArray();
    var collinear =
        new MediationSample(s.treatment(), twice, s.outcome(), List.of("x"), s.controls());
    assertThat(mediation(1).refusal(collinear).orElseThrow().reason()).isEqualTo(Reason.COLLINEAR);
    assertThat(mediation(1).refusal(collinear).orElseThrow().detail()).contains("mediator");
    assertThat(mediation(1).refusal(world(1, 12, 1, 1, 0, 0)).orElseThrow().reason())
        .isEqualTo(Reason.NO_ROWS);
  }
}
