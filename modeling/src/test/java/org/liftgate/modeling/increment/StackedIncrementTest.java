package org.liftgate.modeling.increment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Estimate;
import org.liftgate.kernel.Estimate.Reason;
import org.liftgate.kernel.Panel;
import org.liftgate.modeling.panel.EffectsPanel;
import org.liftgate.modeling.panel.PanelFit;
import org.liftgate.modeling.panel.Panels;
import org.liftgate.modeling.panel.TwoWayFixedEffects;

class StackedIncrementTest {
  private static final Overlapping WORLD = new Overlapping(150, new double[] {2, 0, 3, 1}, 2, 4, 0);
  private static final StackedIncrement INCREMENT = new StackedIncrement(-1, 2, 20, Workers.of(2));

  private static Estimate.Value value(Estimate estimate) {
    assertThat(estimate).isInstanceOf(Estimate.Value.class);
    return (Estimate.Value) estimate;
  }

  /** The same regression with every column laid out over the rows, by the general kernel. */
  private static PanelFit.Solved laidOut(ListedPanel sample) {
    Panel p = sample.panel();
    var e = sample.exposures();
    var columns = new TreeMap<String, double[]>();
    for (int i = 0; i < p.rows(); i++) {
      int unit = p.unit()[i];
      for (int x = 0; x < e.rows(); x++) {
        int list = e.list()[x];
        boolean on =
            IntStream.range(sample.offsets()[unit], sample.offsets()[unit + 1])
                .anyMatch(at -> sample.lists()[at] == list);
        if (on && e.group()[x] == p.group()[i] && e.period()[x] == p.period()[i]) {
          columns
                  .computeIfAbsent(
                      "a lag %d %d".formatted(list, e.lag()[x]), _ -> new double[p.rows()])[i] +=
              e.share()[x];
        }
      }
      if (p.treated()[i] == 1 && p.period()[i] >= 0) {
        columns
                .computeIfAbsent(
                    "own %d %d".formatted(p.group()[i], p.period()[i]), _ -> new double[p.rows()])[
                i] =
            1;
      }
    }
    EffectsPanel panel =
        EffectsPanel.of(p.unit(), p.period(), p.outcome())
            .withBlock(p.group())
            .withArms(p.treated());
    for (var column : columns.entrySet()) {
      panel = panel.withRegressor(column.getKey(), column.getValue());
    }
    var fit = new TwoWayFixedEffects(Covariance.cluster("unit")).withMinClusters(20).fit(panel);
    assertThat(fit).isInstanceOf(PanelFit.Solved.class);
    return (PanelFit.Solved) fit;
  }

  @Test
  void equalsTheGeneralKernelWithEveryColumnLaidOut() {
    ListedPanel sample = WORLD.draw(1);
    IncrementFit fit = INCREMENT.fit(sample);
    PanelFit.Solved whole = laidOut(sample);
    for (IncrementFit.Group g : fit.groups()) {
      int[] own =
          IntStream.range(0, whole.terms().size())
              .filter(k -> whole.terms().get(k).startsWith("own " + g.group() + " "))
              .toArray();
      assertThat(own).hasSize(Overlapping.POST);
      double effect =
          Arrays.stream(own).mapToDouble(k -> whole.coefficients()[k]).average().orElseThrow();
      double variance =
          Arrays.stream(own)
                  .mapToDouble(
                      a -> Arrays.stream(own).mapToDouble(b -> whole.covariance()[a][b]).sum())
                  .sum()
              / (own.length * own.length);
      assertThat(value(g.effect()).value()).isCloseTo(effect, within(1e-9));
      assertThat(value(g.effect()).stdError()).isCloseTo(Math.sqrt(variance), within(1e-9));
      assertThat(value(g.effect()).df()).isEqualTo(whole.df());
    }
  }

  @Test
  void withoutOverlapOneGroupIsItsDifferenceInDifferences() {
    ListedPanel sample = new Overlapping(150, new double[] {2}, 2, 4, 0).draw(3);
    IncrementFit fit = INCREMENT.fit(sample);
    var plain =
        new TwoWayFixedEffects(Covariance.cluster("unit"))
            .withMinClusters(20)
            .stacked(sample.panel());
    assertThat(value(fit.pooled().get(0)).value())
        .isCloseTo(value(plain.estimates().get(0)).value(), within(1e-10));
    assertThat(fit.additivity()).isInstanceOf(Estimate.Missing.class);
  }

