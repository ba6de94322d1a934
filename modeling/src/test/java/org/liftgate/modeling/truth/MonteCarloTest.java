package org.liftgate.modeling.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.modeling.inference.StudentT;
import org.liftgate.modeling.truth.MonteCarlo.Numbers;
import org.liftgate.modeling.truth.TruthCase.Expected;
import org.liftgate.modeling.truth.TwoArmPanel.Selection;

/**
 * The runner keeps its own books right, the designs plant what they say, and shipped cases hold.
 */
class MonteCarloTest {
  private static final int DRAWS = 200;

  /** Numbers of a normal law; a draw is its own estimate. */
  private record Normal(double mean, double sd) implements Design<Double> {
    @Override
    public String name() {
      return "normal";
    }

    @Override
    public Double draw(long seed) {
      return mean + sd * Design.stream(seed).nextGaussian();
    }

    @Override
    public double truth(String estimand) {
      return mean;
    }
  }

  private static Function<Double, Estimate> known(double shift, double stdError) {
    return v -> new StudentT(Double.POSITIVE_INFINITY).value("mean", v + shift, stdError);
  }

  private static Numbers run(int draws, double shift, double stdError, Workers workers) {
    var normal = TruthCase.identified("z", new Normal(2, 1), "mean", known(shift, stdError));
    return (Numbers) new MonteCarlo(draws, 7, workers).run(normal);
  }

  @TestFactory
  List<DynamicTest> shippedCasesShowWhatTheyMust() {
    var tests = new ArrayList<DynamicTest>();
    for (TruthCase<?> c : ShippedCases.all()) {
      String title = c.name() + " on " + c.design().name() + ": " + c.expected();
      tests.add(
          DynamicTest.dynamicTest(
              title,
              () ->
                  assertThat(Bars.failures(c, new MonteCarlo(DRAWS, 1, Workers.all()).run(c)))
                      .isEmpty()));
    }
    return tests;
  }

  @Test
  void figuresOfAKnownLaw() {
    Numbers r = run(4_000, 0, 1, Workers.all());
    assertThat(r.coverage().value()).isCloseTo(0.95, within(0.012));
    assertThat(r.size().value()).isCloseTo(1 - r.coverage().value(), within(1e-12));
    assertThat(r.coverage().error()).isCloseTo(Math.sqrt(0.95 * 0.05 / 4_000), within(4e-4));
    assertThat(r.ratio().value()).isCloseTo(1, within(0.04));
    assertThat(r.bias().error()).isCloseTo(1 / Math.sqrt(4_000), within(1e-3));
    assertThat(r.power().value()).as("z of 2 against 1.96").isCloseTo(0.516, within(0.03));
    assertThat(Bars.failures(identified(), r)).isEmpty();
  }

  @Test
  void barsSeeABiasAndAWrongStandardError() {
    assertThat(Bars.failures(identified(), run(4_000, 0.3, 1, Workers.all())))
        .anyMatch(s -> s.startsWith("bias"));
    assertThat(Bars.failures(identified(), run(4_000, 0, 0.8, Workers.all())))
        .anyMatch(s -> s.startsWith("coverage"))
        .anyMatch(s -> s.startsWith("mean SE"));
    assertThat(Bars.failures(identified().expecting(Expected.BIASED), run(200, 0, 1, one())))
        .hasSize(1);
    assertThat(Bars.failures(identified().expecting(Expected.OVERCONFIDENT), run(200, 0, 1, one())))
        .hasSize(1);
    var wide = identified().expecting(Expected.CONSERVATIVE);
    assertThat(Bars.failures(wide, run(4_000, 0, 1.3, one()))).isEmpty();
    assertThat(Bars.failures(wide, run(4_000, 0, 0.8, one()))).isNotEmpty();
    assertThat(Bars.failures(identified().expecting(Expected.REFUSED), run(200, 0, 1, one())))
        .hasSize(1);
    var set = identified().expecting(Expected.COVERING);
    assertThat(Bars.failures(set, run(4_000, 1.5, 3, one()))).isEmpty();
    assertThat(Bars.failures(set, run(4_000, 1, 1, one()))).hasSize(1);
    var small = identified().expecting(Expected.EXCLUDING);
    assertThat(Bars.failures(small, run(4_000, 1, 1, one()))).isEmpty();
    assertThat(Bars.failures(small, run(4_000, 0, 1, one()))).hasSize(1);
    var tested = identified().expecting(Expected.TESTED);
    assertThat(Bars.failures(tested, run(4_000, 0, 0.93, one()))).isEmpty();
    assertThat(Bars.failures(tested, run(4_000, 0, 0.8, one()))).isNotEmpty();
  }

