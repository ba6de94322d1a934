package org.liftgate.modeling.panel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.liftgate.accumulate.Workers;
import org.liftgate.kernel.Covariance;
import org.liftgate.kernel.Panel;

/** Event studies the fast way equal those of the general way. */
class CodedFitTest {
  private static final double NEAR = 1e-10;
  private static final TwoWayFixedEffects BY_UNIT =
      new TwoWayFixedEffects(Covariance.cluster("unit")).withMinClusters(2);

  private static EffectsPanel panel(int seed) {
    Panel all = new Simulated(60, 1, 30, 1, true).draw(seed);
    var random = new SplittableRandom(seed);
    return EffectsPanel.events(
        Panels.take(
            all, IntStream.range(0, all.rows()).filter(i -> random.nextInt(4) > 0).toArray()));
  }

  @Property(tries = 20)
  void equalsTheGeneralWay(@ForAll @IntRange(max = 1000) int seed) {
    EffectsPanel panel = panel(seed);
    EventTimes times = EventTimes.of(panel.eventTimes(), -5, 4, Workers.of(2));
    int[] levels = Arrays.stream(times.distinct()).filter(e -> e != -1).toArray();
    int[] codes = times.codes(panel.eventTimes(), levels, Workers.of(2));
    List<String> terms = Arrays.stream(levels).mapToObj(EventStudy::term).toList();
    for (var covariance : List.of(Covariance.iid(), Covariance.cluster("unit"))) {
      var estimator = new TwoWayFixedEffects(covariance).withMinClusters(2);
      assertThat(CodedFit.of(estimator, panel, codes, terms)).isPresent();
      var study = new EventStudy(estimator, -1, -5, 4);
      equal(study.fit(panel), estimator.fit(panel.sorted(), codes, levels.length, terms));
    }
  }

  private static void equal(PanelFit fast, PanelFit general) {
    var a = (PanelFit.Solved) fast;
    var b = (PanelFit.Solved) general;
    for (int k = 0; k < b.coefficients().length; k++) {
      double error = Math.sqrt(b.covariance()[k][k]);
      assertThat(a.coefficients()[k]).isCloseTo(b.coefficients()[k], within(NEAR * error));
      for (int j = 0; j < b.coefficients().length; j++) {
        double scale = error * Math.sqrt(b.covariance()[j][j]);
        assertThat(a.covariance()[k][j]).isCloseTo(b.covariance()[k][j], within(NEAR * scale));
      }
    }
    assertThat(a.df()).isEqualTo(b.df());
    assertThat(a.counts()).isEqualTo(b.counts());
    assertThat(a.terms()).isEqualTo(b.terms());
    assertThat(a.convention()).isEqualTo(b.convention());
    assertThat(a.statistics().r2()).isCloseTo(b.statistics().r2(), within(NEAR));
    assertThat(a.statistics().withinR2()).isCloseTo(b.statistics().withinR2(), within(NEAR));
  }

  @Example
  void whatItCannotDoIsLeftToTheGeneralWay() {
    EffectsPanel panel = panel(1);
    int[] codes = new int[panel.rows()];
    List<String> one = List.of("one");
    assertThat(CodedFit.of(BY_UNIT, panel, codes, one)).isEmpty();
    assertThat(BY_UNIT.fit(panel, codes, one)).isInstanceOf(PanelFit.Missing.class);
    var other = panel.withRegressor("x", panel.outcome());
    assertThat(CodedFit.of(BY_UNIT, other, codes, one)).isEmpty();
    assertThat(CodedFit.of(BY_UNIT, panel.withBlock(panel.unit()), codes, one)).isEmpty();
  }

  @Example
  void eventTimesOutsideTheWindowCountAsItsEnds() {
    int[] given = {EffectsPanel.NEVER, -9, 0, 3, Integer.MAX_VALUE, -1};
    EventTimes times = EventTimes.of(given, -4, 2, Workers.of(1));
    assertThat(times.distinct()).containsExactly(-4, -1, 0, 2);
    assertThat(times.codes(given, new int[] {-4, 0, 2}, Workers.of(1)))
        .containsExactly(-1, 0, 1, 2, 2, -1);
    EventTimes wide = EventTimes.of(given, Integer.MIN_VALUE + 1, Integer.MAX_VALUE, Workers.of(1));
    assertThat(wide.distinct()).containsExactly(-9, -1, 0, 3, Integer.MAX_VALUE);
    assertThat(wide.codes(given, new int[] {3}, Workers.of(1)))
        .containsExactly(-1, -1, -1, 0, -1, -1);
  }
}
