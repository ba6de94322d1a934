package org.liftgate.modeling.economics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Estimate;
import org.liftgate.modeling.inference.StudentT;

class ReturnOnInvestmentTest {
  private static final Terms CERTAIN =
      new Terms(Uncertain.exactly(100), Uncertain.exactly(0.5), Uncertain.exactly(0.3));

  private static HouseholdBootstrap bootstrap(int draws, int threads) {
    return new HouseholdBootstrap(draws, 7, Workers.of(threads));
  }

  /** Two groups of 400 units each with influences that sum to zero; standard errors 0.2 and 0.1. */
  private static ValueEffects effects(double sales, double base) {
    var random = new SplittableRandom(1);
    int units = 400;
    var s = new double[2 * units];
    var b = new double[2 * units];
    for (int u = 0; u < units; u++) {
      double z = random.nextGaussian();
      s[2 * u] = z;
      s[2 * u + 1] = 0.5 * z + random.nextGaussian();
      b[2 * u] = 1.2 * s[2 * u];
      b[2 * u + 1] = 1.2 * s[2 * u + 1];
    }
    for (int k = 0; k < 2; k++) {
      centred(s, k, 0.2 / (k + 1));
      centred(b, k, 0.24 / (k + 1));
    }
    return new ValueEffects(new double[] {sales, sales}, new double[] {base, base}, s, b);
  }

  private static void centred(double[] x, int k, double error) {
    double mean = 0;
    for (int i = k; i < x.length; i += 2) {
      mean += x[i] * 2 / x.length;
    }
    double squares = 0;
    for (int i = k; i < x.length; i += 2) {
      x[i] -= mean;
      squares += x[i] * x[i];
    }
    for (int i = k; i < x.length; i += 2) {
      x[i] *= error / Math.sqrt(squares);
    }
  }

  @Test
  void figuresAreTheArithmeticOfTheirParts() {
    var projects = List.of(new Project(200, 210, 9, CERTAIN), new Project(100, 100, 5, CERTAIN));
    var roi = new ReturnOnInvestment(0.05, bootstrap(200, 1));
    var accounts =
        roi.of(projects, effects(2, 2.5), List.of(new int[] {0}, new int[] {1}, new int[] {0, 1}));
    Account one = accounts.get(0);
    assertThat(one.revenue().value()).isCloseTo(200 * 9 * 2, within(1e-9));
    assertThat(one.margin()).isCloseTo(0.3 * 200 * 9 * 2.5, within(1e-9));
    assertThat(one.discounts()).isCloseTo(200 * 9 * 0.5, within(1e-9));
    assertThat(one.cost().value()).isCloseTo(100 + 105, within(1e-9));
    assertThat(one.profit().value()).isCloseTo(1350 - 900 - 205, within(1e-9));
    assertThat(one.roi().orElseThrow().value()).isCloseTo(245.0 / 205, within(1e-12));
    Account all = accounts.get(2);
    assertThat(all.profit().value())
        .isCloseTo(one.profit().value() + accounts.get(1).profit().value(), within(1e-9));
    assertThat(one.cost().low()).isEqualTo(one.cost().high());
  }

  @Test
  void theBootstrapsErrorIsTheAnalyticOne() {
    var projects = List.of(new Project(200, 200, 9, CERTAIN), new Project(200, 200, 9, CERTAIN));
    ValueEffects effects = effects(2, 2.4);
    int draws = 4000;
    double[][] drawn = bootstrap(draws, 2).map(effects, HouseholdBootstrap.Draw::sales);
    double tolerance = 3 * Math.sqrt(1.0 / (2 * draws));
    for (int k = 0; k < 2; k++) {
      int of = k;
      double mean = Arrays.stream(drawn).mapToDouble(d -> d[of]).average().orElseThrow();
      double se =
          Math.sqrt(Arrays.stream(drawn).mapToDouble(d -> Math.pow(d[of] - mean, 2)).sum() / draws);
      assertThat(se).isCloseTo(0.2 / (k + 1), within(tolerance * 0.2 / (k + 1)));
      assertThat(mean).isCloseTo(2, within(4 * 0.2 / Math.sqrt(draws)));
    }
    Account account =
        new ReturnOnInvestment(0.05, bootstrap(draws, 2))
            .of(projects, effects, List.of(new int[] {0}))
            .get(0);
    // contribution = 1800 x (sales - .7 x base) = 1800 x .16 x sales at 1.2 base for 1 of sales
    double se = 1800 * 0.16 * 0.2;
    double profit = account.profit().value();
    assertThat(account.profit().high() - account.profit().low())
        .isCloseTo(2 * 1.96 * se, within(0.15 * se));
    double z = (profit - 0.05 * 200) / se;
    double normal = 1 - new StudentT(Double.POSITIVE_INFINITY).twoSided(z) / 2;
    assertThat(account.chance().orElseThrow()).isCloseTo(normal, within(0.02));
  }

  @Test
  void drawsDoNotDependOnThreads() {
    var projects = List.of(new Project(200, 200, 9, CERTAIN), new Project(200, 200, 9, CERTAIN));
    var sets = List.of(new int[] {0, 1});
    assertThat(new ReturnOnInvestment(0, bootstrap(300, 3)).of(projects, effects(1, 1), sets))
        .isEqualTo(new ReturnOnInvestment(0, bootstrap(300, 1)).of(projects, effects(1, 1), sets));
  }