  private static Workers one() {
    return Workers.of(1);
  }

  private static TruthCase<Double> identified() {
    return TruthCase.identified("z", new Normal(2, 1), "mean", known(0, 1));
  }

  @Test
  void anIdentityMustHoldInEveryDraw() {
    var exact = TruthCase.<Double>identified("=", new Normal(0, 1), "mean", v -> equal(v, 9));
    var never = exact.expecting(Expected.EXACT);
    var once = TruthCase.<Double>identified("=", new Normal(0, 1), "mean", v -> equal(v, 2));
    var runner = new MonteCarlo(400, 1, one());
    assertThat(Bars.failures(never, runner.run(never))).isEmpty();
    assertThat(Bars.failures(once.expecting(Expected.EXACT), runner.run(once)))
        .anyMatch(s -> s.endsWith("draws break it"));
  }

  private static Estimate equal(double draw, double beyond) {
    return TruthCase.identity("mean", Math.abs(draw) > beyond ? 1e-6 : 1e-12, 0);
  }

  @Test
  void trendsPartAsTheyAreSaidTo() {
    var arms = new TwoArmPanel(20, 20, 1, 8, 9, 0.6, 0, 1, Selection.RANDOM);
    PanelDraw flat = arms.draw(1);
    for (DriftingPanel d :
        List.of(DriftingPanel.bent(arms, 0.5, 2), DriftingPanel.jumping(arms, 0.5, 2))) {
      PanelDraw apart = d.draw(1);
      double[] trend = new double[17];
      for (int i = 0; i < flat.rows(); i++) {
        double by = apart.outcome()[i] - flat.outcome()[i];
        assertThat(by == 0 || flat.treatedUnit(flat.unit()[i])).isTrue();
        trend[flat.period()[i]] += by / 20;
      }
      assertThat(trend[7]).isZero();
      assertThat(trend[8]).isCloseTo(2, within(1e-9));
      assertThat(trend[9]).isCloseTo(d.jumps() ? 2 : 4, within(1e-9));
      assertThat(trend[6]).isCloseTo(d.jumps() ? 0 : -0.5, within(1e-9));
      assertThat(trend[3]).isCloseTo(d.jumps() ? -0.5 : -2, within(1e-9));
      assertThat(d.truth("event(0)")).isEqualTo(1);
    }
  }

  @Test
  void namesFitALineAndAreTold() {
    List<String> names =
        ShippedCases.all().stream()
            .map(c -> "+ %s  %s of %s".formatted(c.name(), c.estimand(), c.design().name()))
            .toList();
    assertThat(names).doesNotHaveDuplicates().allMatch(n -> n.length() <= 100);
  }

  @Test
  void shortBarsAreTheCentralInterval() {
    assertThat(Bars.coverage(100).low()).isEqualTo(0.87);
    assertThat(Bars.coverage(200).low()).isEqualTo(0.895);
    assertThat(Bars.coverage(200).high()).isEqualTo(0.99);
    assertThat(Bars.coverage(2_000)).isEqualTo(new Bars.Range(0.95 - 0.02, 0.95 + 0.02));
  }

  @Test
  void threadsDoNotMatterSeedsDo() {
    assertThat(run(50, 0, 1, Workers.of(4))).isEqualTo(run(50, 0, 1, one()));
    long[] seeds = new long[1_000];
    Arrays.setAll(seeds, i -> MonteCarlo.seed(i / 100, i % 100));
    assertThat(Arrays.stream(seeds).distinct().count()).isEqualTo(1_000);
  }