  @Test
  void recoversEachEffectWhereTheStackedRegressionWithoutLagsDoesNot() {
    var world = new Overlapping(600, new double[] {0, 4, 0, 4, 0, 4}, 2, 4, 0);
    int covered = 0;
    int all = 0;
    double bias = 0;
    double withoutLags = 0;
    int draws = 20;
    for (int seed = 0; seed < draws; seed++) {
      ListedPanel sample = world.draw(seed);
      IncrementFit fit = INCREMENT.fit(sample);
      for (IncrementFit.Group g : fit.groups()) {
        Estimate.Value v = value(g.effect());
        double truth = world.truth(g.group());
        covered += v.confLow() <= truth && truth <= v.confHigh() ? 1 : 0;
        all++;
      }
      double pooled = IntStream.range(0, 6).mapToDouble(world::truth).average().orElseThrow();
      bias += (value(fit.pooled().get(0)).value() - pooled) / draws;
      var plain = new TwoWayFixedEffects(Covariance.cluster("unit")).stacked(sample.panel());
      withoutLags += (value(plain.estimates().get(0)).value() - pooled) / draws;
    }
    assertThat(Math.abs(withoutLags)).isGreaterThan(0.1);
    assertThat(Math.abs(bias)).isLessThan(0.05);
    assertThat(covered / (double) all).isBetween(0.87, 1.0);
  }

  @Test
  void sayWhenEffectsDoNotAdd() {
    var fit = INCREMENT.fit(new Overlapping(600, new double[] {2, 2, 2, 2}, 1, 4, -0.5).draw(5));
    Estimate.Value additivity = value(fit.additivity());
    assertThat(additivity.pValue()).isLessThan(1e-6);
    assertThat(additivity.value()).isNegative();
    Estimate.Value added =
        value(
            INCREMENT
                .fit(new Overlapping(600, new double[] {2, 2, 2, 2}, 1, 4, 0).draw(5))
                .additivity());
    assertThat(added.pValue()).isGreaterThan(0.001);
  }

  @Test
  void influencesAddUpToTheStandardError() {
    IncrementFit fit = INCREMENT.fit(WORLD.draw(1));
    double squares = Arrays.stream(fit.influence()).map(i -> i * i).sum();
    double se = value(fit.pooled().get(0)).stdError();
    assertThat(Math.sqrt(squares)).isCloseTo(se, within(0.02 * se));
    assertThat(Arrays.stream(fit.influence()).sum()).isCloseTo(0, within(1e-9));
  }

  @Test
  void rowsMayComeInAnyOrderAndOnAnyNumberOfThreads() {
    ListedPanel sample = WORLD.draw(2);
    int n = sample.panel().rows();
    int[] turned = IntStream.range(0, n).map(i -> n - 1 - i).toArray();
    IncrementFit one = INCREMENT.fit(sample);
    var other = new StackedIncrement(-1, 2, 20, Workers.of(1));
    assertThat(other.fit(sample.with(Panels.take(sample.panel(), turned))).pooled())
        .isEqualTo(one.pooled());
  }

  @Test
  void aListThatIsTheGroupsOwnLeavesNothingToEstimate() {
    ListedPanel sample = new Overlapping(150, new double[] {2}, 2, 4, 0).draw(3);
    var p = sample.panel();
    int[] offsets = new int[151];
    for (int u = 0; u < 150; u++) {
      offsets[u + 1] = offsets[u] + p.treated()[u * 9];
    }
    int[] weeks = {0, 1, 2, 3, 4};
    double[] ones = {1, 1, 1, 1, 1};
    var same = new Exposures(new int[5], new int[5], weeks, weeks, ones, ones);
    IncrementFit fit =
        INCREMENT.fit(
            new ListedPanel(
                p, offsets, new int[offsets[150]], same, Overlapping.ones(1), Integer::toString));
    assertThat(fit.pooled())
        .allSatisfy(e -> assertThat(((Estimate.Missing) e).reason()).isEqualTo(Reason.COLLINEAR));
  }

  @Test
  void typedOutcomes() {
    ListedPanel sample = WORLD.draw(1);
    var gap =
        sample.with(
            Panels.take(sample.panel(), IntStream.range(1, sample.panel().rows()).toArray()));
    assertMissing(INCREMENT.fit(gap), Reason.UNSUITED, "exactly one row");
    assertMissing(
        new StackedIncrement(-1, 2, 150, Workers.of(1)).fit(sample),
        Reason.TOO_FEW_CLUSTERS,
        "both arms need at least 150");
    var broken = Panels.withOutcome(sample.panel(), sample.panel().outcome().clone());
    broken.outcome()[7] = Double.NaN;
    assertMissing(INCREMENT.fit(sample.with(broken)), Reason.NOT_FINITE, "not finite");
    assertMissing(
        INCREMENT.fit(sample.with(Panels.take(sample.panel(), new int[0]))),
        Reason.NO_ROWS,
        "no rows");
  }

  private static void assertMissing(IncrementFit fit, Reason reason, String words) {
    assertThat(fit.pooled())
        .hasSize(3)
        .allSatisfy(
            e -> {
              assertThat(((Estimate.Missing) e).reason()).isEqualTo(reason);
              assertThat(((Estimate.Missing) e).detail()).contains(words);
            });
  }
}
