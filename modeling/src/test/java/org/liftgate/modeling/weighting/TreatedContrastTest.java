package org.liftgate.modeling.weighting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.propensity.Observed;

/** The contrast is the doubly robust effect on the treated, linear in the outcome. */
class TreatedContrastTest {
  private static final Workers ONE = Workers.of(1);

  private static Observed units(int n, double shift) {
    var random = new SplittableRandom(7);
    double[][] x = new double[3][n];
    byte[] t = new byte[n];
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      for (double[] column : x) {
        column[i] = random.nextGaussian();
      }
      t[i] = (byte) (shift * x[0][i] + random.nextGaussian() > 0.3 ? 1 : 0);
      y[i] = 2 * x[0][i] - x[1][i] + 3 * t[i] + random.nextGaussian();
    }
    return Observed.of(List.of("a", "b", "c"), x, t, y);
  }

  private static TreatedContrast contrast(Observed units, double trim) {
    return TreatedContrast.of(units, 5, 3, trim, "att", ONE).contrast().orElseThrow();
  }

  @Test
  void isTheWeightedEffectOfTheSameFolds() {
    Observed u = units(400, 0.8);
    var whole = new AugmentedWeighting(Target.ATT, 3).withWorkers(ONE).weigh(u);
    var effect = (Estimate.Value) whole.effect();
    var found = contrast(u, 1).of(u.outcome());
    assertThat(found.value()).isCloseTo(effect.value(), within(1e-10));
    double sum = Arrays.stream(found.influence()).map(v -> v * v).sum();
    // To first order scores and regressions cost nothing; among few units they do, and it shows.
    double more = Math.sqrt(sum * 400 / 399) / effect.stdError();
    assertThat(more).isBetween(1.05, 1.2);
  }

  /**
   * The effect of a fit is linear in outcomes: each influence is near what its own outcome moves.
   */
  @Test
  void influenceIsWhatAnOutcomeMoves() {
    Observed u = units(400, 0.8);
    var c = contrast(u, 1);
    double[] y = u.outcome();
    double before = c.of(y).value();
    double[] w = new double[400];
    for (int i = 0; i < 400; i++) {
      double[] moved = y.clone();
      moved[i] += 1;
      w[i] = c.of(moved).value() - before;
    }
    // A unit's influence is near that weight times what the truth leaves of its outcome.
    double[] found = c.of(y).influence();
    double correlation = 0;
    double squares = 0;
    double own = 0;
    for (int i = 0; i < 400; i++) {
      double rest = y[i] - 2 * u.covariates()[0][i] + u.covariates()[1][i] - 3 * u.treated()[i];
      correlation += found[i] * w[i] * rest;
      squares += w[i] * w[i] * rest * rest;
      own += found[i] * found[i];
    }
    assertThat(correlation / Math.sqrt(squares * own)).isGreaterThan(0.95);
  }

  @Test
  void isLinearAndOneOnTheTreated() {
    Observed u = units(300, 0.8);
    var c = contrast(u, 0.9);
    double[] t = new double[300];
    double[] mixed = new double[300];
    for (int i = 0; i < 300; i++) {
      t[i] = u.treated()[i];
      mixed[i] = 2 * u.outcome()[i] - 5 * t[i];
    }
    assertThat(c.of(t).value()).isCloseTo(1, within(1e-12));
    assertThat(c.of(mixed).value()).isCloseTo(2 * c.of(u.outcome()).value() - 5, within(1e-10));
  }

  @Test
  void unitsWithoutCounterpartsAreLeftOut() {
    Observed u = units(300, 3);
    var c = contrast(u, 0.8);
    assertThat(c.trimmed()).isPositive();
    double[] w = c.weights();
    for (int i = 0; i < 300; i++) {
      assertThat(w[i] > 0).isEqualTo(c.score()[i] <= 0.8);
    }
    assertThat(TreatedContrast.of(u, 5, 3, 0.0001, "att", ONE).missing().orElseThrow().reason())
        .isEqualTo(Estimate.Reason.NO_OVERLAP);
  }

  @Test
  void amongSomeUnitsTheOthersOutcomesAreNotRead() {
    Observed u = units(300, 0.8);
    boolean[] some = new boolean[300];
    double[] y = u.outcome().clone();
    for (int i = 0; i < 300; i++) {
      some[i] = i % 3 != 0;
      y[i] = some[i] ? y[i] : 1e6;
    }
    var c = contrast(u, 1).among(some);
    assertThat(c.of(y).value()).isCloseTo(c.of(u.outcome()).value(), within(1e-12));
  }
}