  @Test
  void uncertainInputsWidenTheInterval() {
    var loose =
        new Terms(
            new Uncertain(100, 50, 200), new Uncertain(0.5, 0.4, 0.8), new Uncertain(.3, .2, .4));
    var sets = List.of(new int[] {0, 1});
    var roi = new ReturnOnInvestment(0, bootstrap(2000, 1));
    var e = effects(2, 2.4);
    Account sure =
        roi.of(
                List.of(new Project(200, 200, 9, CERTAIN), new Project(200, 200, 9, CERTAIN)),
                e,
                sets)
            .get(0);
    Account unsure =
        roi.of(List.of(new Project(200, 200, 9, loose), new Project(200, 200, 9, loose)), e, sets)
            .get(0);
    assertThat(unsure.profit().value()).isEqualTo(sure.profit().value());
    assertThat(unsure.cost().low()).isLessThan(330);
    assertThat(unsure.cost().high()).isGreaterThan(500);
    assertThat(unsure.roi().orElseThrow().high() - unsure.roi().orElseThrow().low())
        .isGreaterThan(1.2 * (sure.roi().orElseThrow().high() - sure.roi().orElseThrow().low()));
  }

  @Test
  void nothingPaidIsNoReturn() {
    var free = new Terms(Uncertain.exactly(0), Uncertain.exactly(0), Uncertain.exactly(0.3));
    var account =
        new ReturnOnInvestment(0, bootstrap(100, 1))
            .of(
                List.of(new Project(9, 9, 9, free), new Project(9, 9, 9, CERTAIN)),
                effects(1, 1),
                List.of(new int[] {0}, new int[0]));
    assertThat(account).allSatisfy(a -> assertThat(a.roi()).isEmpty());
    assertThat(account).allSatisfy(a -> assertThat(a.chance()).isEmpty());
    assertThat(account.get(1).profit().value()).isZero();
  }

  @Test
  void anUncertainFigureHasItsRangeAtTheEndsOfTheNormalLaw() {
    var u = new Uncertain(10, 8, 16);
    assertThat(u.at(0, 0, 99)).isEqualTo(10);
    assertThat(u.at(-Uncertain.SIDE, 0, 99)).isCloseTo(8, within(1e-12));
    assertThat(u.at(Uncertain.SIDE, 0, 99)).isCloseTo(16, within(1e-12));
    assertThat(u.at(-20, 0, 99)).isZero();
    assertThatThrownBy(() -> new Uncertain(10, 11, 12)).hasMessageContaining("range");
    assertThatThrownBy(
            () -> new Terms(Uncertain.exactly(-1), Uncertain.exactly(0), Uncertain.exactly(.3)))
        .hasMessageContaining("at least 0");
  }

  @Test
  void theWaterfallAddsUpToTheProfit() {
    var projects = List.of(new Project(200, 210, 9, CERTAIN), new Project(100, 100, 5, CERTAIN));
    double[] sales = {1.5, 0.5, 2.25, -0.25};
    double[] base = {1.75, 0.75, 2.75, -0.25};
    var waterfall =
        Waterfall.of(projects, List.of("covered", "rest"), sales, base, new int[] {0, 1});
    Account account =
        new ReturnOnInvestment(0, bootstrap(100, 1))
            .of(projects, effects(2, 2.5), List.of(new int[] {0, 1}))
            .get(0);
    var steps = waterfall.steps();
    assertThat(steps)
        .extracting(Waterfall.Step::name)
        .containsExactly("covered", "rest", "discounts", "fixed_cost", "unit_costs", "profit");
    assertThat(steps.get(1).amount()).isCloseTo(0.3 * (1800 * .75 - 500 * .25), within(1e-9));
    assertThat(steps.get(5).amount()).isCloseTo(account.profit().value(), within(1e-9));
  }

  @Test
  void breakEvenIsTheEffectWhoseProfitIsTheHurdle() {
    var projects = List.of(new Project(200, 210, 9, CERTAIN));
    double effect = BreakEven.effect(projects, 1.2, 0.05).orElseThrow();
    double contribution = 1800 * (effect - 0.7 * 1.2 * effect);
    assertThat(contribution).isCloseTo(1.05 * 205, within(1e-9));
    assertThat(BreakEven.effect(projects, 1.5, 0)).isEqualTo(OptionalDouble.empty());
  }

  @Test
  void theOriginalsThreeRules() {
    var t = new StudentT(500);
    Estimate.Value clear = t.value("att", 2, 0.5);
    assertThat(OriginalRules.of(t.value("att", -2, 0.5), OptionalDouble.of(3)).reason())
        .isEqualTo("the effect is below 0");
    assertThat(OriginalRules.of(t.value("att", 0.5, 0.5), OptionalDouble.of(3)).word())
        .isEqualTo("reject");
    assertThat(OriginalRules.of(clear, OptionalDouble.of(0.04)).reason()).contains("below 5%");
    assertThat(OriginalRules.of(clear, OptionalDouble.of(0.06)).rejects()).isFalse();
    assertThat(OriginalRules.of(clear, OptionalDouble.empty()).reason())
        .contains("nothing was paid");
    assertThat(OriginalRules.roi(1000, 0.3, 200)).hasValue(0.5);
    assertThat(OriginalRules.roi(1000, 0.3, 0)).isEmpty();
  }
}