  @Test
  void refusalsAreCounted() {
    var none =
        TruthCase.<Double>identified(
            "none",
            new Normal(0, 1),
            "mean",
            _ -> new Estimate.Missing("mean", Reason.NO_ROWS, "Nothing."));
    var r = new MonteCarlo(10, 1, one()).run(none);
    assertThat(r.missing()).containsEntry(Reason.NO_ROWS, 10);
    assertThat(Bars.failures(none, r)).hasSize(1);
    assertThat(Bars.failures(none.expecting(Expected.REFUSED), r)).isEmpty();
  }

  @Test
  void aRunCanBeCancelled() {
    var stop =
        new Workers(
            1,
            () -> {
              throw new CancellationException("stop");
            });
    assertThatThrownBy(() -> run(10, 0, 1, stop)).isInstanceOf(CancellationException.class);
  }

  @Test
  void selectionIsWhatItSays() {
    assertThat(gap(Selection.RANDOM)).isCloseTo(0, within(0.15));
    assertThat(gap(Selection.LEVEL)).isGreaterThan(0.4);
    assertThat(gap(Selection.RECENT)).isGreaterThan(0.4);
  }

  /** Difference of arms in the mean of the last 8 periods before the start. */
  private static double gap(Selection selection) {
    CrossSection units =
        TwoArmPanel.of(1_000, 1_000, 0).with(selection).draw(3).onHistory(TwoArmPanel.HISTORY);
    double sum = 0;
    for (double[] week : units.covariates()) {
      for (int u = 0; u < week.length; u++) {
        sum += week[u] * (units.treated()[u] == 1 ? 1 : -1) / 1_000 / TwoArmPanel.HISTORY;
      }
    }
    return sum;
  }

  @Test
  void autocorrelationIsAsPlanted() {
    double[] path = new ArNoise(0.6, 100_000, Design.stream(5)).path(1);
    double at0 = 0;
    double at1 = 0;
    for (int t = 1; t < path.length; t++) {
      at0 += path[t] * path[t];
      at1 += path[t] * path[t - 1];
    }
    assertThat(at1 / at0).isCloseTo(0.6, within(0.01));
    assertThat(at0 / path.length).isCloseTo(1, within(0.03));
  }

  @Test
  void truthsOfTheCrossSectionAreThoseOfALargeSample() {
    var design = Confounded.of(400_000, 1, 0.5);
    CrossSection s = design.draw(9);
    double treated = 0;
    double sum = 0;
    for (int i = 0; i < s.rows(); i++) {
      treated += s.treated()[i];
      sum += s.treated()[i] * s.covariates()[0][i];
    }
    assertThat(1 + 0.5 * sum / treated).isCloseTo(design.truth("att"), within(0.005));
    assertThat(design.truth("ate")).isEqualTo(1);
    assertThat(design.truth("ato")).isBetween(1.0, design.truth("att"));
  }

  @Test
  void truthsOfStaggeredAdoptionAreMeansOfItsCells() {
    var design = new StaggeredPanel(10, 4, new int[] {1, 3}, 0.5, false, 0, 1, 0.5, 0.4);
    assertThat(design.truth("att(1,1)")).isCloseTo(0.8, within(1e-12));
    assertThat(design.truth("att(3,3)")).isCloseTo(1.2, within(1e-12));
    assertThat(design.truth("att(3,2)")).isZero();
    assertThat(design.truth("simple")).isCloseTo((0.8 + 1.2 + 1.6 + 1.2) / 4, within(1e-12));
    assertThat(design.truth("group")).isCloseTo((1.2 + 1.2) / 2, within(1e-12));
    assertThat(design.truth("event(0)")).isCloseTo(1, within(1e-12));
    assertThat(design.truth("dynamic")).isCloseTo((1 + 1.2 + 1.6) / 3, within(1e-12));
    assertThatThrownBy(() -> design.truth("late")).isInstanceOf(IllegalArgumentException.class);
  }
}
