package org.liftgate.modeling.mix.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.liftgate.accumulate.Workers;
import org.liftgate.modeling.bayes.Prior;
import org.liftgate.modeling.mix.Features;
import org.liftgate.modeling.mix.bayes.Channel;
import org.liftgate.modeling.mix.bayes.Curve;
import org.liftgate.modeling.mix.bayes.MixModel;
import org.liftgate.modeling.mix.bayes.MixPosterior;

class BudgetOptimiserTest {
  private static final BudgetOptimiser OPTIMISER = new BudgetOptimiser(100, 200, Workers.of(1));

  /** Draws of known effects of channels with a mean active spending of 100. */
  private static MixPosterior posterior(
      double[] effects, double spread, SplittableRandom random, boolean sShaped) {
    Curve curve =
        sShaped
            ? new Curve(
                new Curve.GeometricCarry(new Prior.Fixed(0)),
                new Curve.HillBend(new Prior.Fixed(1), new Prior.Fixed(3)))
            : new Curve(
                new Curve.GeometricCarry(new Prior.Fixed(0)),
                new Curve.PowerBend(new Prior.Fixed(0.5)));
    List<Channel> channels = new ArrayList<>();
    double[] y = new double[12];
    for (int c = 0; c < effects.length; c++) {
      double[] x = new double[12];
      Arrays.fill(x, 100);
      channels.add(Channel.of("c" + c, x).with(curve));
    }
    Arrays.setAll(y, i -> i);
    MixModel model = MixModel.of(channels, Features.none(), y).scaled(0, 1, 1);
    double[][] draws = new double[400][];
    for (int d = 0; d < draws.length; d++) {
      if (d >= draws.length / 2) {
        draws[d] = draws[d - draws.length / 2];
        continue;
      }
      draws[d] = new double[model.parameters().size()];
      int at = 0;
      for (double effect : effects) {
        draws[d][at] = effect * Math.exp(spread * random.nextGaussian());
        draws[d][at + 2] = sShaped ? 1 : 0.5;
        draws[d][at + 3] = sShaped ? 3 : 0;
        at += sShaped ? 4 : 3;
      }
      draws[d][at] = 1;
    }
    return new MixPosterior(model, new double[][][] {draws});
  }

  private static List<Limits> limits(double[] today, double most) {
    List<Limits> out = new ArrayList<>();
    for (int c = 0; c < today.length; c++) {
      out.add(new Limits("c" + c, today[c], 0, most));
    }
    return out;
  }

  @Test
  void squareRootsShareByTheSquaresOfTheirEffects() {
    double[] effects = {1, 2, 3};
    var plan =
        (Advice.Plan)
            OPTIMISER.advise(
                posterior(effects, 0, new SplittableRandom(1), false),
                limits(new double[] {100, 100, 100}, 1_000),
                List.of());
    for (int c = 0; c < 3; c++) {
      assertThat(plan.shares().get(c).advised())
          .isCloseTo(300 * effects[c] * effects[c] / 14, within(0.1));
    }
    assertThat(plan.planned().mean()).isCloseTo(Math.sqrt(3 * 14), within(1e-4));
    assertThat(plan.improves()).isCloseTo(1, within(1e-12));
    assertThat(plan.regret()).isLessThan(1e-4);
    assertThat(plan.regretToday()).isCloseTo(Math.sqrt(42) - 6, within(1e-3));
    assertThat(plan.shares().get(2).beyond()).as("192 a week was never spent").isTrue();
  }

  @Property(tries = 40)
  void neverWorseThanTodayWithinLimitsAndToTheLastPenny(@ForAll long seed) {
    var random = new SplittableRandom(seed);
    int k = 1 + random.nextInt(5);
    double[] effects = random.doubles(k, 0, 3).toArray();
    List<Limits> limits = new ArrayList<>();
    double budget = 0;
    for (int c = 0; c < k; c++) {
      double today = random.nextInt(4) == 0 ? 0 : 200 * random.nextDouble();
      budget += today;
      limits.add(
          new Limits(
              "c" + c, today, today * random.nextDouble(), today + 100 * random.nextDouble()));
    }
    var plan =
        (Advice.Plan)
            OPTIMISER.advise(
                posterior(effects, 0.5, random, random.nextBoolean()), limits, List.of());
    assertThat(plan.planned().mean()).isGreaterThanOrEqualTo(plan.today().mean());
    assertThat(plan.regret()).isLessThanOrEqualTo(plan.regretToday() + 1e-9);
    double sum = 0;
    for (int c = 0; c < k; c++) {
      double v = plan.shares().get(c).advised();
      sum += v;
      assertThat(v).isBetween(limits.get(c).least() - 1e-9, limits.get(c).most() + 1e-9);
    }
    assertThat(sum).isCloseTo(budget, within(1e-6 * (1 + budget)));
  }

  @Test
  void aRejectedModelGetsNoPlanButATest() {
    var advice =
        (Advice.Withheld)
            OPTIMISER.advise(
                posterior(new double[] {1, 2}, 0.3, new SplittableRandom(2), false),
                limits(new double[] {100, 100}, 300),
                List.of("It foretells worse than the training median."));
    assertThat(advice.reasons()).containsExactly("It foretells worse than the training median.");
    assertThat(advice.test().weeks()).isEven().isPositive();
    assertThat(advice.test().sentence()).contains(advice.test().channel());
  }

  @Test
  void chainsThatDisagreeAreAnObjection() {
    MixPosterior one = posterior(new double[] {1, 2}, 0.1, new SplittableRandom(2), false);
    MixPosterior two = posterior(new double[] {2, 2}, 0.1, new SplittableRandom(3), false);
    var torn = new MixPosterior(one.model(), new double[][][] {one.values()[0], two.values()[0]});
    assertThat(OPTIMISER.advise(torn, limits(new double[] {100, 100}, 300), List.of()))
        .isInstanceOf(Advice.Withheld.class);
  }

  @Test
  void limitsMustHoldToday() {
    assertThatThrownBy(() -> new Limits("tv", 500, 0, 400))
        .hasMessageContaining("today (500.0) of tv")
        .hasMessageContaining("Maybe");
  }
}
